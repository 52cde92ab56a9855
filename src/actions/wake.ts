import { percentGone } from '../domain/escalation/triggers'
import type { Moment } from '../domain/moment'
import type { Person } from '../domain/people'
import { isOpen, lookAgain, nextWake, warnsAgain } from '../domain/regimes/settle'
import { advance } from './advance'
import { trigger, waitsFor } from './begin-climb'
import { Book } from './book'
import { withoutStorm } from './catch-up'
import type { Directory, DueReads, Effects, Needs, NoticeRow, StoredCase, StoredClock, StoredEscalation } from './needs'
import { clockDigest, clockNotice } from './notices'
import { peopleAt } from './people-at'

const BATCH = 1_000

type Turn = { effects: Partial<Effects>; cases: StoredCase[]; done: number }
type Due = Awaited<ReturnType<typeof fallenDue>>

/**
 * Fires what is due for one tenant: clocks that warn or run out, escalations whose next level has come. `now` only decides *whether* a time
 * has come; what comes next is counted from the stored due time. Where this process no longer drives the loops (`epoch` is over),
 * the fence throws and nothing of the batch happens. Returns how much it did; call again while there is more.
 */
export async function wake(needs: Needs, tenant: string, epoch: number): Promise<{ done: number; more: boolean }> {
  const directory = await needs.store.directory(tenant)
  const { turn, more } = await needs.store.write(tenant, async (tx) => {
    await tx.fence(epoch)
    const due = await fallenDue(directory, tx, needs.now())
    const turn = decide(needs, directory, due)
    await tx.commit(turn.effects)
    return { turn, more: due.more }
  })
  tell(needs, tenant, turn)
  return { done: turn.done, more }
}

/**
 * The same for a great many at once: while one batch is being written, the next is decided and the one after it read. What was decided ahead
 * is written only if its cases have not moved since: the number of events says so, or else the number that an event of ours would take is
 * taken, and the write fails whole (a clash of keys). Then `wake`, which reads in its turn, goes on.
 */
export async function wakeAhead(needs: Needs, tenant: string, epoch: number): Promise<{ done: number; more: boolean }> {
  const directory = await needs.store.directory(tenant)
  const read = (busy: string[]) => needs.store.look(tenant, (reads) => fallenDue(directory, reads, needs.now(), busy))
  let reading: Promise<Due> | null = read([])
  let writing: Promise<boolean> = Promise.resolve(true)
  let underWay: Turn | null = null
  for (let done = 0; ; ) {
    const due: Due = await reading
    reading = due.more ? read([...casesOf(underWay), ...due.cases.keys()]) : null
    reading?.catch(() => undefined) // it is waited for above, or not needed any more
    const turn = decide(needs, directory, due)
    if (!(await writing)) return { done, more: true }
    done += underWay?.done ?? 0
    if (turn.done === 0) return { done, more: underWay !== null } // a case under way may have had more that is due
    underWay = turn
    writing = write(needs, tenant, epoch, turn)
    writing.catch(() => undefined) // it is waited for above, or here where reading ahead failed first
    if (!reading) return { done: done + turn.done, more: !(await writing) || done > 0 }
  }
}

const casesOf = (turn: Turn | null) => turn?.cases.map(({ id }) => id) ?? []

async function write(needs: Needs, tenant: string, epoch: number, turn: Turn): Promise<boolean> {
  const events = new Set(turn.effects.events?.map(({ caseId }) => caseId))
  const written = await needs.store.write(tenant, async (tx) => {
    await tx.fence(epoch)
    if (!(await tx.unmoved(turn.cases.filter(({ id }) => !events.has(id))))) return false
    await tx.commit(turn.effects)
    return true
  })
  if (written) tell(needs, tenant, turn)
  return written
}

/** What is due now with what is needed to decide about it; nothing of cases in `busy`. */
async function fallenDue(directory: Directory, reads: DueReads, now: Moment, busy: string[] = []) {
  const clocks = await reads.dueClocks(now, BATCH, busy)
  const escalations = await reads.dueEscalations(now, BATCH, busy)
  const cases = await reads.casesById([...new Set([...clocks, ...escalations].map(({ caseId }) => caseId))])
  const others = waitsFor(directory, 'breach', 'clock_at') ? await othersOf(reads, clocks, escalations) : []
  const risky = escalations.some((e) => cases.get(e.caseId)?.highRisk)
  const alerts = risky ? await reads.alertsOf([...new Set(escalations.map((e) => e.caseId))]) : []
  return { now, clocks, escalations, cases, others, alerts, more: clocks.length === BATCH || escalations.length === BATCH }
}

/** What follows from what is due; reads and writes nothing. */
function decide(needs: Needs, directory: Directory, { now, clocks, escalations, cases, others, alerts }: Due): Turn {
  const climbs = [...escalations, ...others]
  const book = new Book({ cases: cases.values(), clocks, escalations: climbs, alerts, partial: true }, directory.policies)
  const room = { needs, directory, people: peopleAt(directory, now), now, book }
  const heard: Heard[] = []
  for (const clock of clocks) if (cases.has(clock.caseId)) lookAt(directory, book, clock, now, heard)
  book.notices.push(...tellAbout(needs, directory, heard, now))
  for (const clock of clocks) if (cases.has(clock.caseId)) begins(room, clock)
  for (const one of gravestFirst(escalations, cases)) advance(room, one)
  book.notices.splice(0, book.notices.length, ...withoutStorm(needs, directory, book, escalations, now))
  const effects = book.effects()
  return {
    effects: { ...effects, audit: [...effects.audit, ...fired(clocks, book, now)] },
    cases: [...cases.values()],
    done: clocks.length + escalations.length,
  }
}

