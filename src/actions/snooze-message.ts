import { LONGEST_UNJUDGED, type Sleep, sleepOf } from '../domain/case/snooze'
import type { Moment } from '../domain/moment'
import type { Needs } from './needs'

export type SnoozeAnswer =
  | ({ done: true } & Sleep)
  | { done: false; refused: 'message_unknown' | 'already_decided' | 'not_in_future' | 'clock_too_near' }

/** A message that waits for a decision goes out of sight for at most a day: if it is a complaint, its clocks run from its receipt. */
export async function snoozeMessage(
  needs: Needs,
  tenant: string,
  { messageId, by, until }: { messageId: string; by: string; until: Moment | null },
): Promise<SnoozeAnswer> {
  const answer = await needs.store.write(tenant, async (tx): Promise<SnoozeAnswer> => {
    const [message, now] = [await tx.message(messageId), needs.now()]
    if (!message) return { done: false, refused: 'message_unknown' }
    if (message.finding?.disposition !== 'review' || message.finding.decidedBy !== null) return { done: false, refused: 'already_decided' }
    if (until !== null && until <= now) return { done: false, refused: 'not_in_future' }
    const sleep = sleepOf({ at: now, until, breachAt: null, longest: LONGEST_UNJUDGED })
    if (!sleep) return { done: false, refused: 'clock_too_near' }
    const entry = { at: now, actor: by, action: 'message.snoozed', subject: messageId, data: { until: sleep.until } }
    await tx.commit({ naps: [{ messageId, until: sleep.until }], audit: [entry] })
    return { done: true, ...sleep }
  })
  if (answer.done)
    needs.announce(tenant, { event: 'message.processed', id: messageId, caseId: null, disposition: 'review', severity: null })
  return answer
}
