import type { Customer } from './people'
import type { Random } from './random'

const ZWNJ = '\u200c'
const PERSIAN_DIGITS = '۰۱۲۳۴۵۶۷۸۹'
const SHORT: [RegExp, string][] = [
  [/\bplease\b/gi, 'pls'],
  [/\byou\b/g, 'u'],
  [/\bbecause\b/g, 'cos'],
  [/\bthanks\b/gi, 'thx'],
  [/\band\b/g, '&'],
  [/'/g, ''],
]

/** A finished text as this person would type it: slips, short forms, digits, half-spaces. `hasty` is what one taps on a phone. */
export function spoken(text: string, { language, style }: Customer, hasty: boolean, random: Random): string {
  if (language === 'en') return english(text, style.lower && hasty, style.slips, hasty, random)
  if (language === 'th') return style.loud ? text.replace(/มาก(?!ก)/g, () => `มา${'ก'.repeat(random.whole(2, 5))}`) : text
  if (language === 'zh') return chinese(text, style.loud, style.lower && hasty, random)
  return persian(text, style.localDigits, style.joiner, style.loud)
}

function english(text: string, lower: boolean, slips: boolean, hasty: boolean, random: Random) {
  let said = text
  if (hasty && slips) for (const [long, short] of SHORT) if (random.chance(0.4)) said = said.replace(long, short)
  if (slips) said = said.replace(/\b[a-z]{5,}\b/g, (word) => (random.chance(0.04) ? swapped(word, random) : word))
  return lower ? said.toLowerCase().replace(/lp-/g, 'LP-').replace(/\.$/, '') : said
}

function swapped(word: string, random: Random) {
  const at = random.whole(1, word.length - 3)
  return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)
}

function chinese(text: string, loud: boolean, bare: boolean, random: Random) {
  let said = loud ? text.replace(/[。！](?=$|\n)/g, () => '！'.repeat(random.whole(1, 3))) : text
  if (bare) said = said.replace(/[。，](?!$)/g, ' ').replace(/。$/, '')
  return said
}

function persian(text: string, localDigits: boolean, joiner: 'keep' | 'space' | 'none', oldKeyboard: boolean) {
  let said = localDigits
    ? text.replace(/(?<![A-Z0-9-])\d+(?![A-Z0-9-])/g, (digits) => [...digits].map((digit) => PERSIAN_DIGITS[Number(digit)]).join(''))
    : text
  if (joiner === 'none') said = said.replace(/(?<![هة])\u200c/g, '')
  if (joiner !== 'keep') said = said.replaceAll(ZWNJ, ' ')
  return oldKeyboard ? said.replaceAll('ی', 'ي').replaceAll('ک', 'ك') : said
}
