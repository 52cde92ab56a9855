import type { Message } from '../../domain/message'

/** A message of a file: its receipt is the import itself, so only the source's own date is known. */
export type ImportedMessage = Omit<Message, 'receivedAt'> & { dateMissing: boolean }

/** What a summary should count although the row was taken: a date left out or unreadable, a zone that we supplied, a channel without a mapping. */
export type Note = 'date_missing' | 'date_unreadable' | 'zone_assumed' | 'channel_unmapped'
/** `code` is stable; `detail` says in a sentence what is wrong and what to do. */
export type Problem = { code: string; detail: string }

/** One row of a file. `line` is where it begins (1 is the first; 0 is the file as a whole); `bytes` is how much of the file was read by then. */
export type Row =
  | { line: number; bytes: number; message: ImportedMessage; notes: Note[] }
  | { line: number; bytes: number; problem: Problem; raw: string }

/** Before the row knows how far the file was read. */
export type Taken = { message: ImportedMessage; notes: Note[] } | { problem: Problem }

/** Where a row that is too big to be one message is cut off: the same limit as one JSON body of the API. */
export const ROW_LIMIT = 1024 * 1024
const RAW_SHOWN = 2_000

type Place = { line: number; bytes: number }

/** A row that was not taken, with the beginning of what stood there. */
export const problemRow = ({ line, bytes }: Place, problem: Problem, content: Buffer): Row => ({
  line,
  bytes,
  problem,
  raw: content
    .subarray(0, RAW_SHOWN * 4)
    .toString('utf8')
    .slice(0, RAW_SHOWN),
})

export const takenRow = ({ line, bytes }: Place, taken: Taken, content: Buffer): Row =>
  'problem' in taken ? problemRow({ line, bytes }, taken.problem, content) : { line, bytes, ...taken }
