import type { Moment } from '../moment'
import { type CaseFacts, RULES_OF_TODAY } from '../regimes/clocks'
import type { FactValue } from '../regimes/facts'
import type { Happening } from '../regimes/happenings'
import type { CaseEvent, CaseKind, Outcome } from './events'

/** What rule books may know of a case at `now`, told by its events alone: the same events always give the same clocks. */
export function factsOf(events: readonly CaseEvent[], now: Moment): CaseFacts {
  const [opened] = events
  if (opened?.kind !== 'opened') throw new Error('a case begins with being opened')
  const began = opened.facts ?? {}
  const it: Told = {
    kind: opened.caseKind,
    severity: opened.severity,
    receivedAt: opened.receivedAt,
    openedAt: opened.at,
    highRisk: began.high_risk === true,
    facts: { ...began },
    classIds: {},
    happenings: [],
    ...(opened.imported ? { rulesAt: RULES_OF_TODAY } : {}),
  }
  for (const event of events.slice(1)) tell(it, event)
  const { channel, topics } = began
  const { product } = it.facts
  return {
    ...it,
    channel: typeof channel === 'string' ? channel : '',
    product: typeof product === 'string' ? product : null,
    topics: Array.isArray(topics) ? topics : [],
    now,
  }
}

type Told = Omit<CaseFacts, 'channel' | 'product' | 'topics' | 'facts' | 'happenings' | 'classIds' | 'now'> & {
  facts: Record<string, FactValue>
  happenings: Happening[]
  classIds: Record<string, string>
}

const WITHOUT_DECISION: readonly Outcome[] = ['withdrawn', 'out_of_scope', 'duplicate']
const KINDS: readonly string[] = ['complaint', 'opportunity', 'abuse']

function tell(it: Told, event: CaseEvent) {
  const happen = (name: string, at = event.at) => it.happenings.push({ name, at })
  switch (event.kind) {
    case 'regraded':
      it.severity = event.severity
      break
    case 'marked':
      if (KINDS.includes(event.as)) it.kind = event.as as CaseKind
      break
    case 'acknowledged':
      happen('ack_sent')
      break
    case 'message_attached':
      if (event.intent !== 'praise' && event.intent !== 'spam') happen('customer_wrote')
      break
    case 'reply_delivered':
      it.happenings = it.happenings.filter(({ name }) => name !== 'customer_wrote')
      for (const name of ['ack_sent', 'progress_sent']) happen(name)
      if (event.final) for (const name of ['final_sent', 'response_sent']) happen(name)
      break
    case 'closed':
      if (WITHOUT_DECISION.includes(event.outcome)) break
      it.facts.remedy = event.remedy
      happen('closed')
      break
    case 'reopened':
      if (event.closedAt !== undefined) {
        it.settledAt = event.closedAt
        break
      }
      delete it.settledAt
      it.receivedAt = event.receivedAt ?? event.at
      it.openedAt = event.at
      it.happenings = it.happenings.filter(({ name }) => name === 'high_risk_raised')
      delete it.facts.remedy
      delete it.rulesAt
      break
    case 'rebased':
      it.rulesAt = event.at
      break
    case 'undone':
      takeBack(it, event)
      break
    case 'happened':
      it.happenings.push({ name: event.name, at: event.happenedAt, ...(event.reason === null ? {} : { why: event.reason }) })
      break
    case 'fact_said':
      if (event.value === null) delete it.facts[event.name]
      else it.facts[event.name] = event.value
      break
    case 'classed':
      if (event.class === null) delete it.classIds[event.regime]
      else it.classIds[event.regime] = event.class
      break
  }
}

/** What a deed that was taken back had told the rule books is told no more. */
function takeBack(it: Told, { of, back }: Extract<CaseEvent, { kind: 'undone' }>) {
  if (back.severity) it.severity = back.severity
  if (back.kind) it.kind = back.kind
  if (of !== 'closed') return
  it.happenings = it.happenings.filter(({ name }) => name !== 'closed')
  delete it.facts.remedy
}

/** How many events a case has that still count: those after one that was taken back do not, nor does the taking back. */
export const standingEvents = (events: readonly CaseEvent[]): number =>
  events.reduce((_, event, i) => (event.kind === 'undone' ? event.since : i + 1), 0)
