import { climb, nextStep, type Step } from '../domain/escalation/climb'
import { type Addressee, addresseeOf } from '../domain/escalation/named'
import { type Policy, type Target, underSeverity } from '../domain/escalation/policy'
import type { Moment } from '../domain/moment'
import type { Person } from '../domain/people'
import { type Climbing, escalationNotices, wayNotice } from './alert-notices'
import type { Book } from './book'
import { businessCalendar } from './calendar'
import type { Directory, Needs, StoredCase, StoredEscalation } from './needs'
import { assignmentNotice } from './notices'
import { namesAt } from './people-at'

type Room = { needs: Needs; directory: Directory; people: Person[]; now: Moment; book: Book }

/** The policy that a climb follows: the one that it began with, or for those from before policies were kept, the one in force. */
export const policyOf = ({ policies }: Pick<Directory, 'policies'>, climbing: StoredEscalation): Policy | undefined =>
  climbing.frozen ?? policies.find((p) => p.id === climbing.policy)

/**
 * Takes every level of an escalation that is due, tells its people, hands the case over where the level says so, and names who is next and
 * when. The one place where an escalation moves: opening a case calls it for the first level, the wake loop for all later ones.
 */
export function advance(room: Room, escalation: StoredEscalation) {
  const { directory, book, now } = room
  const stored = policyOf(directory, escalation)
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
  const { book, needs, directory } = room
  const { here, ways } = whoIsTold(room, book.case(escalation.caseId), step, told, named)
  const it = book.case(escalation.caseId)
  if (here[0] && (step.level > 1 || step.takeOver)) climbs(room, it, policy, step, here)
  const next = { startedAt: escalation.startedAt, level: step.level, nextAt: dueAfter, told: [...told, ...here.map((p) => p.id)] }
  const climbing: Climbing = {
    step,
    policy,
    next: { ...next, nextPerson: nextPersonOf(room, policy, { ...next, caseId: it.id }) },
    alert: it.highRisk ? book.alertOf(it.id) : null,
  }
  const opens = policy.startsOn.some(({ on }) => on === 'opened')
  for (const person of here) {
    const given = step.level === 1 && opens && !it.highRisk && person.id === it.owner
    book.notices.push(
      ...(given
        ? [assignmentNotice(needs, directory, it, person)]
        : escalationNotices(needs, directory, book.case(it.id), person, climbing)),
    )
  }
  for (const way of ways) book.notices.push(wayNotice(needs, directory, book.case(it.id), way, climbing))
  return here.map((p) => p.id)
}

/** The first is whoever was named beforehand: what was promised on the card is what happens, as long as that person is there. */
function whoIsTold(room: Room, it: StoredCase, step: Step, told: string[], named: string | null) {
  const here: Person[] = []
  const ways: string[] = []
  for (const [i, target] of step.tell.entries()) {
    const promised = i === 0 && !target.startsWith('rota:') ? room.people.find((p) => p.id === named && p.available) : undefined
    const found: Addressee = promised ? { person: promised } : find(room, it, target, [...told, ...here.map((p) => p.id)], room.now)
    if (found && 'way' in found) ways.push(found.way)
    else if (found && !here.includes(found.person)) here.push(found.person)
  }
  return { here, ways }
}

function climbs({ book, now }: Room, it: StoredCase, policy: Policy, step: Step, here: Person[]) {
  const reason = `level ${step.level} of "${policy.title}": nobody had acted`
  const to = here[0]!.id
  book.happen(it.id, { kind: 'escalated', policy: policy.id, level: step.level, to, owner: step.takeOver, reason, by: 'engine', at: now })
  book.audit.push({
    at: now,
    actor: 'engine',
    action: 'case.escalated',
    subject: it.id,
    data: { policy: policy.id, level: step.level, to: here.map((p) => p.id) },
  })
}

const find = ({ people, directory }: Room, it: StoredCase, target: Target, told: string[], at: Moment) =>
  addresseeOf(target, people, { owner: it.owner, exclude: told, language: it.lang, team: it.team }, namesAt(directory, at))

/** Who will be told next if nobody acts; of a rota, whoever is on call at that moment. */
function nextPersonOf(
  room: Room,
  policy: Policy,
  escalation: Pick<StoredEscalation, 'caseId' | 'startedAt' | 'level' | 'nextAt' | 'told'>,
): string | null {
  const step = nextStep(policy, escalation)
  for (const target of step?.tell ?? []) {
    const found = find(room, room.book.case(escalation.caseId), target, [...escalation.told], escalation.nextAt ?? room.now)
    if (found && 'person' in found) return found.person.id
  }
  return null
}
