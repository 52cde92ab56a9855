import type { Case } from '../domain/case/events'
import { standingEvents } from '../domain/case/story'
import { isOpen } from '../domain/regimes/settle'
import { Book } from './book'
import type { CaseImage, Deed, MessageImage } from './deed'
import type { Directory, Effects, FindingRow, Needs, StoredCase, TenantTx } from './needs'

export type UndoAnswer =
  | { done: true; kind: string; undone: number; kept: number }
  | { done: false; refused: 'deed_unknown' | 'too_late_to_undo' | 'changed_meanwhile' }

type Room = { needs: Needs; directory: Directory; tx: TenantTx; now: number; by: string }
type Part = { effects: Partial<Effects>; undone: string[]; kept: number }

/**
 * Takes back what somebody did, in one transaction: cases, their clocks and climbs stand again as before, messages wait again, a correction
 * teaches nobody. What has been touched since stays as it is and is counted. Nothing is erased: that it was taken back is written down too.
 */
export async function undo(needs: Needs, tenant: string, { id, by }: { id: string; by: string }): Promise<UndoAnswer> {
  const directory = await needs.store.directory(tenant)
  const result = await needs.store.write(tenant, async (tx): Promise<{ answer: UndoAnswer; touched: Part[] }> => {
    const deed = await tx.deed(id)
    const now = needs.now()
    if (!deed || deed.by !== by) return { answer: { done: false, refused: 'deed_unknown' }, touched: [] }
    if (deed.undoneAt !== null || deed.until < now) return { answer: { done: false, refused: 'too_late_to_undo' }, touched: [] }
    const parts = await partsOf({ needs, directory, tx, now, by }, deed)
    const [undone, kept] = [parts.flatMap((part) => part.undone), parts.reduce((sum, part) => sum + part.kept, 0)]
    if (undone.length === 0) return { answer: { done: false, refused: 'changed_meanwhile' }, touched: [] }
    const entry = { at: now, actor: by, action: 'deed.undone', subject: id, data: { kind: deed.kind, undone, kept } }
    await tx.commit({ ...Object.assign({}, ...parts.map(({ effects }) => effects)), undone: [{ id, at: now }], audit: [entry] })
    return { answer: { done: true, kind: deed.kind, undone: undone.length, kept }, touched: parts }
  })
  for (const part of result.touched) tell(needs, tenant, part)
  return result.answer
}

async function partsOf(room: Room, { before }: Deed): Promise<Part[]> {
  const cases = await casesBack(room, before.cases ?? [])
  /** What was taught with a grade stays taught where the grade stays. */
  const corrections = cases.kept > 0 && cases.undone.length === 0 ? [] : (before.corrections ?? [])
  return [
    cases,
    await messagesBack(room, before.messages ?? []),
    { effects: { correctionsGone: corrections.map((id) => ({ id })) }, undone: corrections, kept: 0 },
  ]
}

async function casesBack({ tx, directory, now, by }: Room, images: readonly CaseImage[]): Promise<Part> {
  if (images.length === 0) return { effects: {}, undone: [], kept: 0 }
  const ids = images.map(({ it }) => it.id)
  const [cases, clocks] = [await tx.casesById(ids), await tx.clocksOf(ids)]
  const untouched: CaseImage[] = []
  for (const image of images) if (await isUntouched(tx, image, cases.get(image.it.id))) untouched.push(image)
  const book = new Book({ cases: cases.values(), clocks, escalations: await tx.escalationsOf(ids) }, directory.policies)
  for (const image of untouched) {
    putBack(book, image, by, now)
    for (const { id, acknowledgedAt, acknowledgedBy, overAt, overBecause } of image.alerts) {
      const alert = await tx.alert(id)
      if (alert) book.putAlert({ ...alert, acknowledgedAt, acknowledgedBy, overAt, overBecause, updatedAt: now })
    }
    await tx.cancelNotices(image.notices, 'taken_back')
  }
  const { audit: _, ...effects } = book.effects()
  return { effects, undone: untouched.map(({ it }) => it.id), kept: images.length - untouched.length }
}

/** Nothing has happened since, or only what was taken back. */
const isUntouched = async (tx: TenantTx, { it, events }: CaseImage, now: StoredCase | undefined) =>
  now?.events === events || (now !== undefined && standingEvents(await tx.eventsOf(it.id)) === events)

/**
 * A clock that runs out while it was met is missed at the next look; a climb that was stopped goes on from where it was, and one
 * that the deed began is over.
 */
function putBack(book: Book, { it, of, clocks, escalations }: CaseImage, by: string, at: number) {
  for (const clock of [...book.clocksOf(it.id)]) {
    const was = clocks.find(({ id }) => id === clock.id)
    if (was) book.rewriteClock(was)
    else if (isOpen(clock)) book.moveClock(clock, { kind: 'cancelled', at }, by)
  }
  for (const one of book.escalationsOf(it.id))
    if (one.stoppedAt === null && !escalations.some(({ policy }) => policy === one.policy))
      book.putEscalation({ ...one, stoppedAt: at, stoppedBy: by, nextAt: null, nextPerson: null })
  for (const one of escalations) book.putEscalation(one)
  book.happen(it.id, { kind: 'undone', of, back: standing(it), since: it.events, by, at })
  book.change(it.id, { topics: it.topics })
}

const standing = ({ kind, state, severity, tier, priority, owner, team, routingReason, snoozedUntil = null, ...it }: Case) => ({
  ...{ kind, state, severity, tier, priority, owner, team, routingReason, snoozedUntil },
  ...{ acknowledgedAt: it.acknowledgedAt, answeredAt: it.answeredAt, closedAt: it.closedAt },
  ...{ outcome: it.outcome, remedy: it.remedy, reopened: it.reopened },
})

async function messagesBack({ tx }: Room, images: readonly MessageImage[]): Promise<Part> {
  const found = await Promise.all(images.map(async ({ messageId }) => (await tx.message(messageId))?.finding ?? null))
  const back = images.flatMap(({ judged, ...was }, i): FindingRow[] => {
    const row = found[i]
    return row && row.disposition === judged && row.caseId === null ? [{ ...row, ...was }] : []
  })
  return { effects: { findings: back }, undone: back.map(({ messageId }) => messageId), kept: images.length - back.length }
}

function tell(needs: Needs, tenant: string, { effects }: Part) {
  for (const { id } of effects.cases ?? []) needs.announce(tenant, { event: 'case.changed', id })
  for (const { messageId: id, disposition, severity } of effects.findings ?? [])
    needs.announce(tenant, { event: 'message.processed', id, caseId: null, disposition, severity })
}
