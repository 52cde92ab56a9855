import { beginsAt, startEscalation } from '../domain/escalation/climb'
import { fits, type Policy, underSeverity } from '../domain/escalation/policy'
import { beginsAfter, type Happening } from '../domain/escalation/triggers'
import type { Moment } from '../domain/moment'
import type { Person } from '../domain/people'
import { advance } from './advance'
import type { Book } from './book'
import { businessCalendar } from './calendar'
import type { Directory, Needs, StoredEscalation } from './needs'

export type Room = { needs: Needs; directory: Directory; book: Book; now: Moment; people: Person[] }

/** Begins one climb, with the policy as it is now kept beside it; its first level is taken at once where it is due. */
export function beginClimb(room: Room, caseId: string, policy: Policy, after = 0) {
  const { book, directory, now } = room
  const it = book.case(caseId)
  const [climbed, calendar] = [underSeverity(policy, it.severity), businessCalendar(directory)]
  const start = startEscalation(climbed, beginsAt(climbed, now, after, calendar), calendar)
  const stored: StoredEscalation = {
    caseId,
    policy: policy.id,
    policyVersion: policy.version,
    ...start,
    told: [],
    nextPerson: null,
    stoppedAt: null,
    stoppedBy: null,
    frozen: policy,
    acks: [],
  }
  book.putEscalation(stored)
  advance(room, stored)
}

/** Something happened that may begin a climb: every policy that waits for it and fits the case begins, once; each hand-off anew. */
export function trigger(room: Room, caseId: string, happening: Happening) {
  const { book, directory } = room
  const it = book.case(caseId)
  if (it.state === 'closed' || it.imported) return
  for (const policy of directory.policies) {
    const after = policy.startsOn.map((one) => beginsAfter(one, happening)).find((ms) => ms !== null)
    if (after === undefined || happening.on === 'opened' || !fits(policy, it)) continue
    const before = book.escalationsOf(caseId).some((e) => e.policy === policy.id)
    if (!before || happening.on === 'hand_off') beginClimb(room, caseId, policy, after)
  }
}

/** Whether any policy waits for one of these, so that nothing is read in vain. */
export const waitsFor = ({ policies }: Directory, ...on: Happening['on'][]) =>
  policies.some(({ startsOn }) => startsOn.some((one) => on.includes(one.on === 'hand_off_unanswered' ? 'hand_off' : one.on)))
