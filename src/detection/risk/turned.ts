/** A hidden word, or a few: what goes on for longer is a text written in the other direction, and as long as it likes. */
const LONGEST = 200
const MOST = 200
const [TURN, ENDS] = ['\u202e', /[\u202c\u202a\u202b\u202d\u2066-\u2069\n]/]

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * A text as it is seen, where marks (U+202E) make stretches of it read backwards: those are put the right way round and the marks taken out.
 * `at[i]` is the offset in the original of unit i.
 */
export function asSeen(text: string): { text: string; at: Int32Array } {
  const order: number[] = []
  let turned = 0
  for (let i = 0; i < text.length; ) {
    if (text[i] !== TURN) {
      order.push(i++)
      continue
    }
    const from = ++i
    while (i < text.length && text[i] !== TURN && !ENDS.test(text[i]!)) i++
    if (i - from <= LONGEST && ++turned <= MOST) turn(text.slice(from, i), from, order)
    else for (let k = from; k < i; k++) order.push(k)
  }
  const units = Uint16Array.from(order, (i) => text.charCodeAt(i))
  return { text: Buffer.from(units.buffer).toString('utf16le'), at: Int32Array.from(order) }
}

/** Grapheme by grapheme, so that marks stay on their letters. */
function turn(stretch: string, from: number, order: number[]): void {
  for (const { index, segment } of [...graphemes.segment(stretch)].reverse())
    for (let k = 0; k < segment.length; k++) order.push(from + index + k)
}
