import { SIMPLIFIED } from './traditional'

/** Results of {@link foldUnit} that are not a code unit to append. */
export const DROP = 0
export const UNKNOWN = 1
export const MANY = 2

const SPACE = 32
const ARABIC: Record<string, string> = {
  ي: 'ی',
  ى: 'ی',
  ې: 'ی',
  ے: 'ی',
  ك: 'ک',
  ڪ: 'ک',
  ة: 'ه',
  ۀ: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
  أ: 'ا',
  إ: 'ا',
  ٱ: 'ا',
  ؤ: 'و',
}
/** Letters in black discs and squares, which Unicode does not call the same as plain ones. */
const BLACK_LETTERS = [0x1f150, 0x1f170]
const MARKS: Record<string, string> = {
  '’': "'",
  '‘': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '。': '.',
  '、': ',',
  '،': ',',
  '؟': '?',
  '؛': ';',
}
/** The zero of every set of decimal digits that our customers type, besides ASCII and full width. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x0e50]

/** What is known so far of {@link foldUnit}, for the inner loop of normalising. */
export const foldTable = new Uint16Array(0x10000).fill(UNKNOWN)
const many = new Map<number, string>()

/**
 * One UTF-16 unit → the folded unit, {@link DROP}, or {@link MANY} (see {@link foldMany}). Folding is NFKC, lower case,
 * Latin letters without accents, Persian spelling of Arabic letters, simplified Chinese, ASCII digits; invisible
 * characters (zero width, direction, variation, tatweel, vowel signs) vanish and every white space is a space.
 */
export function foldUnit(unit: number): number {
  const known = foldTable[unit]!
  if (known !== UNKNOWN) return known
  const folded = learn(unit)
  foldTable[unit] = folded
  return folded
}

/** What a unit that folds to {@link MANY} becomes; surrogates are asked for as whole code points, lone ones become U+FFFD. */
export function foldMany(codePoint: number): string {
  const known = many.get(codePoint)
  if (known !== undefined) return known
  const folded = isSurrogate(codePoint) ? '\ufffd' : invisible(codePoint) ? '' : foldText(String.fromCodePoint(codePoint))
  if (many.size < 5_000) many.set(codePoint, folded)
  return folded
}

function learn(unit: number): number {
  if (isSurrogate(unit)) return MANY
  if (invisible(unit)) return DROP
  const text = String.fromCharCode(unit)
  if (/[\s\p{Cc}]/u.test(text)) return SPACE
  const folded = foldText(text)
  if (folded.length === 0) return DROP
  if (folded.length === 1 && folded.charCodeAt(0) > MANY) return folded.charCodeAt(0)
  many.set(unit, folded)
  return MANY
}

function foldText(text: string): string {
  const black = BLACK_LETTERS.find((first) => text.codePointAt(0)! >= first && text.codePointAt(0)! < first + 26)
  if (black !== undefined) return String.fromCharCode(97 + text.codePointAt(0)! - black)
  if (text === '\u0e33') return text // NFKC would split Thai SARA AM
  const zero = ZEROS.find((first) => text.charCodeAt(0) >= first && text.charCodeAt(0) <= first + 9)
  if (zero !== undefined) return String.fromCharCode(48 + text.charCodeAt(0) - zero)
  const mark = MARKS[text]
  if (mark) return mark
  const composed = text.normalize('NFKC').toLowerCase()
  const bare = /\p{Script=Latin}/u.test(composed) ? composed.normalize('NFD').replace(/\p{Mn}/gu, '') : composed
  return [...bare].map((letter) => ARABIC[letter] ?? SIMPLIFIED.get(letter) ?? letter).join('')
}

function invisible(codePoint: number): boolean {
  if (codePoint < 0xad) return false
  if (codePoint >= 0x0300 && codePoint <= 0x036f) return true
  if (codePoint === 0x0640 || codePoint === 0x0670 || (codePoint >= 0x064b && codePoint <= 0x065f)) return true
  if ((codePoint >= 0x06d6 && codePoint <= 0x06ed) || codePoint === 0x17b4 || codePoint === 0x17b5 || codePoint === 0x2800) return true
  if ((codePoint >= 0x1ab0 && codePoint <= 0x1aff) || (codePoint >= 0x1dc0 && codePoint <= 0x1dff)) return true
  if ((codePoint >= 0x20d0 && codePoint <= 0x20ff) || (codePoint >= 0xfe20 && codePoint <= 0xfe2f)) return true
  if ((codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef)) return true
  if (codePoint === 0x115f || codePoint === 0x1160 || codePoint === 0x3164) return true // Hangul fillers
  return /\p{Cf}/u.test(String.fromCodePoint(codePoint))
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff
