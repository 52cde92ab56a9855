/** Only this much of a long text is looked at. */
const OPENING = 12_000

/** What is counted: how a text is set and dressed, which its grams, folded and made to one length, no longer tell. */
const COUNTED: readonly RegExp[] = [
  /[A-Z]/g,
  /\b[A-Z]{2,}\b/g,
  /[A-Za-z]/g,
  /\p{Nd}/gu,
  /[!！]/g,
  /[?？؟]/g,
  /\.\.+|…/g,
  /[,،，、]/g,
  /[.。]/g,
  /["“”«»]/g,
  /#[\p{L}\p{Nd}]/gu,
  /@[\p{L}\p{Nd}]/gu,
  /<url>|https?:/g,
  /(.)\1\1/gu,
  /\p{Extended_Pictographic}/gu,
  /[\u{1F600}-\u{1F60F}\u{1F618}\u{1F970}\u{1F389}\u{1F44D}\u2764]/gu,
  /[\u{1F612}\u{1F620}-\u{1F62D}\u{1F44E}\u{1F494}]/gu,
  /[:;]-?[)D]/g,
  /[:;]-?[(/]/g,
]
const STARTS = /^\s*@/
const ASKS = /[?？؟]\s*$/
/** Lengths, as powers of two, around which a text is short, middling or long: a straight line alone would not bend. */
const LENGTHS = [4, 5, 6, 7, 8, 9, 10, 11]
const WORDS = [1, 2, 3, 4, 5, 6, 7, 8]

/** How many numbers {@link surfaceOf} gives. */
export const SURFACE = COUNTED.length + 6 + LENGTHS.length + WORDS.length

/** Length, capitals, marks, numbers, links, handles, emoji: a text seen from afar. */
export function surfaceOf(text: string): Float32Array {
  const opening = text.slice(0, OPENING)
  const length = Math.max(1, opening.length)
  const words = Math.max(1, countOf(opening, /\S+/g))
  const counts = COUNTED.map((pattern) => countOf(opening, pattern))
  const [bits, wordBits] = [Math.log2(length), Math.log2(words)]
  return Float32Array.from([
    ...counts.map(Math.log1p),
    bits,
    wordBits,
    counts[0]! / length,
    counts[2]! / length,
    STARTS.test(opening) ? 1 : 0,
    ASKS.test(opening) ? 1 : 0,
    ...LENGTHS.map(near(bits)),
    ...WORDS.map(near(wordBits)),
  ])
}

const near = (bits: number) => (middle: number) => Math.max(0, 1 - Math.abs(bits - middle))

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
