const [TURN, ENDS] = ['\u202e', /[\u202c\u202a\u202b\u202d\u2066-\u2069\n]/]

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * A text as it is seen, where marks (U+202E) make stretches of it read backwards: those are put the right way round and the marks taken out.
 * `at[i]` is the offset in the original of unit i.
 */
export function asSeen(text: string): { text: string; at: Int32Array } {
  const order: number[] = []
  for (let i = 0; i < text.length; ) {
    if (text[i] !== TURN) {
      order.push(i++)
      continue
    }
    const from = ++i
    while (i < text.length && text[i] !== TURN && !ENDS.test(text[i]!)) i++
    for (const { index, segment } of [...graphemes.segment(text.slice(from, i))].reverse())
      for (let k = 0; k < segment.length; k++) order.push(from + index + k)
  }
  let seen = ''
  for (const i of order) seen += text[i]
  return { text: seen, at: Int32Array.from(order) }
}
