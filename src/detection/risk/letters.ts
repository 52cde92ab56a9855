/** The units of all phrases one after the other, and where each phrase begins; the last number is the end. */
export function lettersOf(phrases: readonly string[]): [letters: Uint16Array, starts: Int32Array] {
  const starts = new Int32Array(phrases.length + 1)
  for (let i = 0; i < phrases.length; i++) starts[i + 1] = starts[i]! + phrases[i]!.length
  const letters = new Uint16Array(starts[phrases.length]!)
  Buffer.from(letters.buffer).write(phrases.join(''), 'utf16le')
  return [letters, starts]
}
