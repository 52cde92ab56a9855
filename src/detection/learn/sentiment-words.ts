import { foldedString } from '../text/normalise'

/** A list as it lies in `models/sentiment-words`: words by how good or bad they are (phrases with hyphens), and how the language bends and denies them. */
export type WordList = { values: Record<string, string>; not: string; endings: string; beginnings: string }
/** A list made ready to be looked up in. */
export type SentimentWords = {
  words: Map<string, number>
  /** By what is left of a word without its endings and beginnings: the mean of those of the list. */
  stems: Map<string, number>
  /** Words that a phrase of the list begins with. */
  openers: Set<string>
  not: Set<string>
  endings: string[]
  beginnings: string[]
}
/** A word of the list in a text: its place, its value, and whether it is denied. */
type Hit = { at: number; value: number; denied: boolean }

/** How many numbers {@link sentimentOf} gives. */
export const SENTIMENT = 16
/** Only this much of a long text is read. */
const OPENING = 12_000
const LONGEST_PHRASE = 3
/** Fewer letters than these say nothing without their ending. */
const LEAST_STEM = 4
/** A denial reaches so many words on, up to the next stop. */
const REACH = 3
/** "Not good" is bad, but less so than "bad". */
const TURNED = -0.7
const PIECES = /[\p{L}\p{M}\p{N}'’]+|[.,;:!?]/gu
const STOPS = new Set(['.', ',', ';', ':', '!', '?'])

export function sentimentWordsFrom(json: string): SentimentWords {
  const list = JSON.parse(json) as WordList
  const split = (text: string) => text.split(' ').filter((word) => word !== '')
  const longestFirst = (text: string) => split(text).sort((a, b) => b.length - a.length)
  const read: SentimentWords = {
    words: new Map(),
    stems: new Map(),
    openers: new Set(),
    not: new Set(split(list.not)),
    endings: longestFirst(list.endings),
    beginnings: longestFirst(list.beginnings),
  }
  for (const [value, words] of Object.entries(list.values)) for (const word of split(words)) add(read, word, Number(value))
  addStems(read)
  return read
}

function add({ words, openers }: SentimentWords, listed: string, value: number): void {
  const word = foldedString(listed.replaceAll('-', ' ')).trim()
  if (!words.has(word)) words.set(word, value)
  if (word.includes(' ')) openers.add(word.slice(0, word.indexOf(' ')))
}

function addStems(read: SentimentWords): void {
  const found = new Map<string, number[]>()
  for (const [word, value] of read.words) {
    if (word.includes(' ')) continue
    const stem = stemOf(read, word)
    found.set(stem, [...(found.get(stem) ?? []), value])
  }
  for (const [stem, values] of found) read.stems.set(stem, values.reduce((a, b) => a + b) / values.length)
}

function stemOf({ endings, beginnings }: SentimentWords, word: string): string {
  const ending = endings.find((end) => word.length - end.length >= LEAST_STEM && word.endsWith(end))
  const bare = ending ? word.slice(0, -ending.length) : word
  const beginning = beginnings.find((start) => bare.length - start.length >= LEAST_STEM && bare.startsWith(start))
  return beginning ? bare.slice(beginning.length) : bare
}

/** What a text's words and marks are, as a list sees them. */
const piecesOf = (text: string): string[] => foldedString(text.slice(0, OPENING)).match(PIECES) ?? []

/** Whether any word of a text stands in the list. */
export const isSpoken = (list: SentimentWords, text: string): boolean => hitsIn(list, piecesOf(text)).length > 0

function hitsIn(list: SentimentWords, pieces: string[]): Hit[] {
  const hits: Hit[] = []
  let denial = Number.NEGATIVE_INFINITY
  for (let i = 0; i < pieces.length; ) {
    if (STOPS.has(pieces[i]!)) denial = Number.NEGATIVE_INFINITY
    const [length, value] = found(list, pieces, i)
    if (value !== 0) hits.push({ at: i, value, denied: i - denial <= REACH || list.not.has(pieces[i + length] ?? '') })
    if (list.not.has(pieces[i]!)) denial = i
    i += length
  }
  return hits
}

/** How many pieces from `i` on are in the list together, and their value; one that is not has the value 0. */
function found(list: SentimentWords, pieces: string[], i: number): [number, number] {
  const { words, stems, openers } = list
  const piece = pieces[i]!
  if (openers.has(piece))
    for (let length = Math.min(LONGEST_PHRASE, pieces.length - i); length > 1; length--) {
      const value = words.get(pieces.slice(i, i + length).join(' '))
      if (value !== undefined) return [length, value]
    }
  return [1, words.get(piece) ?? stems.get(stemOf(list, piece)) ?? 0]
}

/** How good and how bad the words of a text are: together, at most, at its beginning and end, and with what is denied turned round. */
export function sentimentOf(list: SentimentWords, text: string): Float32Array {
  const pieces = piecesOf(text)
  const hits = hitsIn(list, pieces)
  const turned = ({ value, denied }: Hit) => (denied ? TURNED * value : value)
  const sum = (some: Hit[], of: (hit: Hit) => number) => some.reduce((all, hit) => all + of(hit), 0)
  const [good, bad] = [hits.filter(({ value }) => value > 0), hits.filter(({ value }) => value < 0)]
  const [praise, blame] = [sum(good, ({ value }) => value), sum(bad, ({ value }) => Math.abs(value))]
  const last = hits.at(-1)
  const length = Math.sqrt(pieces.length + 3)
  const end = hits.filter(({ at }) => at > pieces.length * 0.7)
  const start = hits.filter(({ at }) => at < pieces.length * 0.3)
  return Float32Array.of(
    ...[praise, blame, good.length, bad.length, pieces.filter((piece) => list.not.has(piece)).length].map(Math.log1p),
    ...[praise - blame, praise, blame, hits.length, sum(hits, turned), sum(end, turned), sum(start, turned)].map((x) => x / length),
    good.reduce((most, { value }) => Math.max(most, value), 0),
    bad.reduce((least, { value }) => Math.min(least, value), 0),
    last ? (last.denied ? -last.value : last.value) : 0,
    (praise - blame) / (praise + blame + 1),
  )
}
