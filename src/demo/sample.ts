import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Message } from '../domain/message'
import type { Moment } from '../domain/moment'
import type { Role } from '../domain/people'
import type { Step } from '../domain/saved-replies'

/** What `samples/demo` holds; its README says how it came to be. */
export type SampleFirm = {
  name: Record<string, string>
  zone: string
  staff: { name: string; role: Role; team: string; tier: number; languages: string[]; email: string }[]
}
/** Ready words and steps; what a reader sees of them has one wording for each language. */
export type SampleSaved = {
  kind: 'reply' | 'macro'
  title: Record<string, string>
  topics: string[]
  texts: Record<string, string>
  steps?: (Exclude<Step, { do: 'note' }> | { do: 'note'; text: Record<string, string> })[]
}
export type Answers = {
  first: Record<string, string[]>
  final: Record<string, Record<string, string>>
  lead: Record<string, string[]>
  notes: string[]
  hand_up: string[]
}
type SampleMessage = Pick<Message, 'channel' | 'text' | 'public' | 'contact' | 'product' | 'order' | 'meta'> & {
  external_id: string
  in_reply_to: string | null
  /** Minus the age in days; absent in the feed. */
  day?: number
}

const DAY = 86_400_000

export const sampleFirm = (root: string): SampleFirm => json(root, 'firm.json')
export const sampleSaved = (root: string): SampleSaved[] => json(root, 'saved-replies.json')
export const sampleAnswers = (root: string): Answers => json(root, 'answers.json')

/** The past weeks as messages, oldest first, the newest of them sent at `asOf`. */
export const pastMessages = (root: string, asOf: Moment): Message[] =>
  lines(root, 'messages.jsonl.gz')
    .map((row) => toMessage(row, row.external_id, Math.round(asOf + (row.day ?? 0) * DAY)))
    .sort((a, b) => a.receivedAt - b.receivedAt)

/** What goes on arriving; the caller gives each its time and an id that no earlier run has used. */
export const feedMessages = (root: string): ((run: string, at: Moment) => Message)[] =>
  lines(root, 'feed.jsonl.gz').map((row) => (run, at) => toMessage(row, `${row.external_id}-${run}`, at))

const toMessage = ({ day: _, in_reply_to, external_id: __, ...row }: SampleMessage, externalId: string, at: Moment): Message => ({
  ...row,
  externalId,
  inReplyTo: in_reply_to,
  sentAt: at,
  receivedAt: at,
  lang: null,
  attachments: [],
})

const folder = (root: string, file: string) => join(root, 'samples', 'demo', file)
const json = <T>(root: string, file: string) => JSON.parse(readFileSync(folder(root, file), 'utf8')) as T
const lines = (root: string, file: string) =>
  gunzipSync(readFileSync(folder(root, file)))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as SampleMessage)
