import { deliverReply, failReply } from '../domain/case/commands'
import { CHAT_WINDOW } from '../domain/chat'
import type { Moment } from '../domain/moment'
import { isAside } from '../domain/notices/facts'
import { show } from '../domain/public-id'
import { brokenWayNotice } from './alert-notices'
import { Book } from './book'
import { wayToCustomer } from './customer-notice'
import type { Directory, Needs, NoticeRow, TenantTx } from './needs'
import { unknownOutcomeNotice } from './notices'
import { addressFor, everyWay, severityOf } from './people-at'
import { recount, tellDelivered } from './recount'

/** What became of one attempt; the adapters' promise is in `notify/contract.ts`. */
export type Outcome =
  | { state: 'sent'; providerId: string | null }
  | { state: 'failed'; permanent: boolean; reason: string; retryAfterMs?: number }
  | { state: 'unknown'; reason: string }

export type Delivery = {
  /** Marks notices that are due as being sent by this epoch, and returns them. A notice is in one pair of hands at a time. */
  claim(tenant: string, now: Moment, epoch: number, limit: number): Promise<NoticeRow[]>
  /** What was claimed and never marked, under an older epoch or under this one: nobody knows whether it left. Asked only while nothing is in flight. */
  orphans(tenant: string, epoch: number): Promise<NoticeRow[]>
  send(tenant: string, notifierId: string, notice: OutgoingNotice): Promise<Outcome>
  /** False once this process may no longer be the one that sends; asked right before each sending. */
  mine(): boolean
  /** What the reader can do about it, if anything. */
  actions?(directory: Directory, notice: NoticeRow): Promise<NonNullable<OutgoingNotice['actions']>>
  /** The files that a message of ours carries. */
  files?(tenant: string, messageId: string): Promise<NonNullable<OutgoingNotice['files']>>
  nextAttempt(audience: 'staff' | 'webhook' | 'customer', attempt: number, outcome: Outcome, now: Moment): Moment | null
}

/** What an adapter is given: worded and addressed, with the dedupe key as its id on every attempt. */
export type OutgoingNotice = {
  id: string
  kind: string
  to: { name: string | null; address: string | null }
  subject: string
  body: string
  lang: string
  data: Record<string, unknown>
  caseReference: string | null
  at: Moment
  actions?: readonly { label: string; url: string; act?: string }[]
  files?: readonly { name: string; mediaType: string; bytes: Uint8Array }[]
}
const outgoing = ({ tenant }: Directory, n: NoticeRow): OutgoingNotice => ({
  id: n.dedupeKey,
  kind: n.kind,
  to: { name: n.toName, address: n.toAddress },
  subject: n.subject,
  body: n.body,
  lang: n.lang,
  at: n.createdAt,
  data: { ...n.data, notice_id: show('ntc', n.id), tenant: tenant.slug, ...(n.audience === 'staff' ? { recipient: n.toName } : {}) },
  caseReference: typeof n.data.reference === 'string' ? n.data.reference : null,
})

/** To the address that this way knows them by, and with what they can do about it: links of their own, made when it leaves and never stored. */
async function addressed(directory: Directory, delivery: Delivery, notice: NoticeRow, way: string): Promise<OutgoingNotice> {
  const kind = directory.notifiers.find((n) => n.id === way)?.kind
  const said = outgoing(directory, notice)
  const actions = await delivery.actions?.(directory, notice)
  const carried = kind === 'smtp' && notice.audience === 'customer' && notice.data.attachments !== undefined && notice.messageId
  const files = carried ? await delivery.files?.(directory.tenant.id, carried) : undefined
  return {
    ...said,
    to: kind && notice.audience === 'staff' ? { ...said.to, address: addressFor(directory, notice, kind) } : said.to,
    ...(actions?.length ? { actions } : {}),
    ...(files?.length ? { files } : {}),
  }
}

const AT_ONCE = 50
const NEVER = Number.POSITIVE_INFINITY

