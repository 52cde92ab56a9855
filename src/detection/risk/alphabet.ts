/** How often each unit occurs; zeroed again after use. */
const counts = new Int32Array(0x10000)

/** Numbers the units that occur, frequent ones first, so that children lie close together. */
export function alphabetOf(phrases: readonly string[]): [classOf: Uint16Array, width: number] {
  const used: number[] = []
  for (const phrase of phrases)
    for (let i = 0; i < phrase.length; i++) {
      const unit = phrase.charCodeAt(i)
      if (counts[unit]!++ === 0) used.push(unit)
    }
  used.sort((a, b) => counts[b]! - counts[a]! || a - b)
  const classOf = new Uint16Array(0x10000)
  for (let i = 0; i < used.length; i++) {
    classOf[used[i]!] = i + 1
    counts[used[i]!] = 0
  }
  return [classOf, used.length + 1]
}

/** The numbers of the phrases in the order of their letters. */
export function sorted(phrases: readonly string[]): Int32Array {
  const order = new Int32Array(phrases.length)
  for (let i = 0; i < order.length; i++) order[i] = i
  return order.sort((a, b) => (phrases[a]! < phrases[b]! ? -1 : phrases[a]! > phrases[b]! ? 1 : a - b))
}

/** How many units each phrase has. */
export function lengthsOf(phrases: readonly string[]): Uint16Array {
  const lengths = new Uint16Array(phrases.length)
  for (let i = 0; i < lengths.length; i++) lengths[i] = phrases[i]!.length
  return lengths
}
