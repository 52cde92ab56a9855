import type { Moment } from '../moment'
import type { AddressKind } from '../ways-out'
import type { Preferences } from './preferences'
import type { Absence, Override, Rota } from './rota'

/** What a firm has arranged for times when people are away, and how each of them can and wishes to be told. */
export type Arranged = {
  rotas: Rota[]
  overrides: Override[]
  absences: Absence[]
  wishes: ReadonlyMap<string, Preferences>
  addresses: ReadonlyMap<string, { kind: AddressKind; label: string; address: string }[]>
}

/** One question to somebody outside the desk. */
export type Question = {
  id: string
  caseId: string
  askedBy: string
  toName: string
  toAddress: string
  text: string
  /** What of the customer's words the asker lets them see. */
  shown: string | null
  askedAt: Moment
  dueAt: Moment
  answeredAt: Moment | null
  answer: string | null
  withdrawnAt: Moment | null
}