/**
 * Sends what is due for one tenant. Claim, send and mark are three steps, and the process may die between any two: what was claimed and not
 * marked is *unknown*. Staff are told again then, because twice is better than never; a customer is not, because never twice is the promise:
 * their notice is parked and somebody is told. Returns how many were tried.
 */
export async function deliver(needs: Needs, delivery: Delivery, tenant: string, epoch: number): Promise<number> {
  const directory = await needs.store.directory(tenant)
  const mark = (notice: NoticeRow, outcome: Outcome) => settleSurely(needs, directory, delivery, tenant, epoch, notice, outcome)
  for (const lost of await delivery.orphans(tenant, epoch)) {
    await mark(lost, { state: 'unknown', reason: 'the process ended while this was on its way' })
  }
  const claimed = await delivery.claim(tenant, needs.now(), epoch, AT_ONCE)
  const going = claimed.map((notice) => ({ notice, way: wayOut(directory, notice) }))
  await keepWaiting(
    needs,
    tenant,
    epoch,
    going.filter(({ way }) => way === null).map(({ notice }) => notice),
  )
  await everyOne(
    going.map(async ({ notice, way }) => {
      if (way === null) return
      if (!delivery.mine()) return mark(notice, NOT_SENT)
      const outcome = await delivery.send(tenant, way, await addressed(directory, delivery, notice, way))
      await mark(sentBy(directory, notice, way), outcome)
    }),
  )
  if (claimed.length) needs.announce(tenant, { event: 'notice.changed', id: null })
  for (const { notice, way } of going) if (way === CHAT_WINDOW) needs.announce(tenant, { event: 'chat.changed', id: notice.toAddress! })
  return claimed.length
}
const NOT_SENT: Outcome = { state: 'failed', permanent: false, reason: 'this process had stood still and sent nothing' }

/** Waits for all, so that nothing is in flight any more, and only then fails with the first failure. */
async function everyOne(work: Promise<void>[]) {
  for (const done of await Promise.allSettled(work)) if (done.status === 'rejected') throw done.reason
}

/** Nothing is connected that could take these: they wait, in one transaction, until something is. */
async function keepWaiting(needs: Needs, tenant: string, epoch: number, notices: NoticeRow[]) {
  if (notices.length === 0) return
  await needs.store.write(tenant, async (tx) => {
    await tx.fence(epoch)
    for (const { id } of notices) await tx.moveNotice(id, ['sending'], { state: 'queued', reason: 'nothing_connected', sendAfter: NEVER })
  })
}

/** Which notifier takes this attempt; null where nothing that could is connected. Staff notices change the way with each attempt. */
export function wayOut(directory: Directory, notice: NoticeRow): string | null {
  const { notifiers } = directory
  if (notice.audience === 'customer') return wayToCustomer(directory, notice)
  const named = notifiers.find((n) => n.name === notice.channel)
  const chosen = everyWay(directory, notice, severityOf(notice))
  const able = notice.kind === 'sign_in_link' || isQuestion(notice) ? chosen.filter(({ kind }) => kind === 'smtp') : chosen
  const turn = named ? [named, ...able.filter((n) => n.id !== named.id)] : able
  return turn[Math.max(0, notice.attempts - 1) % Math.max(1, turn.length)]?.id ?? null
}

/** What goes to somebody outside the desk goes to them alone, never to a room. */
const isQuestion = ({ kind }: NoticeRow) => kind === 'question'

/** A staff notice shows the way that it took; a customer's keeps the customer's own channel. */
const sentBy = ({ notifiers }: Directory, notice: NoticeRow, way: string): NoticeRow =>
  notice.audience === 'staff' ? { ...notice, channel: notifiers.find((n) => n.id === way)?.name ?? notice.channel } : notice

const MARKS = 3

/** The outcome is known now and will not be later, so one broken connection must not lose it. Marking twice is marking once. */
async function settleSurely(...given: Parameters<typeof settle>) {
  const [, , delivery] = given
  for (let attempt = 1; ; attempt++) {
    try {
      return await settle(...given)
    } catch (error) {
      if (attempt === MARKS || !delivery.mine()) throw error
    }
  }
}

