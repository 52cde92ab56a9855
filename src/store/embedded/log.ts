import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs'

const LIMIT_BYTES = 5_000_000

/** Opens PostgreSQL's log for appending; one that has grown over 5 MB steps aside as `pg.log.1` and takes the place of the last such. */
export function openLog(file: string): number {
  if (sizeOf(file) > LIMIT_BYTES) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

export const sizeOf = (file: string) => (existsSync(file) ? statSync(file).size : 0)

/** What was written behind a byte position, at most the last 4,000 bytes of it. */
export function since(file: string, position: number): string {
  const end = sizeOf(file)
  const buffer = Buffer.alloc(Math.max(0, Math.min(4_000, end - position)))
  const handle = openSync(file, 'r')
  readSync(handle, buffer, 0, buffer.length, end - buffer.length)
  closeSync(handle)
  return buffer.toString('utf8').trim()
}
