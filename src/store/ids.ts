import { randomFillSync } from 'node:crypto'

const pool = new Uint8Array(8192)
let used = pool.length

/** UUID version 7 (RFC 9562 §5.7): sorts by creation time, and within one process and millisecond by order of creation (12-bit counter). */
export const newId = idMaker()

/** Ids of their own order, for whoever lives by another clock than the rest of the process: a maker never goes back behind its last id. */
export function idMaker() {
  let lastMs = 0
  let sequence = 0
  return (now: number): string => {
    if (now > lastMs) {
      lastMs = now
      sequence = 0
    } else if (++sequence > 0xfff) {
      lastMs++
      sequence = 0
    }
    return write(lastMs, sequence)
  }
}

function write(ms: number, sequence: number): string {
  if (used > pool.length - 8) {
    randomFillSync(pool)
    used = 0
  }
  const time = ms.toString(16).padStart(12, '0')
  const counter = (0x7000 | sequence).toString(16)
  let tail = ''
  for (let i = 0; i < 8; i++) tail += HEX[i === 0 ? (pool[used + i]! & 0x3f) | 0x80 : pool[used + i]!]
  used += 8
  return `${time.slice(0, 8)}-${time.slice(8)}-${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
const HEX = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))