async function settle(
  needs: Needs,
  directory: Directory,
  delivery: Delivery,
  tenant: string,
  epoch: number,
  notice: NoticeRow,
  outcome: Outcome,
) {
  const now = needs.now()
  await needs.store.write(tenant, async (tx) => {
    await tx.fence(epoch)
    const next = delivery.nextAttempt(notice.audience === 'customer' ? 'customer' : 'staff', notice.attempts, outcome, now)
    const to = { ...markOf(outcome, next, now), channel: notice.channel }
    const moved = await tx.moveNotice(notice.id, ['sending'], to)
    const last = to.state !== 'queued'
    if (moved && outcome.state === 'failed' && /^(credentials|sign_in)_refused$/.test(outcome.reason))
      await tellOfBrokenWay(needs, directory, tx, notice, last)
    if (!moved || notice.audience !== 'customer' || notice.caseId === null || to.state === 'queued' || isAside(notice.kind)) return
    await recordOnCase(needs, directory, tx, notice, outcome, now)
  })
}

/** A provider does not know us any more: the next way is used, and whoever can mend it is told, once a day. */
async function tellOfBrokenWay(needs: Needs, directory: Directory, tx: TenantTx, { channel, audience, caseId }: NoticeRow, last: boolean) {
  const able = directory.people.filter((p) => p.available)
  const administrators = able.filter((p) => p.role === 'administrator')
  const told = administrators.length ? administrators : able.filter((p) => p.role === 'manager')
  // The last attempt of a customer's notice is recorded on its case below, in the same transaction and with its own effects.
  if (last && audience === 'customer' && caseId !== null) return
  await tx.commit({ notices: told.map((person) => brokenWayNotice(needs, directory, person, channel ?? '')) })
}

function markOf(outcome: Outcome, next: Moment | null, now: Moment) {
  if (outcome.state === 'sent') return { state: 'sent' as const, reason: null, sentAt: now, providerId: outcome.providerId }
  return next === null
    ? { state: outcome.state, reason: outcome.reason }
    : { state: 'queued' as const, reason: outcome.reason, sendAfter: next }
}

async function recordOnCase(
  needs: Needs,
  directory: Directory,
  tx: Parameters<Parameters<Needs['store']['write']>[1]>[0],
  notice: NoticeRow,
  outcome: Outcome,
  now: Moment,
) {
  const it = await tx.caseById(notice.caseId!)
  if (!it) return
  const book = new Book(
    {
      cases: [it],
      clocks: await tx.clocksOf([it.id]),
      escalations: await tx.escalationsOf([it.id]),
      alerts: it.highRisk ? await tx.alertsOf([it.id]) : [],
    },
    directory.policies,
  )
  const final = notice.data.final === true
  if (outcome.state === 'sent') {
    if (notice.kind !== 'reply') return
    happen(book, it.id, deliverReply(it, { by: 'engine', at: now, noticeId: notice.id, final }))
    tellDelivered(book, it.id, notice, 'engine', now)
    await recount({ needs, directory, tx, book, now }, it.id)
  } else {
    happen(book, it.id, failReply(it, { by: 'engine', at: now, noticeId: notice.id, state: outcome.state, reason: outcome.reason }))
    for (const person of whoMustKnow(directory, it.owner))
      book.notices.push(unknownOutcomeNotice(needs, directory, it, person, { ...notice, reason: outcome.reason }))
  }
  book.audit.push({
    at: now,
    actor: 'engine',
    action: `notice.${outcome.state}`,
    subject: show('ntc', notice.id),
    data: { case: it.id, channel: notice.channel },
  })
  await tx.commit(book.effects())
}

function happen(book: Book, caseId: string, answer: ReturnType<typeof deliverReply>) {
  if (answer.done) for (const event of answer.events) book.happen(caseId, event)
}

const whoMustKnow = ({ people }: Directory, owner: string | null) => {
  const person =
    people.find((p) => p.id === owner && p.available) ??
    people.find((p) => p.available && (p.role === 'lead' || p.role === 'manager' || p.role === 'administrator'))
  return person ? [person] : []
}