function tell(needs: Needs, tenant: string, { effects }: Turn) {
  for (const { id } of [...(effects.cases ?? []), ...(effects.counted ?? [])]) needs.announce(tenant, { event: 'case.changed', id })
  if (effects.notices?.length) needs.announce(tenant, { event: 'notice.changed', id: null })
}

async function othersOf(reads: DueReads, clocks: StoredClock[], due: StoredEscalation[]) {
  const known = new Set(due.map(keyOf))
  return (await reads.escalationsOf([...new Set(clocks.map((c) => c.caseId))])).filter((e) => !known.has(keyOf(e)))
}
const keyOf = ({ caseId, policy }: StoredEscalation) => `${caseId} ${policy}`

/** What policies wait for in a clock: so much of it gone, or all of it. */
function begins(room: Parameters<typeof trigger>[0], due: StoredClock) {
  if (!waitsFor(room.directory, 'breach', 'clock_at') || due.dueAt === null) return
  const clock = room.book.clocksOf(due.caseId).find((c) => c.id === due.id) ?? due
  if (isOpen(clock) || clock.state === 'missed')
    trigger(room, due.caseId, { on: 'clock_at', percent: percentGone(due.startedAt, due.dueAt, room.now) })
  if (clock.state === 'missed') trigger(room, due.caseId, { on: 'breach' })
}

const gravestFirst = (due: StoredEscalation[], cases: Map<string, StoredCase>) =>
  due
    .filter((e) => cases.has(e.caseId))
    .sort((a, b) => {
      const [one, other] = [cases.get(a.caseId)!.severity, cases.get(b.caseId)!.severity]
      return one < other ? -1 : one > other ? 1 : (a.nextAt ?? 0) - (b.nextAt ?? 0)
    })

function lookAt(directory: Directory, book: Book, due: StoredClock, now: Moment, heard: Heard[]) {
  const clock = book.clocksOf(due.caseId).find((c) => c.id === due.id) ?? due
  const { tell } = lookAgain(clock, now)
  const moved =
    tell === 'clock_warned'
      ? book.moveClock(clock, { kind: 'warn_reached', at: now }, 'engine')
      : book.moveClock(clock, { kind: 'due_reached', at: now }, 'engine')
  if (moved === null) book.putClock({ ...clock, wakeAt: nextWake(clock, now) })
  const told = moved === null && warnsAgain(clock, now) ? 'clock_warned' : moved
  if (told !== 'clock_warned' && told !== 'clock_missed') return
  const it = book.case(clock.caseId)
  for (const person of whoHears(directory, it, told))
    heard.push({ person, it, clock, kind: told === 'clock_warned' ? 'clock_warning' : 'clock_missed' })
}

type Heard = { person: Person; it: StoredCase; clock: StoredClock; kind: 'clock_warning' | 'clock_missed' }

/** More than this at once is one notice, because nobody reads twenty; severity A is always told by itself. */
const READABLE = 20

function tellAbout(needs: Needs, directory: Directory, heard: Heard[], now: Moment): NoticeRow[] {
  const notices: NoticeRow[] = []
  for (const person of new Set(heard.map((h) => h.person))) {
    const theirs = heard.filter((h) => h.person === person)
    const together = theirs.filter((h) => h.it.severity !== 'A')
    const apart = together.length > READABLE ? theirs.filter((h) => h.it.severity === 'A') : theirs
    for (const { it, clock, kind } of apart) notices.push(clockNotice(needs, directory, it, person, clock, kind))
    if (together.length > READABLE)
      notices.push(
        clockDigest(
          needs,
          directory,
          person,
          together.map((h) => h.it),
          now,
        ),
      )
  }
  return notices
}

/** A warning is the owner's; a miss is the lead's as well. A case without an owner is the lead's, or whoever is there to answer for it. */
function whoHears({ people }: Directory, it: StoredCase, moved: 'clock_warned' | 'clock_missed'): Person[] {
  const owner = people.find((p) => p.id === it.owner && p.available)
  const answers = (role: Person['role']) =>
    people.find((p) => p.available && p.role === role && p.team === it.team) ?? people.find((p) => p.available && p.role === role)
  const lead = answers('lead') ?? answers('manager') ?? answers('administrator')
  const heard = moved === 'clock_missed' || !owner ? [owner, lead] : [owner]
  return [...new Set(heard.filter((p) => p !== undefined))]
}

const fired = (clocks: StoredClock[], book: Book, now: Moment) =>
  clocks.length === 0
    ? []
    : [
        {
          at: now,
          actor: 'engine',
          action: 'clocks.fired',
          subject: clocks[0]!.caseId,
          data: { clocks: clocks.map((c) => [c.id, book.clocksOf(c.caseId).find((m) => m.id === c.id)?.state ?? c.state]) },
        },
      ]
