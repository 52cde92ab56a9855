import type { CaseEvent } from '../domain/case/events'
import { isOpen } from '../domain/regimes/settle'
import { Book } from './book'
import { type AssignWish, assignIn, type CloseWish, closeIn, labelIn, snoozeIn } from './case-deeds'
import { type CaseImage, imageOf, MANY_MS, newDeed } from './deed'
import type { Desk } from './file-messages'
import { type Decision, type JudgeRefusal, judge } from './judge'
import type { Effects, Needs, StoredClock } from './needs'
import { peopleAt } from './people-at'
import { recount } from './recount'
import type { Room } from './speak'

export type LeftOut = { id: string; why: string }
export type ManyAnswer = { done: string[]; leftOut: LeftOut[]; undo: string | null; until: number | null }

/** So many screens hear of each one; of more, they look at their lists again. */
const TOLD = 500
type Many<T> = { ids: readonly string[]; by: string } & T

/**
 * Many messages are decided alike, as one deed with one undo. What is of severity A is left to a person's own look at it. Opening a case
 * tells people and starts clocks, so that cannot be taken back and is not done to many.
 */
export async function decideMany(
  needs: Needs,
  tenant: string,
  { ids, by, decision }: Many<{ decision: Extract<Decision, 'noise' | 'abuse'> }>,
): Promise<ManyAnswer> {
  const directory = await needs.store.directory(tenant)
  const answer = await needs.store.write(tenant, async (tx): Promise<ManyAnswer> => {
    const now = needs.now()
    const book = new Book({ cases: [], clocks: [], escalations: [] }, directory.policies)
    const desk: Desk = { needs, directory, people: peopleAt(directory, now), tx, now, book, links: [] }
    const leftOut: { id: string; why: JudgeRefusal | 'severity_a' }[] = []
    const findings: Effects['findings'] = []
    const messages = []
    for (const id of ids) {
      const message = await tx.message(id)
      const judged = message?.finding?.severity === 'A' ? ({ refused: 'severity_a' } as const) : judge(desk, message, decision, by, null)
      if ('refused' in judged) leftOut.push({ id, why: judged.refused })
      else {
        findings.push(judged.finding)
        if (judged.image) messages.push(judged.image)
      }
    }
    const done = findings.map(({ messageId }) => messageId)
    return finish(needs, tx, { by, kind: `${decision}_many`, done, leftOut, effects: { findings }, before: { messages } })
  })
  for (const id of answer.done.slice(0, TOLD))
    needs.announce(tenant, { event: 'message.processed', id, caseId: null, disposition: null, severity: null })
  return answer
}

export type CaseChange =
  | ({ kind: 'assign' } & Omit<AssignWish, 'by'>)
  | ({ kind: 'close' } & Omit<CloseWish, 'by'>)
  | { kind: 'label'; topics: readonly string[] }
  | { kind: 'snooze'; until: number | null }

/** Many cases are changed alike, as one deed with one undo. Severity A is left out; closing leaves out what the law still waits for. */
export async function changeMany(needs: Needs, tenant: string, { ids, by, change }: Many<{ change: CaseChange }>): Promise<ManyAnswer> {
  const directory = await needs.store.directory(tenant)
  const answer = await needs.store.write(tenant, async (tx): Promise<ManyAnswer> => {
    const list = [...ids]
    const [cases, clocks, escalations] = [await tx.casesById(list), await tx.clocksOf(list), await tx.escalationsOf(list)]
    const alerts = await tx.alertsOf(list)
    const book = new Book({ cases: cases.values(), clocks, escalations, alerts }, directory.policies)
    const leftOut: LeftOut[] = []
    const images: CaseImage[] = []
    for (const id of list) {
      const it = cases.get(id)
      const theirs = alerts.filter((alert) => alert.cases.includes(id))
      const before = it && { it, clocks: [...book.clocksOf(id)], escalations: [...book.escalationsOf(id)], alerts: theirs }
      const room: Room | null = it ? { needs, directory, tx, book, it, now: needs.now(), outbound: [], links: [] } : null
      const why = room ? await changeOne(room, change, by) : 'case_unknown'
      const image = why === null && before ? imageOf(book, before, EVENT[change.kind]) : null
      if (image) images.push(image)
      else leftOut.push({ id, why: why ?? 'unchanged' })
    }
    const done = images.map(({ it }) => it.id)
    return finish(needs, tx, { by, kind: `${change.kind}_many`, done, leftOut, effects: book.effects(), before: { cases: images } })
  })
  for (const id of answer.done.slice(0, TOLD)) needs.announce(tenant, { event: 'case.changed', id })
  return answer
}

const EVENT = { assign: 'assigned', close: 'closed', label: 'labelled', snooze: 'snoozed' } as const satisfies Record<
  CaseChange['kind'],
  CaseEvent['kind']
>

/** Why not, or null where it was done. */
async function changeOne(room: Room, change: CaseChange, by: string): Promise<string | null> {
  if (room.it.severity === 'A') return 'severity_a'
  if (change.kind === 'close' && room.book.clocksOf(room.it.id).some(promised)) return 'statutory_clock_open'
  const wish = { ...change, by }
  const answer =
    wish.kind === 'assign'
      ? assignIn(room, wish)
      : wish.kind === 'close'
        ? await closeIn(room, wish)
        : wish.kind === 'label'
          ? labelIn(room, wish)
          : snoozeIn(room, wish)
  if (!answer.done) return answer.refused
  await recount(room, room.it.id)
  return null
}

/** A promise that the law asks for and that is neither kept nor over. */
const promised = (clock: StoredClock) =>
  clock.basis === 'statutory' && clock.obligation !== 'may' && (isOpen(clock) || (clock.state === 'missed' && clock.metAt === null))

type Finish = {
  by: string
  kind: string
  done: string[]
  leftOut: LeftOut[]
  effects: Partial<Effects>
  before: Parameters<typeof newDeed>[3]
}
/** One row in the audit names all of it. */
async function finish(needs: Needs, tx: Parameters<Parameters<Needs['store']['write']>[1]>[0], it: Finish): Promise<ManyAnswer> {
  const { by, kind, done, leftOut, effects, before } = it
  if (done.length === 0) return { done, leftOut, undo: null, until: null }
  const deed = newDeed(needs, by, kind, before, MANY_MS)
  const entry = { at: needs.now(), actor: by, action: `many.${kind}`, subject: deed.id, data: { done, left_out: leftOut } }
  await tx.commit({ ...effects, deeds: [deed], audit: [...(effects.audit ?? []), entry] })
  return { done, leftOut, undo: deed.id, until: deed.until }
}
