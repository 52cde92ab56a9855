import { percentGone } from '../domain/escalation/triggers'
import type { Moment } from '../domain/moment'
import type { Person } from '../domain/people'
import { isOpen, lookAgain, nextWake, warnsAgain } from '../domain/regimes/settle'
import { advance } from './advance'
import { trigger, waitsFor } from './begin-climb'
import { Book } from './book'
import { withoutStorm } from './catch-up'
import type {
  Directory,
  DueCase,
  DueReads,
  Effects,
  Needs,
  NoticeRow,
  OwnEffects,
  StoredCase,
  StoredClock,
  StoredEscalation,
} from './needs'
import { clockDigest, clockNotice } from './notices'
import { peopleAt } from './people-at'
import type { Summaries } from './summaries'

type Due = Awaited<ReturnType<typeof readDue>>
/** What is due, and what has become of its cases by that; people have not been told yet. */
export type Thought = { due: Due; book: Book; heard: Heard[]; own: OwnEffects; rest: Partial<Effects> }
type Fired = { effects: Partial<Effects>; outdated: string[]; done: number }

/** What is due of these cases, with what is needed to decide about it. */
export async function readDue(directory: Directory, reads: DueReads, now: Moment, which: readonly DueCase[]) {
  const clocks = await reads.dueClocks(
    now,
    which.flatMap((it) => it.clocks),
  )
  const climbing = which.filter(({ climbs }) => climbs).map(({ caseId }) => caseId)
  const escalations = await reads.dueEscalations(now, climbing)
  const cases = await reads.casesById(which.map(({ caseId }) => caseId))
  const others = waitsFor(directory, 'breach', 'clock_at') ? await othersOf(reads, clocks, escalations) : []
  const alerts = climbing.some((id) => cases.get(id)?.highRisk) ? await reads.alertsOf(climbing) : []
  return { now, clocks, escalations, cases, others, alerts }
}

/** What follows from what is due; reads and writes nothing. */
export function think(needs: Needs, directory: Directory, due: Due): Thought {
  const { now, clocks, escalations, cases, others, alerts } = due
  const climbs = [...escalations, ...others]
  const book = new Book({ cases: cases.values(), clocks, escalations: climbs, alerts, partial: true }, directory.policies)
  const room = { needs: { ...needs, now: () => now }, directory, people: peopleAt(directory, now), now, book }
  const heard: Heard[] = []
  for (const clock of clocks) if (cases.has(clock.caseId)) lookAt(directory, book, clock, now, heard)
  for (const clock of clocks) if (cases.has(clock.caseId)) begins(room, clock)
  for (const one of gravestFirst(escalations, cases)) advance(room, one)
  const { cases: changed, events, clocks: begun, moves, escalations: climbed, ...rest } = book.effects()
  const own = { cases: changed, events, clocks: begun, moves, escalations: climbed }
  return { due, book, heard, own, rest: { ...rest, audit: [...rest.audit, ...fired(clocks, book, now)] } }
}

/** Who is told of it, where so much is said already in summaries, and what else is to be written beside the cases themselves. */
export function conclude(needs: Needs, directory: Directory, { due, book, heard, rest }: Thought, told: Summaries): Fired {
  const { clocks, escalations, now } = due
  const then = { ...needs, now: () => now }
  book.notices.unshift(...tellAbout(then, directory, heard, now, told))
  book.notices.splice(0, book.notices.length, ...withoutStorm(then, directory, book, escalations, now, told))
  return {
    effects: { ...rest, notices: book.notices },
    outdated: told.outdated(),
    done: clocks.length + escalations.length,
  }
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

function tellAbout(needs: Needs, directory: Directory, heard: Heard[], now: Moment, told: Summaries): NoticeRow[] {
  const notices: NoticeRow[] = []
  for (const person of new Set(heard.map((h) => h.person))) {
    const theirs = heard.filter((h) => h.person === person)
    const together = theirs.filter((h) => h.it.severity !== 'A')
    const summed = together.length > READABLE || (together.length > 0 && told.has('clock_digest', person))
    for (const { it, clock, kind } of summed ? theirs.filter((h) => h.it.severity === 'A') : theirs)
      notices.push(clockNotice(needs, directory, it, person, clock, kind))
    const cases = together.map((h) => h.it)
    const digest = (all: readonly StoredCase[]) => clockDigest(needs, directory, person, all, now)
    if (summed) notices.push(told.notice('clock_digest', person, cases, now, digest))
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
