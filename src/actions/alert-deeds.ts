import { acknowledge, close, escalate, note, regrade } from '../domain/case/commands'
import { type Alert, type AlertDeed, refusedFor } from '../domain/escalation/alert'
import { isDrill } from '../domain/escalation/drill'
import { resolveTarget } from '../domain/escalation/who'
import { guidanceNotice } from './alert-notices'
import { Book } from './book'
import type { Directory, Needs, StoredCase, TenantTx } from './needs'
import { handUpNotice } from './notices'
import { peopleAt } from './people-at'
import { acknowledgeIn, applyTo, type Room } from './speak'

export type AlertInput = {
  alertId: string
  deed: AlertDeed
  by: string
  words: string /** Through what it was done: `link`, `slack`, `console`. */
  via: string
}
export type AlertRefusal = 'unknown' | 'over' | 'taken' | 'no_words' | 'nobody_to_escalate_to'
export type AlertAnswer = { done: true; alert: Alert } | { done: false; refused: AlertRefusal; alert: Alert | null }

type Acting = { needs: Needs; directory: Directory; tx: TenantTx; book: Book; now: number; input: AlertInput; rooms: Room[] }

/** What somebody does with an alert, for all its cases at once: takes it, hands it up, says that it is none, or writes what to do. */
export async function actOnAlert(needs: Needs, tenant: string, input: AlertInput): Promise<AlertAnswer> {
  const directory = await needs.store.directory(tenant)
  const answer = await needs.store.write(tenant, async (tx): Promise<AlertAnswer> => {
    const alert = await tx.alert(input.alertId)
    if (!alert) return { done: false, refused: 'unknown', alert: null }
    const refused = refusedFor(alert, input.deed, input.by) ?? (input.deed === 'guidance' && input.words === '' ? 'no_words' : null)
    if (refused) return { done: false, refused, alert }
    const acting = await enter(needs, directory, tx, alert, input)
    const trouble = await DEEDS[input.deed](acting, alert)
    if (trouble) return { done: false, refused: trouble, alert }
    const { book, rooms, now } = acting
    const { by, via, deed } = input
    book.audit.push({ at: now, actor: by, action: `alert.${deed}`, subject: alert.id, data: { via, cases: alert.cases } })
    await tx.commit({ ...book.effects(), outbound: rooms.flatMap((r) => r.outbound), links: rooms.flatMap((r) => r.links) })
    return { done: true, alert: book.anyAlert(alert.id) ?? alert }
  })
  if (answer.done) {
    for (const id of answer.alert.cases) needs.announce(tenant, { event: 'case.changed', id })
    needs.announce(tenant, { event: 'notice.changed', id: null })
  }
  return answer
}

async function enter(needs: Needs, directory: Directory, tx: TenantTx, alert: Alert, input: AlertInput): Promise<Acting> {
  const cases = await tx.casesById([...alert.cases])
  const ids = [...cases.keys()]
  const [clocks, escalations] = [await tx.clocksOf(ids), await tx.escalationsOf(ids)]
  const book = new Book({ cases: cases.values(), clocks, escalations, alerts: [alert] }, directory.policies)
  const now = needs.now()
  const rooms = [...cases.values()]
    .filter((it) => it.state !== 'closed')
    .map((it): Room => ({ needs, directory, tx, book, it, now, outbound: [], links: [] }))
  return { needs, directory, tx, book, now, input, rooms }
}

const DEEDS: Record<AlertDeed, (acting: Acting, alert: Alert) => Promise<AlertRefusal | null>> = {
  acknowledge: async ({ rooms, input, now }) => {
    for (const room of rooms) {
      await take(room, input, now, throughWhat(input), !isDrill(room.it))
      if (isDrill(room.it)) end(room, input.by, now)
    }
    return null
  },

  escalate: async ({ rooms, input, now, directory, needs, book }) => {
    for (const room of rooms) {
      const it = book.case(room.it.id)
      const exclude = [input.by, ...(it.owner ? [it.owner] : []), ...book.escalationsOf(it.id).flatMap((e) => e.told)]
      const above = resolveTarget('manager', peopleAt(directory, now), { owner: it.owner, exclude, language: it.lang, team: it.team })
      const level = 1 + Math.max(0, ...book.escalationsOf(it.id).map((e) => e.level))
      const reason = input.words || 'handed up from the alert'
      const answer = escalate(it, { by: input.by, at: now, reason, to: above?.id === it.owner ? null : (above?.id ?? null), level })
      if (!answer.done) return answer.refused === 'nobody_to_escalate_to' ? answer.refused : 'over'
      applyTo(room, answer)
      book.notices.push(handUpNotice(needs, directory, book.case(it.id), above!, level, reason))
    }
    return null
  },

  not_a_risk: async ({ rooms, input, now, book }, alert) => {
    for (const room of rooms) {
      await take(room, input, now, input.words || 'not a risk', false)
      const it = book.case(room.it.id)
      book.change(it.id, { highRisk: false })
      const because = [{ code: 'not_a_risk', evidence: input.words || 'a person said so' }]
      const milder = regrade(it, {
        severity: it.severity < 'C' ? 'C' : it.severity,
        tier: 2,
        priority: Math.max(it.priority, MILD),
        because,
        by: input.by,
        at: now,
      })
      if (milder.done) applyTo(room, milder)
    }
    const settled = book.anyAlert(alert.id) ?? alert
    book.putAlert({
      ...settled,
      acknowledgedAt: settled.acknowledgedAt ?? now,
      acknowledgedBy: settled.acknowledgedBy ?? input.by,
      overAt: now,
      overBecause: 'not_a_risk',
    })
    return null
  },

  guidance: async ({ rooms, input, now, directory, needs, book }) => {
    for (const room of rooms) {
      const written = note(room.it, { by: input.by, at: now, text: input.words })
      if (written.done) applyTo(room, written)
      const it = book.case(room.it.id)
      const reader = readerOf(directory, it, input.by)
      if (reader) book.notices.push(guidanceNotice(needs, directory, it, reader, nameOf(directory, input.by), input.words))
    }
    return null
  },
}

/** What is no risk is an ordinary complaint until somebody grades it: C, for tier 2. */
const MILD = 400

/** "I have it": stops the climb, also one that began after an earlier acknowledgement. */
async function take(room: Room, { by }: AlertInput, at: number, words: string, tells: boolean) {
  const it = room.book.case(room.it.id)
  const climbing = room.book.escalationsOf(it.id).some((e) => e.stoppedAt === null)
  const answer = acknowledge(climbing ? { ...it, acknowledgedAt: null } : it, { by, at, note: words })
  if (answer.done) await acknowledgeIn(room, answer, { by, notify: tells && it.acknowledgedAt === null })
}

/** A drill has shown what it was for once somebody has it: its case counts nowhere. */
function end(room: Room, by: string, at: number) {
  const answer = close(room.book.case(room.it.id), { by, at, outcome: 'out_of_scope', remedy: 'none', note: 'a drill', unsentReplies: 0 })
  if (answer.done) applyTo(room, answer)
}

const throughWhat = ({ words, via }: AlertInput) => words || `acknowledged through ${via}`
const nameOf = ({ people }: Directory, id: string) => people.find((p) => p.id === id)?.name ?? id

/** Guidance is for whoever answers the customer; where that is the writer, it is on the case and nobody else needs to be told. */
const readerOf = ({ people }: Directory, it: StoredCase, by: string) => people.find((p) => p.id === it.owner && p.id !== by && p.available)
