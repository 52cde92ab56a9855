import { deliverReply } from '../domain/case/commands'
import { Book } from './book'
import type { ComposingEffects } from './composing-needs'
import type { Directory, Needs, NoticeRow, TenantTx } from './needs'
import { recount, tellDelivered } from './recount'
import { type Way, waysTo } from './way'

/** Takes a customer's notice back; only one that still waits can be, and whoever moves it first wins. */
export async function takeBack(needs: Needs, tenant: string, id: string, by: string): Promise<'done' | 'too_late' | 'unknown'> {
  const result = await needs.store.write(tenant, async (tx) => {
    const notice = await tx.notice(id)
    if (notice?.audience !== 'customer') return { answer: 'unknown' as const, caseId: null }
    const moved = await tx.moveNotice(id, ['queued'], { state: 'cancelled', reason: 'taken_back' })
    if (!moved) return { answer: 'too_late' as const, caseId: null }
    const audit = [{ at: needs.now(), actor: by, action: 'notice.taken_back', subject: id, data: { case: notice.caseId } }]
    await tx.commit({ audit, ...(await wordsBack(needs, tx, notice)) })
    return { answer: 'done' as const, caseId: notice.caseId }
  })
  if (result.answer === 'done') tell(needs, tenant, id, result.caseId)
  return result.answer
}

/** What was taken back lies in its author's composer again, files and all, in whichever browser they look next. A letter never lay there. */
async function wordsBack(needs: Needs, tx: TenantTx, { kind, messageId, caseId, data }: NoticeRow): Promise<Partial<ComposingEffects>> {
  const said = kind === 'reply' && messageId && !data.letter ? await tx.spoken(messageId) : null
  if (!said?.author || !caseId) return {}
  const [userId, at] = [said.author, needs.now()]
  const mode = said.public ? 'public' : 'private'
  const draft = {
    userId,
    caseId,
    mode,
    text: said.text,
    final: data.final === true,
    key: needs.newId(),
    files: said.files,
    savedAt: at,
  } as const
  return { draftsBack: [draft], freed: said.files.map((id) => ({ id, userId, caseId, at })) }
}

export type Resolution = 'sent' | 'failed' | 'retry'

/**
 * A person says what became of a notice that failed or whose outcome nobody knows. An answer that did arrive counts like one that we
 * delivered, at the moment of the attempt whose outcome was unknown, or now where we know that ours had failed: the case is answered and its
 * clocks are kept. `retry` sends it once more, knowingly.
 */
export async function resolveNotice(
  needs: Needs,
  tenant: string,
  id: string,
  as: Resolution,
  by: string,
  channel: string | null = null,
): Promise<'done' | 'not_open' | 'unknown' | 'no_way_to_answer'> {
  const directory = await needs.store.directory(tenant)
  const result = await needs.store.write(tenant, async (tx) => {
    const notice = await tx.notice(id)
    if (!notice) return { answer: 'unknown' as const, caseId: null }
    const now = needs.now()
    const other = channel === null ? null : await otherWay(tx, directory, notice, channel)
    if (channel !== null && other === null) return { answer: 'no_way_to_answer' as const, caseId: null }
    if (!(await tx.moveNotice(id, ['failed', 'unknown'], mark(as, arrivedAt(notice, now), now))))
      return { answer: 'not_open' as const, caseId: null }
    const book = await caseOf(tx, directory, notice)
    if (other) await tx.redirect(id, redirected(notice, other))
    if (book && as === 'sent' && notice.kind === 'reply') {
      const it = book.case(notice.caseId!)
      const answer = deliverReply(it, { by, at: arrivedAt(notice, now), noticeId: id, final: notice.data.final === true })
      if (answer.done) for (const event of answer.events) book.happen(it.id, event)
      tellDelivered(book, it.id, notice, by, arrivedAt(notice, now))
      await recount({ needs, directory, tx, book, now }, it.id)
    }
    const entry = {
      at: now,
      actor: by,
      action: `notice.resolved_${as}`,
      subject: id,
      data: { case: notice.caseId, ...(channel ? { channel } : {}) },
    }
    await tx.commit({ ...book?.effects(), audit: [entry] })
    return { answer: 'done' as const, caseId: notice.caseId }
  })
  if (result.answer === 'done') tell(needs, tenant, id, result.caseId)
  return result.answer
}

/** Another way to the same person, such as e-mail where the case's own channel failed. */
async function otherWay(tx: TenantTx, directory: Directory, { caseId, audience }: NoticeRow, channel: string): Promise<Way | null> {
  const it = audience === 'customer' && caseId ? await tx.caseById(caseId) : null
  return it ? ((await waysTo(tx, directory, it)).find((way) => way.channel === channel) ?? null) : null
}
const redirected = ({ data }: NoticeRow, { channel, address, name, inReplyTo }: Way) => ({
  channel,
  address,
  data: { ...data, channel, to: { name, address }, in_reply_to: inReplyTo },
})

const arrivedAt = ({ state, claimedAt }: NoticeRow, now: number) => (state === 'unknown' ? (claimedAt ?? now) : now)

const mark = (as: Resolution, arrived: number, now: number) =>
  as === 'retry'
    ? { state: 'queued' as const, reason: null, sendAfter: now }
    : as === 'sent'
      ? { state: 'sent' as const, reason: 'said_by_person', sentAt: arrived }
      : { state: 'cancelled' as const, reason: 'said_by_person' }

async function caseOf(tx: TenantTx, { policies }: Directory, { audience, caseId }: NoticeRow) {
  const it = audience === 'customer' && caseId ? await tx.caseById(caseId) : null
  return it
    ? new Book(
        {
          cases: [it],
          clocks: await tx.clocksOf([it.id]),
          escalations: await tx.escalationsOf([it.id]),
          alerts: it.highRisk ? await tx.alertsOf([it.id]) : [],
        },
        policies,
      )
    : null
}

function tell(needs: Needs, tenant: string, id: string, caseId: string | null) {
  needs.announce(tenant, { event: 'notice.changed', id })
  if (caseId) needs.announce(tenant, { event: 'case.changed', id: caseId })
}
