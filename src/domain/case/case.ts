import type { Case, CaseEvent, CaseState } from './events'

/** The case that these events tell of, in their order. `id` is the store's name for it. Throws where they tell nothing or the impossible. */
export function project(events: readonly CaseEvent[], id = ''): Case {
  const found = events.reduce<Case | null>((it, event) => apply(it, event, id), null)
  if (found === null) throw new Error('a case begins with being opened')
  return found
}

/** One step of the fold: the case after the event. What cannot have happened is a bug in whoever wrote it down, and throws. */
export function apply(it: Case | null, event: CaseEvent, id = ''): Case {
  if (it === null) return opened(event, id)
  const wrong = impossible(it, event)
  if (wrong !== null) throw new Error(`${event.kind}: ${wrong}`)
  return { ...it, ...change(it, event) }
}

/** Why this event cannot happen to this case, or null. Late news (a delivery, a clock) may reach a case after it was closed. */
function impossible(it: Case, event: CaseEvent): string | null {
  const closed = it.state === 'closed'
  if (event.kind === 'opened') return 'it was opened before'
  if (event.kind === 'reopened') return closed ? null : 'it is not closed'
  if (event.kind === 'closed' || event.kind === 'acknowledged' || event.kind === 'replied') return closed ? 'it is closed' : null
  return null
}

function opened(event: CaseEvent, id: string): Case {
  if (event.kind !== 'opened') throw new Error(`${event.kind}: it was never opened`)
  const { caseKind: kind, severity, tier, priority, receivedAt, imported } = event
  return {
    ...{ id, kind, severity, tier, priority, receivedAt, imported },
    ...{ state: 'open', owner: null, team: 'complaints', routingReason: '', openedAt: event.at, reopened: 0 },
    ...nothingDone,
  }
}

const nothingDone = { acknowledgedAt: null, answeredAt: null, closedAt: null, outcome: null, remedy: null } as const

function change(it: Case, event: CaseEvent): Partial<Case> {
  switch (event.kind) {
    case 'regraded':
      return { severity: event.severity, tier: event.tier, priority: event.priority }
    case 'assigned':
      return { owner: event.owner, team: event.team, routingReason: event.reason }
    case 'escalated':
      return event.owner ? { owner: event.to, routingReason: event.reason } : {}
    case 'acknowledged':
      return { acknowledgedAt: it.acknowledgedAt ?? event.at, state: further(it.state, 'acknowledged') }
    case 'reply_delivered':
      return {
        acknowledgedAt: it.acknowledgedAt ?? event.at,
        answeredAt: it.answeredAt ?? event.at,
        state: further(it.state, 'answered'),
      }
    case 'closed':
      return { state: 'closed', closedAt: event.at, outcome: event.outcome, remedy: event.remedy, snoozedUntil: null }
    case 'reopened':
      return { state: 'open', reopened: it.reopened + 1, ...nothingDone, snoozedUntil: null }
    case 'snoozed':
      return { snoozedUntil: event.until }
    case 'message_attached':
    case 'woken':
      return { snoozedUntil: null }
    case 'undone':
      return event.back
    case 'marked':
      return event.as === 'not_a_case' ? {} : { kind: event.as }
    default:
      return {}
  }
}

const ORDER: readonly CaseState[] = ['open', 'acknowledged', 'answered', 'closed']

/** States only move forward; reopening alone goes back. */
const further = (now: CaseState, then: CaseState) => (ORDER.indexOf(then) > ORDER.indexOf(now) ? then : now)
