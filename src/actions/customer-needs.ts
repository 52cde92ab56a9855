import type { Identity, Written } from '../domain/customers'
import type { Moment } from '../domain/moment'

/** Two contacts that are one person, with what went over to the main one. */
export type ContactJoin = {
  id: string
  main: string
  joined: string
  identities: Identity[]
  messages: string[]
  cases: string[]
  /** Contacts that had been joined to the joined one before. */
  contacts: string[]
  /** Support needs that the main one did not have. */
  needs: string[]
  at: Moment
  by: string
  partedAt: Moment | null
}

/** What goes from one contact to another. */
export type Moving = { from: string; to: string; identities: Identity[]; messages: string[]; contacts: string[] }

export type CustomerPerson = {
  id: string
  name: string | null
  mergedInto: string | null
  supportNeeds: string[]
  demo: boolean
  version: number
  identities: (Identity & { shown: string })[]
}

export type Preferences = { language: string | null; channel: string | null; avoids: string[]; supportNeeds: string[] }

/** What one transaction asks and does about the people who write to us. */
export type CustomerTx = {
  person(id: string): Promise<CustomerPerson | null>
  join(id: string): Promise<ContactJoin | null>
  /** What was understood as theirs, oldest first, and what each says of who wrote it. */
  writtenBy(contactId: string, since: Moment): Promise<Written[]>
  /** What customers wrote in these cases. */
  inboundOf(caseIds: string[]): Promise<{ caseId: string; messageId: string }[]>
  /** Those that were joined to a contact. */
  joinedTo(contactId: string): Promise<string[]>
  /** Takes along only what is still at `from`. */
  move(moving: Moving): Promise<void>
  keepJoin(join: ContactJoin): Promise<void>
  endJoin(id: string, by: string, at: Moment): Promise<void>
  pointTo(contactId: string, main: string | null): Promise<void>
  foundContact(it: { id: string; name: string | null; demo: boolean; at: Moment }): Promise<void>
  setNeeds(contactId: string, needs: string[]): Promise<void>
  prefer(contactId: string, wish: Preferences, by: string, at: Moment): Promise<void>
}
