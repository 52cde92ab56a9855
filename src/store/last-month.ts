import { settles } from '../domain/case/clocks'
import type { CaseEvent } from '../domain/case/events'
import { factsOf } from '../domain/case/story'
import type { Moment } from '../domain/moment'
import { type CalendarBook, type Clock, calendarKey, RULES_OF_TODAY, startClocks } from '../domain/regimes/clocks'
import type { LastMonth } from '../domain/regimes/date-changes'
import type { Pack } from '../domain/regimes/pack'
import type { Calendar } from '../domain/time/calendar'
import { type Db, inTenant, type Query } from './db'

/** Rule books as they would be, each with the days by which it would count. */
export type Proposed = { ids: readonly string[]; packs: readonly Pack[]; calendarOf: (pack: Pack) => Promise<Calendar> }

const MONTH_MS = 30 * 86_400_000
const MOST = 2_000

/**
 * Holds rule books against what the desk did in the last thirty days: the clocks that they gave the cases of that time, and those that they would
 * have given, with each case's own story. The newest cases are taken where there are very many. Nothing is written.
 */
export async function lastMonth(db: Db, tenant: string, { ids, packs, calendarOf }: Proposed, now: Moment): Promise<LastMonth[]> {
  const { kept, stories } = await inTenant(db, tenant, async (query) => ({
    kept: await keptClocks(query, tenant, ids, now),
    stories: packs.length > 0 ? await storiesOf(query, tenant, now - MONTH_MS) : [],
  }))
  const always = packs.map((pack): Pack => ({ ...pack, effective: { from: null, to: null, by: null } }))
  const calendars = new Map(await Promise.all(always.map(async (pack) => [calendarKey(pack), await calendarOf(pack)] as const)))
  const found = new Map(kept.map((row) => [row.milestone, { ...row, wouldClocks: 0, wouldMiss: 0 }]))
  for (const story of stories)
    for (const { milestone, missed } of wouldBe(story, always, calendars, now)) {
      const sum = found.get(milestone) ?? { milestone, clocks: 0, missed: 0, wouldClocks: 0, wouldMiss: 0 }
      found.set(milestone, { ...sum, wouldClocks: sum.wouldClocks + 1, wouldMiss: sum.wouldMiss + (missed ? 1 : 0) })
    }
  return [...found.values()]
}

const keptClocks = (query: Query, tenant: string, ids: readonly string[], now: Moment) =>
  query<{ milestone: string; clocks: number; missed: number }>(
    `select milestone, count(*)::int as clocks,
            (count(*) filter (where due_at < coalesce(met_at, to_timestamp($4::float8 / 1000))))::int as missed
       from clock where tenant_id = $1 and regime = any($2) and started_at >= to_timestamp($3::float8 / 1000)
        and state not in ('cancelled', 'history') and obligation <> 'may' group by milestone order by milestone`,
    [tenant, ids, now - MONTH_MS, now],
  )

type Told = { channel: string; topics: string[]; events: CaseEvent[] }
async function storiesOf(query: Query, tenant: string, since: Moment): Promise<Told[]> {
  const rows = await query<{ id: string; channel: string; topics: string[]; at: Moment; by: string; kind: string; data: object }>(
    `with recent as (select id, channel, topics from cases
                      where tenant_id = $1 and received_at >= to_timestamp($2::float8 / 1000) and not imported
                      order by received_at desc limit ${MOST})
     select r.id, r.channel, r.topics, e.at, e.by, e.kind, e.data from recent r
       join case_event e on e.tenant_id = $1 and e.case_id = r.id order by r.id, e.seq`,
    [tenant, since],
  )
  const stories = new Map<string, Told>()
  for (const { id, channel, topics, at, by, kind, data } of rows) {
    const told = stories.get(id) ?? { channel, topics, events: [] }
    told.events.push({ ...data, at, by, kind } as CaseEvent)
    stories.set(id, told)
  }
  return [...stories.values()]
}

/** The clocks of one case as they would have begun; one that its story made fall away is none. */
function wouldBe({ events, channel, topics }: Told, packs: readonly Pack[], calendars: CalendarBook, now: Moment) {
  const facts = factsOf(events, now)
  const all = {
    ...facts,
    channel: facts.channel || channel,
    topics: facts.topics.length > 0 ? facts.topics : topics,
    rulesAt: RULES_OF_TODAY,
  }
  return startClocks(packs, all, calendars, 'preview').flatMap((clock) => {
    const end = ended(clock, events)
    if (clock.obligation === 'may' || end?.how === 'cancelled') return []
    return [{ milestone: clock.milestone, missed: clock.dueAt !== null && (end?.at ?? now) > clock.dueAt }]
  })
}

function ended({ kind, startedAt }: Clock, events: readonly CaseEvent[]) {
  for (const event of events) {
    const how = event.at >= startedAt ? settles(event, kind) : null
    if (how) return { how, at: event.at }
  }
  return null
}
