import { percentGone } from '../domain/escalation/triggers'
import type { Moment } from '../domain/moment'
import type { Person } from '../domain/people'
import { lookAgain, nextWake } from '../domain/regimes/settle'
import { advance } from './advance'
import { trigger, waitsFor } from './begin-climb'
import { Book } from './book'
import { withoutStorm } from './catch-up'
import type { Directory, Needs, NoticeRow, StoredCase, StoredClock, StoredEscalation, TenantTx } from './needs'
import { clockDigest, clockNotice } from './notices'
import { peopleAt } from './people-at'

const BATCH = 1_000

/**
 * Fires what is due for one tenant: clocks that warn or run out, escalations whose next level has come. `now` only decides *whether* a time
 * has come; what comes next is counted from the stored due time. Where this process no longer drives the loops (`epoch` is over),
 * the fence throws and nothing of the batch happens. Returns how much it did; call again while that is a whole batch.
 */
export async function wake(needs: Needs, tenant: string, epoch: number): Promise<{ done: number; more: boolean }> {
  const directory = await needs.store.directory(tenant)
  const now = needs.now()
  const woken = await needs.store.write(tenant, async (tx) => {
    await tx.fence(epoch)
    const clocks = await tx.dueClocks(now, BATCH)
    const escalations = await tx.dueEscalations(now, BATCH)
    const ids = [...new Set([...clocks.map((c) => c.caseId), ...escalations.map((e) => e.caseId)])]
    const cases = await tx.casesById(ids)
    const all = waitsFor(directory, 'breach', 'clock_at') ? [...escalations, ...(await othersOf(tx, clocks, escalations))] : escalations
    const risky = escalations.some((e) => cases.get(e.caseId)?.highRisk)
    const alerts = risky ? await tx.alertsOf([...new Set(escalations.map((e) => e.caseId))]) : []
    const book = new Book({ cases: cases.values(), clocks, escalations: all, alerts, partial: true }, directory.policies)
    const people = peopleAt(directory, now)
    const heard: Heard[] = []
    for (const clock of clocks) if (cases.has(clock.caseId)) lookAt(directory, book, clock, now, heard)
    book.notices.push(...tellAbout(needs, directory, heard, now))
    for (const clock of clocks) if (cases.has(clock.caseId)) begins({ needs, directory, people, now, book }, clock)
    for (const one of gravestFirst(escalations, cases)) advance({ needs, directory, people, now, book }, one)
    book.notices.splice(0, book.notices.length, ...withoutStorm(needs, directory, book, escalations, now))
    const effects = book.effects()
    await tx.commit({ ...effects, audit: [...effects.audit, ...fired(clocks, book, now)] })
    return {
      cases: [...effects.cases, ...effects.counted].map((it) => it.id),
      notices: effects.notices.length,
      done: clocks.length + escalations.length,
      more: clocks.length === BATCH || escalations.length === BATCH,
    }
  })
  for (const id of woken.cases) needs.announce(tenant, { event: 'case.changed', id })
  if (woken.notices) needs.announce(tenant, { event: 'notice.changed', id: null })
  return { done: woken.done, more: woken.more }
}

const othersOf = async (tx: TenantTx, clocks: StoredClock[], due: StoredEscalation[]) =>
  (await tx.escalationsOf([...new Set(clocks.map((c) => c.caseId))])).filter(
    (e) => !due.some((d) => d.caseId === e.caseId && d.policy === e.policy),
  )

/** What policies wait for in a clock: so much of it gone, or all of it. */
function begins(room: Parameters<typeof trigger>[0], due: StoredClock) {
  if (!waitsFor(room.directory, 'breach', 'clock_at') || due.dueAt === null) return
  const clock = room.book.clocksOf(due.caseId).find((c) => c.id === due.id) ?? due
  if (clock.state === 'missed') trigger(room, due.caseId, { on: 'breach' })
  else if (clock.state === 'due_soon')
    trigger(room, due.caseId, { on: 'clock_at', percent: percentGone(due.startedAt, due.dueAt, room.now) })
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
  if (moved === null) return book.putClock({ ...clock, wakeAt: nextWake(clock) })
  if (moved !== 'clock_warned' && moved !== 'clock_missed') return
  const it = book.case(clock.caseId)
  for (const person of whoHears(directory, it, moved))
    heard.push({ person, it, clock, kind: moved === 'clock_warned' ? 'clock_warning' : 'clock_missed' })
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
