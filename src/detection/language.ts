import { franc } from 'franc'
import { type Features, hashOfWord } from './features'
import type { Folded } from './text/normalise'
import { ARABIC, CYRILLIC, HAN, HANGUL, KANA, LATIN, LETTER, THAI } from './text/scripts'
import { STOP_WORDS } from './text/stop-words'

export type Language = { value: string; p: number }

const FEW_FEATURES = 180
const FRANC_UNITS = 120
/** Trigrams of fewer letters than this are a guess. */
const ENOUGH_LETTERS = 60
const VOTE_SHARE = Array.from({ length: 33 }, (_, languages) => 1 / Math.max(1, languages))
/** franc's names for what we may meet beyond the stop words. */
const ISO: Record<string, string> = {
  eng: 'en',
  ind: 'id',
  zlm: 'ms',
  deu: 'de',
  fra: 'fr',
  spa: 'es',
  ita: 'it',
  por: 'pt',
  nld: 'nl',
  vie: 'vi',
  tur: 'tr',
  pol: 'pl',
  swe: 'sv',
  ces: 'cs',
  ron: 'ro',
  hun: 'hu',
  fin: 'fi',
  dan: 'da',
  nob: 'no',
  tgl: 'tl',
  rus: 'ru',
  ukr: 'uk',
  bul: 'bg',
  srp: 'sr',
  ell: 'el',
  heb: 'he',
  hin: 'hi',
  ben: 'bn',
  tam: 'ta',
  tel: 'te',
  mar: 'mr',
  kor: 'ko',
  jpn: 'ja',
  amh: 'am',
  kat: 'ka',
  hye: 'hy',
  khm: 'km',
  lao: 'lo',
  mya: 'my',
}
/** Those of them that are written in Latin letters; they stand first. */
const OFTEN_LATIN = Object.keys(ISO).slice(0, Object.keys(ISO).indexOf('rus'))
const names = Object.keys(STOP_WORDS)
/** By low bits of the word's hash: the whole hash, and one bit per language that has the word. */
const SLOTS = 1 << 13
const slotHash = new Int32Array(SLOTS)
const slotVotes = new Int32Array(SLOTS)
const score = new Float64Array(names.length)
for (const [index, words] of Object.values(STOP_WORDS).entries())
  for (const word of words.split(' ')) learnStopWord(hashOfWord(word), 1 << index)

/**
 * The language of a folded text (`text` is the original, for the rare case that needs more than stop words). Scripts decide
 * first; Latin letters by the stop words among the features, then by trigrams on the first 200 units; English where nothing speaks. ISO 639-1.
 */
export function languageOf(folded: Folded, features: Features, text: string): Language {
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
  return latinLanguage(features, text, latin)
}

const sure = (value: string, units: number, letters: number): Language => ({
  value,
  p: Math.round((0.6 + 0.39 * Math.min(1, units / letters)) * 100) / 100,
})

/** Persian has four letters that Arabic lacks; Arabic has TEH MARBUTA, ALEF with hamza below and the article. */
function persianOrArabic(folded: Folded, text: string): Language {
  const head = text.slice(0, 2_000)
  const persian = (head.match(/[پچژگکی]|\u200c|ها|می/g) ?? []).length
  const arabic = (head.match(/[ةإ]|(^|\s)(ال|في|من|على|هذا|لا)/g) ?? []).length
  if (folded.length === 0) return { value: 'fa', p: 0.5 }
  const p = (persian + 1.5) / (persian + arabic + 2)
  return p >= 0.5 ? { value: 'fa', p: Math.min(0.99, round(p)) } : { value: 'ar', p: Math.min(0.99, round(1 - p)) }
}

function latinLanguage(features: Features, text: string, letters: number): Language {
  const heard = countStopWords(features)
  let best = 0
  for (let i = 1; i < score.length; i++) if (score[i]! > score[best]!) best = i
  let second = 0
  for (let i = 0; i < score.length; i++) if (i !== best) second = Math.max(second, score[i]!)
  if (heard > 0 && score[best]! >= second * 1.4)
    return { value: names[best]!, p: round(Math.min(0.99, 0.55 + 0.45 * (1 - second / score[best]!) * Math.min(1, score[best]! / 3))) }
  // Words that neighbours share: the slow trigrams would hardly know better.
  if (heard > 0 && score[0]! >= second) return { value: 'en', p: 0.5 }
  if (letters >= ENOUGH_LETTERS) return latinByTrigrams(text, heard > 0 ? names[best]! : 'en')
  return { value: heard > 0 && best !== 0 && score[0] === 0 ? names[best]! : 'en', p: 0.5 }
}

/** Shares one vote among the languages of every stop word in the first features; returns how many words voted. */
function countStopWords(features: Features): number {
  score.fill(0)
  let heard = 0
  const most = Math.min(features.count, FEW_FEATURES)
  for (let i = 0; i < most; i++) {
    const hash = features.hashes[i]!
    const slot = slotOf(hash)
    if (slotHash[slot] !== hash) continue
    let languages = slotVotes[slot]!
    if (languages === 0) continue
    heard++
    const share = VOTE_SHARE[bitCount(languages)]!
    for (let index = 0; languages !== 0; index++, languages >>>= 1) if (languages & 1) score[index]! += share
  }
  return heard
}

/** Linear probing; there are a dozen times more slots than words. */
function slotOf(hash: number): number {
  let slot = hash & (SLOTS - 1)
  while (slotVotes[slot] !== 0 && slotHash[slot] !== hash) slot = (slot + 1) & (SLOTS - 1)
  return slot
}

function learnStopWord(hash: number, language: number): void {
  const slot = slotOf(hash)
  slotHash[slot] = hash
  slotVotes[slot]! |= language
}

function bitCount(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++
  return count
}

/** English, which most Latin letters are, is told from two dozen languages in a quarter of the time that telling it from all would take. */
const latinByTrigrams = (text: string, otherwise: string): Language =>
  likeliest(text, OFTEN_LATIN) === 'eng' ? { value: 'en', p: 0.7 } : byTrigrams(text, otherwise)

function byTrigrams(text: string, otherwise: string): Language {
  const value = ISO[likeliest(text)]
  return value ? { value, p: 0.7 } : { value: otherwise, p: 0.4 }
}

/** By franc's name; no list means all that it knows. */
const likeliest = (text: string, only: string[] = []): string => franc(text.slice(0, FRANC_UNITS), { minLength: 20, only })

const round = (p: number): number => Math.round(p * 100) / 100
