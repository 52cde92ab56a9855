import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { normalise } from './text/normalise'

/** A number by which a text can be known again whatever its case, spaces and marks; one in four thousand million others shares it. */
export function textMark(text: string): number {
  const { units, length } = normalise(text)
  let hash = 0x811c9dc5
  for (let i = 0; i < length; i++) if (units[i]! >= 97) hash = Math.imul(hash ^ units[i]!, 0x01000193)
  hash ^= hash >>> 15
  return Math.imul(hash, 0x2c1b3c6d) | 0
}

/** Whether the model in `dir` has learned from a text, by the marks in `seen.bin`; never, where there are none. */
export function seenBefore(dir: string): (text: string) => boolean {
  const file = join(dir, 'seen.bin')
  if (!existsSync(file)) return () => false
  const bytes = new Uint8Array(readFileSync(file))
  const marks = new Set(new Int32Array(bytes.buffer))
  return (text) => marks.has(textMark(text))
}
