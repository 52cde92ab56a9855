import type { Finding, Severity } from '../finding'
import type { Contact } from '../message'
import type { Moment } from '../moment'

/** Everything that triage looks at: what detection found, and what we know of the person who wrote. */
export type Seen = {
  finding: Finding
  /** The original text that the finding's offsets point into; evidence is quoted from it. */
  text: string
  public: boolean
  contact: Contact
  history: History
  /** What the person needs from us, as recorded: `large print`, `interpreter`, `bereaved` … */
  supportNeeds: string[]
  now: Moment
}

/** What we know of this contact, and of no other. */
export type History = {
  openCases: { id: string; severity: Severity; receivedAt: Moment; lastMessageAt: Moment; topics: string[]; channel: string }[]
  contactsLast30d: number
  earlierCases: number
}

export const newcomer: History = { openCases: [], contactsLast30d: 0, earlierCases: 0 }
