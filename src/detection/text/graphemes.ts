const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** Graphemes are not longer than this but in texts made to be; the segmenter copies what it is given for every grapheme that it finds. */
const NEAR = 512

/**
 * The smallest stretch of whole graphemes that holds the characters at `first` and `last` (UTF-16 offsets, inclusive).
 * Looks only at the neighbourhood: from the nearest edge that is certain by the characters alone to the next such edge.
 */
export function wholeGraphemes(text: string, first: number, last: number): { start: number; end: number } {
  return { start: edgeBefore(text, first), end: edgeAfter(text, last) }
}

function edgeBefore(text: string, offset: number): number {
  const from = certainBefore(text, offset)
  if (from === offset) return from
  return clusterAround(text, from, offset).start
}

function edgeAfter(text: string, offset: number): number {
  if (certainEdge(text, offset + 1)) return Math.min(offset + 1, text.length)
  return clusterAround(text, certainBefore(text, offset), offset).end
}

function certainBefore(text: string, offset: number): number {
  let from = offset
  while (from > 0 && from > offset - NEAR && !certainEdge(text, from)) from--
  return isLow(text.charCodeAt(from)) && from > 0 ? from - 1 : from
}

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

function clusterAround(text: string, from: number, offset: number): { start: number; end: number } {
  let to = offset + 1
  while (to < text.length && to < offset + NEAR && !certainEdge(text, to)) to++
  for (const { index, segment } of segmenter.segment(text.slice(from, to))) {
    const end = from + index + segment.length
    if (end > offset) return { start: from + index, end }
  }
  return { start: from, end: to }
}

/** True where Unicode's rules surely break before `offset`: a plain letter or sign follows something that never binds to it. */
function certainEdge(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return true
  return standsAlone(text.charCodeAt(offset)) && !mayPrepend(text, offset - 1)
}

function standsAlone(unit: number): boolean {
  if (unit < 0x80) return unit !== 0x0a // LF may belong to CR
  if (unit >= 0x4e00 && unit <= 0x9fff) return true
  if (unit >= 0x0e01 && unit <= 0x0e46) return unit !== 0x0e31 && !(unit >= 0x0e33 && unit <= 0x0e3a)
  return unit >= 0x0621 && unit <= 0x064a
}

/** Characters that may hold on to what follows: Arabic number signs, a few Indic letters, and what lies outside the basic plane and is no picture. */
function mayPrepend(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset)
  if (unit < 0x0600) return false
  if (unit < 0x0e00) return !standsAlone(unit)
  return unit >= 0xd800 && unit <= 0xdfff && !isPicture(text, offset)
}

/** The second half of an emoji: U+1F000 to U+1FBFF. */
function isPicture(text: string, offset: number): boolean {
  const first = text.charCodeAt(offset - 1)
  return isLow(text.charCodeAt(offset)) && first >= 0xd83c && first <= 0xd83e
}
