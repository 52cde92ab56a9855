import type { FactValue } from '../regimes/facts'
import { mayLieAhead } from '../regimes/happenings'
import type { Act, Answer, Refusal } from './commands'
import type { Case, CaseEvent } from './events'

const blank = (text: string | null) => (text ?? '').trim() === ''
const done = (event: CaseEvent): Answer => ({ done: true, events: [event] })
const no = (refused: Refusal): Answer => ({ done: false, refused })

/**
 * Answers a question that a rule book asks, or takes the answer back with null. A closed case takes answers too: a customer may ask for a
 * written response after an early closure, and the clock that was waived then runs again.
 */
export function sayFact(
  _it: Case,
  { by, at, name, value, was, reason }: Act & { name: string; value: FactValue | null; was: FactValue | null; reason: string | null },
): Answer {
  if (JSON.stringify(value) === JSON.stringify(was)) return no('fact_unchanged')
  return done({ kind: 'fact_said', name, value, was, reason: blank(reason) ? null : reason, by, at })
}

/** Tells that something happened that a rule book counts from. Nothing in the future can have happened; a date that was set may lie there. */
export function tellHappening(
  _it: Case,
  { by, at, name, happenedAt, reason }: Act & { name: string; happenedAt: number; reason: string | null },
): Answer {
  if (happenedAt > at && !mayLieAhead(name)) return no('happened_in_future')
  return done({ kind: 'happened', name, happenedAt, reason: blank(reason) ? null : reason, by, at })
}

/** Chooses the case's class in a rule book; its clocks are counted again from the first receipt, never from now. */
export function chooseClass(
  it: Case,
  { by, at, regime, classId, was, reason }: Act & { regime: string; classId: string | null; was: string | null; reason: string },
): Answer {
  if (it.state === 'closed') return no('already_closed')
  if (classId === was) return no('class_unchanged')
  if (blank(reason)) return no('no_reason')
  return done({ kind: 'classed', regime, class: classId, was, reason, by, at })
}
