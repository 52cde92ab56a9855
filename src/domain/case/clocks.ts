import type { CaseEvent, Outcome } from './events'

type Settled = 'met' | 'cancelled'
type Settles = Readonly<Record<string, Settled>>

/** Every kind of milestone that something here settles. Obligations of other parties, and what we owe after closing, are not among them. */
export const SETTLED_KINDS = [
  'alert',
  'acknowledge',
  'first_response',
  'next_response',
  'lead_response',
  'update',
  'progress_update',
  'final_response',
  'communicate_outcome',
] as const

const all = (settled: Settled): Settles => Object.fromEntries(SETTLED_KINDS.map((kind) => [kind, settled]))

const ACKNOWLEDGED: Settles = { acknowledge: 'met', alert: 'met' }
const ANSWERED: Settles = {
  ...ACKNOWLEDGED,
  ...{ first_response: 'met', next_response: 'met', lead_response: 'met', update: 'met', progress_update: 'met' },
}
const ANSWERED_FOR_GOOD: Settles = { ...ANSWERED, final_response: 'met', communicate_outcome: 'met' }
/** A decided case owes no more updates; telling the customer the outcome is part of closing it. */
const DECIDED: Settles = { ...all('met'), update: 'cancelled', progress_update: 'cancelled' }
const FELL_AWAY: Settles = all('cancelled')

/** What a case owed as what it no longer is; what it owes as what it now is starts with clocks of its own. */
const MARKED: Record<Extract<CaseEvent, { kind: 'marked' }>['as'], Settles> = {
  complaint: { lead_response: 'cancelled' },
  opportunity: Object.fromEntries(Object.entries(FELL_AWAY).filter(([kind]) => kind !== 'lead_response')),
  abuse: FELL_AWAY,
  not_a_case: FELL_AWAY,
}

/** What was told to have happened outside, and which promises that keeps. */
const TOLD: Readonly<Record<string, Settles>> = {
  ack_sent: { acknowledge: 'met' },
  final_sent: { final_response: 'met', communicate_outcome: 'met' },
  info_requested: { information_request: 'met' },
  provisional_credit: { provisional_remedy: 'met' },
  remedy_carried_out: { implement_outcome: 'met' },
  adr_letter_sent: { external_referral: 'met' },
  accepted: { decide_acceptance: 'met' },
  mediation_terminated: { mediation_limit: 'met' },
}

/** The happenings that keep a promise of this kind when they are told. */
export const toldToSettle = (milestoneKind: string): string[] =>
  Object.keys(TOLD).filter((name) => Object.hasOwn(TOLD[name]!, milestoneKind))
/** The kinds of promises that a happening keeps when it is told. */
export const settledBy = (name: string): string[] => (Object.hasOwn(TOLD, name) ? Object.keys(TOLD[name]!) : [])

const WITHOUT_DECISION: readonly Outcome[] = ['withdrawn', 'out_of_scope', 'duplicate']

/**
 * What an event does to a running clock of this kind, or null where it does nothing. An answer counts when it has been delivered, not when
 * it was written; acknowledging a case says "I have it" and answers nothing.
 */
export function settles(event: CaseEvent, milestoneKind: string): Settled | null {
  const found = table(event)
  return found !== null && Object.hasOwn(found, milestoneKind) ? found[milestoneKind]! : null
}

function table(event: CaseEvent): Settles | null {
  switch (event.kind) {
    case 'acknowledged':
      return ACKNOWLEDGED
    case 'reply_delivered':
      return event.final ? ANSWERED_FOR_GOOD : ANSWERED
    case 'closed':
      return WITHOUT_DECISION.includes(event.outcome) ? FELL_AWAY : DECIDED
    case 'marked':
      return MARKED[event.as]
    case 'happened':
      return Object.hasOwn(TOLD, event.name) ? TOLD[event.name]! : null
    default:
      return null
  }
}
