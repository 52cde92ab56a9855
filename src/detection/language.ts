import { franc } from 'franc'
import { STOP_WORDS } from './text/stop-words'
import type { Folded } from './text/normalise'
import { ARABIC, CYRILLIC, HAN, HANGUL, KANA, kindOf, LATIN, LETTER, THAI } from './text/scripts'

export type Language = { value: string; p: number }

const FEW_WORDS = 60
const FRANC_UNITS = 200
const WORD_ROOM = 12
/** franc's names for what we may meet beyond the stop words. */
const ISO: Record<string, string> = {
  eng: 'en', ind: 'id', zlm: 'ms', deu: 'de', fra: 'fr', spa: 'es', ita: 'it', por: 'pt', nld: 'nl', vie: 'vi', tur: 'tr', pol: 'pl', swe: 'sv',
  ces: 'cs', ron: 'ro', hun: 'hu', fin: 'fi', dan: 'da', nob: 'no', tgl: 'tl', rus: 'ru', ukr: 'uk', bul: 'bg', srp: 'sr', ell: 'el', heb: 'he', hin: 'hi', ben: 'bn', tam: 'ta', tel: 'te', mar: 'mr', kor: 'ko', jpn: 'ja', amh: 'am', kat: 'ka', hye: 'hy', khm: 'km', lao: 'lo', mya: 'my',
}
const names = Object.keys(STOP_WORDS)
const votes = new Map<string, number[]>()
for (const [index, words] of Object.values(STOP_WORDS).entries())
  for (const word of words.split(' ')) votes.set(word, [...(votes.get(word) ?? []), index])

/**
 * The language of a folded text (`text` is the original, for the rare case that needs more than stop words). Scripts decide
 * first; Latin letters by stop words, then by trigrams on the first 200 units; English where nothing speaks. ISO 639-1.
 */
export function languageOf(folded: Folded, text: string): Language {
  const count = folded.kinds
  const [thai, han, arabic, latin] = [count[THAI]!, count[HAN]!, count[ARABIC]!, count[LATIN]!]
  const japanese = count[KANA]!
  const letters = thai + han * 2 + arabic + latin + japanese + count[HANGUL]! + count[CYRILLIC]! + count[LETTER]!
  if (letters === 0) return { value: 'en', p: 0.34 }
  if (thai * 3 > letters) return sure('th', thai, letters)
  if ((han * 2 + japanese) * 3 > letters) return japanese * 4 > han ? sure('ja', han * 2 + japanese, letters) : sure('zh', han * 2, letters)
  if (arabic * 3 > letters) return persianOrArabic(folded, text)
  if (count[HANGUL]! * 3 > letters) return sure('ko', count[HANGUL]!, letters)
  if ((count[CYRILLIC]! + count[LETTER]!) * 2 > letters) return byTrigrams(text, 'ru')
  return latinLanguage(folded, text, latin)
}

const sure = (value: string, units: number, letters: number): Language => ({ value, p: Math.round((0.6 + 0.39 * Math.min(1, units / letters)) * 100) / 100 })

/** Persian has four letters that Arabic lacks; Arabic has TEH MARBUTA, ALEF with hamza below and the article. */
function persianOrArabic(folded: Folded, text: string): Language {
  const head = text.slice(0, 2_000)
  const persian = (head.match(/[پچژگکی]|\u200c|ها|می/g) ?? []).length
  const arabic = (head.match(/[ةإ]|(^|\s)(ال|في|من|على|هذا|لا)/g) ?? []).length
  if (folded.length === 0) return { value: 'fa', p: 0.5 }
  const p = (persian + 1.5) / (persian + arabic + 2)
  return p >= 0.5 ? { value: 'fa', p: Math.min(0.99, round(p)) } : { value: 'ar', p: Math.min(0.99, round(1 - p)) }
}

function latinLanguage(folded: Folded, text: string, letters: number): Language {
  const score = new Float64Array(names.length)
  const heard = stopWords(folded, score)
  let best = 0
  for (let i = 1; i < score.length; i++) if (score[i]! > score[best]!) best = i
  let second = 0
  for (let i = 0; i < score.length; i++) if (i !== best) second = Math.max(second, score[i]!)
  if (heard > 0 && score[best]! >= second * 1.4) return { value: names[best]!, p: round(Math.min(0.99, 0.55 + 0.45 * (1 - second / score[best]!) * Math.min(1, score[best]! / 3))) }
  if (letters >= 40) return byTrigrams(text, heard > 0 ? names[best]! : 'en')
  return { value: heard > 0 && best !== 0 && score[0] === 0 ? names[best]! : 'en', p: 0.5 }
}

/** Adds one vote, shared among its languages, per stop word of the first sixty words; returns how many words voted. */
function stopWords(folded: Folded, score: Float64Array): number {
  let [words, heard, start] = [0, 0, -1]
  for (let i = 0; i <= folded.length && words < FEW_WORDS; i++) {
    const letter = i < folded.length && (kindOf[folded.units[i]!] === LATIN || folded.units[i] === 39)
    if (letter && start < 0) start = i
    if (letter || start < 0) continue
    words++
    const found = i - start <= WORD_ROOM ? votes.get(wordAt(folded, start, i)) : undefined
    start = -1
    if (!found) continue
    heard++
    for (const index of found) score[index]! += 1 / found.length
  }
  return heard
}

function wordAt(folded: Folded, start: number, end: number): string {
  let word = ''
  for (let i = start; i < end; i++) if (folded.units[i] !== 39) word += String.fromCharCode(folded.units[i]!)
  return word
}

function byTrigrams(text: string, otherwise: string): Language {
  const value = ISO[franc(text.slice(0, FRANC_UNITS), { minLength: 20 })]
  return value ? { value, p: 0.7 } : { value: otherwise, p: 0.4 }
}

const round = (p: number): number => Math.round(p * 100) / 100
