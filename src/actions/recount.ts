import { toldToSettle } from '../domain/case/clocks'
import type { CaseEvent } from '../domain/case/events'
import { factsOf } from '../domain/case/story'
import { type CaseFacts, type Clock, wantedClocks } from '../domain/regimes/clocks'
import { whenHappened } from '../domain/regimes/happenings'
import { reconcile, type Step } from '../domain/regimes/reconcile'
import { isOpen, nextWake, standingOf } from '../domain/regimes/settle'
import type { Book } from './book'
import type { Directory, Needs, NoticeRow, StoredClock, TenantTx } from './needs'
import { takeUp } from './open-case'
import { peopleAt } from './people-at'
import { askNobody } from './survey'

type Room = { needs: Needs; directory: Directory; tx: TenantTx; book: Book; now: number }

/** After these the rule books are asked again; opening and reopening start their clocks themselves. */
const TELLING: readonly CaseEvent['kind'][] = [
  'acknowledged',
  'reply_delivered',
  'closed',
  'marked',
  'fact_said',
  'happened',
  'classed',
  'rebased',
]

/**
 * Brings the clocks of a case in line with what has been said of it and has happened to it in this transaction. Counted from the first
 * receipt; every change is an event that names both dates. Imported cases keep their history.
 */
export async function recount(room: Room, caseId: string) {
  const { tx, book, directory, needs, now } = room
  const fresh = book.eventsOf(caseId)
  const it = book.case(caseId)
  if (it.imported || !fresh.some(({ kind }) => TELLING.includes(kind))) return
  const old = await tx.eventsOf(caseId)
  const [was, is] = [factsOf(old, now), factsOf([...old, ...fresh], now)]
  const wants = (facts: CaseFacts, closedAt: number | null) => {
    const all = { ...facts, channel: facts.channel || it.channel, topics: facts.topics.length > 0 ? facts.topics : it.topics }
    return wantedClocks(directory.packs, all, directory.calendars, needs.tzVersion, closedAt)
  }
  const [before, after] = [wants(was, null), wants(is, it.closedAt)]
  const steps = reconcile(book.clocksOf(caseId), after, now, before)
  for (const step of steps) take(room, caseId, step)
  const closes = fresh.some(({ kind }) => kind === 'closed')
  if (closes) keepWhatWasDone(book, caseId, is)
  const owed = steps.map(clockIn).find((clock) => clock?.kind === 'final_response' && clock.obligation === 'must')
  if (owed && it.closedAt !== null && !closes) await goOn(room, caseId, it.closedAt, owed)
}

/** What begins with a closing and was done before it, such as a refund that is on its way already, is kept from its beginning. */
function keepWhatWasDone(book: Book, caseId: string, { happenings = [], receivedAt, settledAt = receivedAt }: CaseFacts) {
  const { closedAt } = book.case(caseId)
  const ofThisRound = happenings.filter(({ at }) => at >= settledAt)
  for (const clock of book.clocksOf(caseId).filter((one) => isOpen(one) && one.startedAt === closedAt))
    if (toldToSettle(clock.kind).some((name) => whenHappened(ofThisRound, name) !== null))
      book.moveClock(clock, { kind: 'met', at: clock.startedAt }, 'engine')
}

/** A closed case of which an answer is owed again is nobody's work until it is open: it is given to somebody and climbs. */
async function goOn(room: Room, caseId: string, closedAt: number, { title }: Clock) {
  const it = room.book.case(caseId)
  const reason = `an answer is owed again: ${title}`
  room.book.happen(caseId, { kind: 'reopened', reason, messageId: null, closedAt, by: 'engine', at: room.now })
  await askNobody({ tx: room.tx, it })
  takeUp({ ...room, people: peopleAt(room.directory, room.now) }, caseId)
}

const clockIn = (step: Step<StoredClock>): Clock | null => (step.kind === 'add' ? step.clock : step.kind === 'move' ? step.to : null)

/** A letter that has arrived is also what the rule books call it: a notice of delay, an acknowledgement. */
export function tellDelivered(book: Book, caseId: string, { data }: Pick<NoticeRow, 'data'>, by: string, at: number) {
  for (const name of Array.isArray(data.happenings) ? data.happenings : [])
    book.happen(caseId, { kind: 'happened', name: String(name), happenedAt: at, reason: `letter: ${String(data.letter)}`, by, at })
}

function take({ needs, book, now }: Room, caseId: string, step: Step<StoredClock>) {
  if (step.kind === 'cancel') return book.moveClock(step.clock, { kind: 'cancelled', at: now }, 'engine')
  if (step.kind === 'add') {
    const standing = step.paused ? { ...standingOf(step.clock, false), state: 'paused' as const } : standingOf(step.clock, false)
    return book.addClock({ ...step.clock, ...standing, id: needs.newId(), caseId, missedAt: null, wakeAt: nextWake(standing) })
  }
  const { from, to, because } = step
  book.rewriteClock({ ...to, wakeAt: nextWake(to) })
  book.happen(caseId, {
    kind: 'clock_moved',
    clockId: from.id,
    milestone: from.milestone,
    regime: from.regime,
    dueAt: to.dueAt,
    wasDueAt: from.dueAt,
    class: to.class,
    wasClass: from.class,
    because,
    by: 'engine',
    at: now,
  })
}
