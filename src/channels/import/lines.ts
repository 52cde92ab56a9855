import type { Source } from './source'

/**
 * One line without its `\n`. `cut`: it was longer than the limit and the bytes are only its beginning. `piece`: the file broke off
 * inside it. `bytes` is how much of the file was read by then.
 */
export type Line = { line: number; content: Buffer; bytes: number; cut: boolean; piece: boolean }

/** The lines of a source in constant memory: never more than `limit` bytes of one line are kept. */
export async function* readLines(source: Source, limit: number): AsyncGenerator<Line> {
  let line = 0
  let kept: Buffer[] = []
  let size = 0
  let cut = false
  const keep = (part: Buffer) => {
    const room = part.subarray(0, Math.max(0, limit - size))
    cut ||= room.length < part.length
    if (room.length > 0) kept.push(room)
    size += room.length
  }
  const take = (piece: boolean): Line => {
    const taken = { line: ++line, content: kept.length === 1 ? kept[0]! : Buffer.concat(kept), bytes: source.consumed, cut, piece }
    kept = []
    size = 0
    cut = false
    return taken
  }
  for await (const chunk of source.chunks) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      keep(chunk.subarray(from, end))
      from = end + 1
      yield take(false)
    }
    if (from < chunk.length) keep(chunk.subarray(from))
  }
  if (size > 0 || source.broken) yield take(source.broken !== null)
}
