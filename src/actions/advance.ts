import { climb, nextStep, type Step } from '../domain/escalation/climb'
import { type Policy, type Target, underSeverity } from '../domain/escalation/policy'
import { resolveTarget } from '../domain/escalation/who'
import type { Moment } from '../domain/moment'
import type { Person } from '../domain/people'
import type { Calendar } from '../domain/time/calendar'
import type { Book } from './book'
import type { Directory, Needs, StoredCase, StoredEscalation } from './needs'
import { assignmentNotice, escalationNotices } from './notices'

type Room = { needs: Needs; directory: Directory; people: Person[]; now: Moment; book: Book }

/** The calendar that business-time delays count in: the firm's own office hours. */
export const businessCalendar = ({ calendars }: Directory): Calendar => calendars.get('office') ?? [...calendars.values()][0]!

/**
 * Takes every level of an escalation that is due, tells its people, hands the case over where the level says so, and names who is next and
 * when. The one place where an escalation moves: opening a case calls it for the first level, the wake loop for all later ones.
 */
export function advance(room: Room, escalation: StoredEscalation) {
  const { directory, book, now } = room
  const stored = directory.policies.find((p) => p.id === escalation.policy)
  const it = book.case(escalation.caseId)
  if (!stored || it.state === 'closed') return book.putEscalation({ ...escalation, nextAt: null, nextPerson: null })
  const policy = underSeverity(stored, it.severity)
  const calendar = businessCalendar(directory)
  const { take, nextAt } = climb(policy, escalation, calendar, now)
  let { told } = escalation
  let named = escalation.nextPerson
  for (const [i, step] of take.entries()) {
    told = [...told, ...takeStep(room, escalation, policy, step, take[i + 1]?.dueAt ?? nextAt, told, named)]
    named = null
  }
  const moved = { ...escalation, level: escalation.level + take.length, nextAt, told }
  book.putEscalation({ ...moved, nextPerson: nextPersonOf(room, policy, moved) })
}

function takeStep(
  room: Room,
  escalation: StoredEscalation,
  policy: Policy,
  step: Step,
  dueAfter: Moment | null,
  told: string[],
  named: string | null,
): string[] {
  const { book, people, needs, directory } = room
  const here: Person[] = []
  for (const [i, target] of step.tell.entries()) {
    const promised = i === 0 ? people.find((p) => p.id === named && p.available) : undefined
    const person = promised ?? find(room, book.case(escalation.caseId), target, [...told, ...here.map((p) => p.id)])
    if (person && !here.includes(person)) here.push(person)
  }
  const first = here[0]
  const it = book.case(escalation.caseId)
  if (first && (step.level > 1 || step.takeOver)) {
    const reason = `level ${step.level} of "${policy.title}": nobody had acted`
    book.happen(it.id, {
      kind: 'escalated',
      policy: policy.id,
      level: step.level,
      to: first.id,
      owner: step.takeOver,
      reason,
      by: 'engine',
      at: room.now,
    })
    book.audit.push({
      at: room.now,
      actor: 'engine',
      action: 'case.escalated',
      subject: it.id,
      data: { policy: policy.id, level: step.level, to: here.map((p) => p.id) },
    })
  }
  const next = { startedAt: escalation.startedAt, level: step.level, nextAt: dueAfter, told: [...told, ...here.map((p) => p.id)] }
  const climbing = { step, policy, next: { ...next, nextPerson: nextPersonOf(room, policy, { ...next, caseId: it.id }) } }
  for (const person of here) {
    const given = step.level === 1 && !it.highRisk && person.id === it.owner
    book.notices.push(
      ...(given
        ? [assignmentNotice(needs, directory, it, person)]
        : escalationNotices(needs, directory, book.case(it.id), person, climbing)),
    )
  }
  return here.map((p) => p.id)
}

const find = ({ people }: Room, it: StoredCase, target: Target, told: string[]) =>
  resolveTarget(target, people, { owner: it.owner, exclude: told, language: it.lang, team: it.team })

function nextPersonOf(
  room: Room,
  policy: Policy,
  escalation: Pick<StoredEscalation, 'caseId' | 'startedAt' | 'level' | 'nextAt' | 'told'>,
): string | null {
  const step = nextStep(policy, escalation)
  const target = step?.tell[0]
  return target ? (find(room, room.book.case(escalation.caseId), target, escalation.told)?.id ?? null) : null
}
