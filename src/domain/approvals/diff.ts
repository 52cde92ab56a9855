export type Piece = { kind: 'same' | 'gone' | 'new'; text: string }

/** Beyond this many pairs of words the changed middle is shown as a whole, gone and new. */
const MOST = 4_000_000

/** What became of a text, word by word as its language counts words; Thai and Chinese write none between spaces. */
export function diff(before: string, after: string, lang: string): Piece[] {
  const [old, now] = [wordsOf(before, lang), wordsOf(after, lang)]
  const start = common(old, now)
  const end = common(old.slice(start).reverse(), now.slice(start).reverse())
  const [gone, added] = [old.slice(start, old.length - end), now.slice(start, now.length - end)]
  const middle: Piece[] =
    gone.length * added.length > MOST
      ? [
          { kind: 'gone', text: gone.join('') },
          { kind: 'new', text: added.join('') },
        ]
      : walk(gone, added)
  return joined([
    { kind: 'same', text: old.slice(0, start).join('') },
    ...middle,
    { kind: 'same', text: old.slice(old.length - end).join('') },
  ])
}

const wordsOf = (text: string, lang: string) =>
  [...new Intl.Segmenter(lang, { granularity: 'word' }).segment(text)].map(({ segment }) => segment)

function common(a: readonly string[], b: readonly string[]): number {
  let n = 0
  while (n < a.length && n < b.length && a[n] === b[n]) n++
  return n
}

/** The longest common run of words, by the table of the lengths that remain. */
function walk(old: readonly string[], now: readonly string[]): Piece[] {
  const width = now.length + 1
  const left = new Uint16Array((old.length + 1) * width)
  const at = (i: number, j: number) => left[i * width + j] ?? 0
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      left[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      pieces.push({ kind: 'same', text: old[i++] ?? '' })
      j++
    } else if (i < old.length && (j >= now.length || at(i + 1, j) >= at(i, j + 1))) pieces.push({ kind: 'gone', text: old[i++] ?? '' })
    else pieces.push({ kind: 'new', text: now[j++] ?? '' })
  }
  return pieces
}

function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = []
  for (const piece of pieces) {
    const last = out.at(-1)
    if (piece.text === '') continue
    if (last?.kind === piece.kind) last.text += piece.text
    else out.push({ ...piece })
  }
  return out
}
