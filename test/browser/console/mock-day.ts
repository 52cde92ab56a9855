import { DAY_PARTS, type DayPart } from '../../../src/domain/day'
import type { CaseFull } from '../../../src/web/data/types'
import type { DayItem, MyDay } from '../../../src/web/day/query'
import type { Mock } from './mock-server'

const HOUR = 3_600_000
const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString()
const NOTHING = { alert_id: null, approval_id: null, mode: null }

/** What `GET /api/v1/day` would say to the first person of the desk in memory. */
export function dayOf({ world }: Mock, quiet: 'calm' | 'first' | null = null): MyDay {
  const mine = world.cases.filter(
    ({ state, owner_id, next_clock }) => state !== 'closed' && owner_id === world.people[0]?.id && next_clock?.due_at,
  )
  const late = mine.filter(({ next_clock }) => Date.parse(next_clock!.due_at!) < Date.now() + 6 * HOUR)
  const later = mine.find((one) => !late.includes(one))
  const item = (one: CaseFull, own: Partial<DayItem> = {}): DayItem => ({
    ...{ case_id: one.id, reference: one.reference, number: one.number, severity: one.severity, summary: one.summary, lang: one.lang },
    ...{ at: at(1), ...NOTHING, clock: one.next_clock, ...own },
  })
  const held: Partial<Record<DayPart, DayItem[]>> = quiet
    ? {}
    : {
        alerts: mine.slice(0, 1).map((one) => item(one, { alert_id: 'alr_1', severity: 'A' })),
        clocks: late.map((one) => item(one)),
        returned: mine.slice(1, 2).map((one) => item(one, { approval_id: 'apr_1', at: at(-1) })),
        mentions: mine.slice(2, 4).map((one) => item(one, { at: at(-2) })),
        drafts: mine.slice(4, 5).map((one) => item(one, { mode: 'private', at: at(-3) })),
      }
  return {
    feedback: quiet ? [] : feedbackOn(mine[0]),
    ...{ now: at(0), until: at(8), open: quiet === 'first' ? 0 : mine.length, capacity: 20 },
    parts: DAY_PARTS.map((part) => ({ part, count: held[part]?.length ?? 0, data: (held[part] ?? []).slice(0, 12) })),
    next: later && quiet !== 'first' ? item(later) : null,
  }
}

const feedbackOn = (one: CaseFull | undefined): MyDay['feedback'] => [
  { ...TOLD, kind: 'handed_back', by: 'Dao Wattana', words: 'Article 7 covers it.', reference: one?.reference ?? null },
  { ...TOLD, kind: 'corrected', by: 'Nok Charoen', message_id: 'msg_1' },
  { ...TOLD, kind: 'learned' },
]
const TOLD = { at: at(-20), by: null, reason: null, words: null, reference: null, message_id: null }
