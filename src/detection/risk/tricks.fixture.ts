/** The ways in which people hide a word from a filter while others still read it. Each takes a phrase and a die (0 to 1) and gives the phrase hidden. */
export type Trick = (phrase: string, die: () => number) => string

const HOMOGLYPHS: Record<string, string> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  j: 'ј',
  o: 'о',
  p: 'р',
  s: 'ѕ',
  x: 'х',
  y: 'у',
  t: 'т',
  k: 'к',
  m: 'м',
  h: 'һ',
}
const GREEK: Record<string, string> = { a: 'α', e: 'ε', i: 'ι', k: 'κ', o: 'ο', p: 'ρ', t: 'τ', u: 'υ', v: 'ν', x: 'χ' }
const LEET: Record<string, string> = { a: '4', e: '3', i: '1', o: '0', s: '5' }
const HALVES: Record<string, string> = {
  诉: '讠斥',
  投: '扌殳',
  法: '氵去',
  律: '彳聿',
  媒: '女某',
  银: '钅艮',
  烧: '火尧',
  炸: '火乍',
  骗: '马扁',
  钱: '钅戋',
  消: '氵肖',
  警: '敬言',
}
const SOUNDS: Record<string, string> = {
  诉: '素',
  投: '头',
  举: '巨',
  报: '豹',
  律: '绿',
  骗: '偏',
  曝: '暴',
  协: '斜',
  维: '围',
  媒: '煤',
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const piecesOf = (phrase: string) => [...graphemes.segment(phrase)].map(({ segment }) => segment)
const replace =
  (table: Record<string, string>): Trick =>
  (phrase) =>
    [...phrase].map((letter) => table[letter.toLowerCase()] ?? letter).join('')
/** Something between every two neighbouring graphemes of a word. */
const between =
  (sign: string): Trick =>
  (phrase) =>
    phrase
      .split(' ')
      .map((word) => piecesOf(word).join(sign))
      .join(sign === ' ' ? '  ' : ' ')
/** Something once, in the middle of every word of three letters or more (two in Chinese). */
const inside =
  (sign: string): Trick =>
  (phrase) =>
    phrase
      .split(' ')
      .map((word) => {
        const pieces = piecesOf(word)
        const middle = pieces.length >> 1
        return pieces.length < 2 ? word : [...pieces.slice(0, middle), sign, ...pieces.slice(middle)].join('')
      })
      .join(' ')
const shifted =
  (from: number, upper: number): Trick =>
  (phrase) =>
    [...phrase]
      .map((letter) =>
        /[a-z]/.test(letter)
          ? String.fromCodePoint(letter.charCodeAt(0) - 97 + from)
          : /[A-Z]/.test(letter)
            ? String.fromCodePoint(letter.charCodeAt(0) - 65 + upper)
            : letter,
      )
      .join('')
const stretch: Trick = (phrase, die) => {
  const letters = [...phrase]
  const stays = (letter: string, next = '') => /\p{L}/u.test(letter) && !/[เแโใไ]/.test(letter) && !/\p{M}/u.test(next)
  const places = letters.flatMap((letter, i) => (stays(letter, letters[i + 1]) ? [i] : []))
  const at = places[Math.floor(die() * places.length)]
  return at === undefined ? phrase : letters.map((letter, i) => (i === at ? letter.repeat(4) : letter)).join('')
}

export const TRICKS: Record<string, Trick> = {
  'Cyrillic letters': replace(HOMOGLYPHS),
  'Greek letters': replace(GREEK),
  'full width': (phrase) =>
    [...phrase].map((letter) => (/[!-~]/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter)).join(''),
  'mathematical letters': shifted(0x1d41a, 0x1d400),
  'letters in squares': shifted(0x1f170, 0x1f170),
  'zero-width spaces': between('\u200b'),
  'soft hyphens': between('\u00ad'),
  'word joiners': inside('\u2060'),
  'combining marks': between('\u0336'),
  'direction marks': inside('\u202e\u202c'),
  'read backwards': (phrase) => `\u202e${piecesOf(phrase).reverse().join('')}\u202c`,
  leet: replace(LEET),
  'spaced letters': between(' '),
  'dotted letters': between('.'),
  'a star inside': inside('*'),
  'a hyphen inside': (phrase, die) =>
    phrase
      .split(' ')
      .map((word) => (/^\p{N}+$/u.test(word) ? word : inside('-')(word, die))) // a hyphen in a number makes it a date or a range
      .join(' '),
  'repeated letters': stretch,
  'split characters': replace(HALVES),
  homophones: (phrase) => {
    const at = [...phrase].findIndex((letter) => SOUNDS[letter])
    return at < 0 ? phrase : [...phrase].map((letter, i) => (i === at ? SOUNDS[letter]! : letter)).join('')
  },
}
