import type { Identity } from '../domain/customers'
import type { Moment } from '../domain/moment'
import type { Page } from './reads'

/** Whether a piece of an address finds whose it is, or only the whole of it. */
export type AddressSearch = 'piece' | 'whole'

export type CustomerRow = {
  id: string
  name: string | null
  identities: (Identity & { shown: string })[]
  language: string | null
  followers: number | null
  verified: boolean
  cases: number
  open: number
  lastAt: Moment | null
  demo: boolean
}

/** A person with everything that we know of them beside their cases. */
export type CustomerView = CustomerRow & {
  /** Where this one was joined to another: the one that stands for both. */
  mergedInto: string | null
  bio: string | null
  version: number
  createdAt: Moment
  messages: number
  public: number
  prefers: string | null
  avoids: string[]
  supportNeeds: string[]
  needsFrom: Record<string, { by: string; at: Moment }>
  joins: {
    id: string
    joined: string
    name: string | null
    identities: Identity[]
    messages: number
    cases: number
    at: Moment
    by: string
  }[]
}

/** One thing that was said, by them or to them, in any channel. */
export type SaidView = {
  id: string
  direction: 'in' | 'out'
  channel: string
  public: boolean
  text: string
  at: Moment
  author: string | null
  caseReference: string | null
}

export type CustomerReads = {
  /** Those who stand for themselves, newest first; `q` is looked for in names and addresses. */
  customers(
    tenant: string,
    filter: { q: string | null; addresses: AddressSearch; limit: number; after: string | null },
  ): Promise<Page<CustomerRow>>
  customer(tenant: string, id: string): Promise<CustomerView | null>
  /** Who may be the same person, and what speaks for it. */
  likelyTheSame(tenant: string, id: string): Promise<(CustomerRow & { because: 'same_name' | 'gave_address' })[]>
  /** What they said and heard from a moment on, or the next before a cursor; newest first. */
  saidBy(tenant: string, filter: { id: string; since: Moment | null; after: string | null; limit: number }): Promise<Page<SaidView>>
}
