import { type Answer, regrade } from '../domain/case/commands'
import { choosePolicy } from '../domain/escalation/policy'
import type { Severity } from '../domain/finding'
import { inBandOf } from '../domain/triage/priority'
import { tierFor } from '../domain/triage/tier'
import { startLadder } from './open-case'
import { peopleAt } from './people-at'
import { applyTo, type Room } from './speak'

/** `teach` hands what was said on to whoever teaches the detector, under the newest message of the customer. */
export type RegradeWish = { by: string; userId: string | null; severity: Severity; reason: string | null; teach: boolean }

/**
 * A person says how grave the case is. Making it milder needs a reason, and leaves it with the people who have it; making it graver may
 * lift it to others, and begins the climb that such a case has, where it has not begun.
 */
export async function regradeIn(room: Room, { by, userId, severity, reason, teach }: RegradeWish): Promise<Answer> {
  const { it, now, directory, book } = room
  const graver = severity < it.severity
  const evidence = reason?.trim() ?? ''
  const answer = regrade(it, {
    ...{ by, at: now, severity },
    tier: graver ? tierFor(severity, it.tier) : it.tier,
    priority: inBandOf(severity, it.priority),
    because: graver || evidence !== '' ? [{ code: 'decided_by_person', evidence }] : [],
  })
  if (!answer.done) return answer
  applyTo(room, answer)
  const policy = graver ? choosePolicy(directory.policies, book.case(it.id)) : null
  if (policy && !book.escalationsOf(it.id).some((climb) => climb.policy === policy.id))
    startLadder({ ...room, people: peopleAt(directory, now) }, it.id)
  const newest = teach ? await room.tx.lastInbound(it.id) : null
  if (newest) room.corrections = [{ id: room.needs.newId(), messageId: newest.id, byUser: userId, at: now, data: { severity } }]
  return answer
}
