import type { Day, DayItem, DayWish } from '../actions/day-needs'
import { DAY_PARTS, type DayPart } from '../domain/day'
import { type Db, inTenant, type Query } from './db'

const SHOWN = 12
/** A mention is news for a week. */
const MENTIONED_MS = 7 * 86_400_000

const CASE = `c.id as "caseId", c.reference, c.number, c.severity, c.summary, c.lang, c.breach_at, k.kind, k.milestone, k.due_at, k.warn_at, k.state as clock_state`
/** The case's next clock names what runs out; `may` is nobody's promise. */
const CLOCK = `left join lateral (select kind, milestone, due_at, warn_at, state from clock
   where tenant_id = $1 and case_id = c.id and state in ('running', 'due_soon', 'missed') and met_at is null and due_at is not null
     and coalesce(obligation, '') <> 'may' order by due_at, id limit 1) k on true`
const MINE = `c.tenant_id = $1 and c.owner = $2::uuid and c.state <> 'closed'`
const AT = (n: number) => `to_timestamp($${n}::float8 / 1000)`

/** Each part is one look; the parameters are always $1 firm, $2 person, $3 now, $4 end of the day, $5 whether they approve. */
const PARTS: Record<DayPart, string> = {
  alerts: `select a.id, a.opened_at as at, ${CASE} from alert a join cases c on c.tenant_id = $1 and c.id = a.case_id ${CLOCK}
    where a.tenant_id = $1 and a.over_at is null and a.acknowledged_at is null and exists (select from escalation e
      where e.tenant_id = $1 and e.case_id = any(a.cases) and e.stopped_at is null and ($2::uuid = any(e.told) or c.owner = $2::uuid))`,
  clocks: `select null::uuid as id, k.due_at as at, ${CASE} from cases c ${CLOCK} where ${MINE} and c.breach_at <= ${AT(4)} and k.due_at <= ${AT(4)}`,
  approvals: `select a.id, a.due_at as at, ${CASE} from approval a join cases c on c.tenant_id = $1 and c.id = a.case_id ${CLOCK}
    where a.tenant_id = $1 and a.state = 'waiting' and a.author <> $2 and $5::boolean`,
  returned: `select a.id, coalesce(a.decided_at, a.submitted_at) as at, ${CASE} from approval a join cases c on c.tenant_id = $1 and c.id = a.case_id ${CLOCK}
    where a.tenant_id = $1 and a.state = 'returned' and a.author = $2`,
  waking: `select null::uuid as id, c.snoozed_until as at, ${CASE} from cases c ${CLOCK} where ${MINE} and c.snoozed_until > ${AT(3)} and c.snoozed_until <= ${AT(4)}`,
  mentions: `select null::uuid as id, n.at, ${CASE} from cases c ${CLOCK} join lateral (select max(created_at) as at from notice
      where tenant_id = $1 and case_id = c.id and user_id = $2::uuid and kind = 'mention' and created_at >= ${AT(3)} - interval '${MENTIONED_MS} milliseconds') n on n.at is not null
    where c.tenant_id = $1 and c.state <> 'closed' and not exists (select from case_event e where e.tenant_id = $1 and e.case_id = c.id and e.by = $2 and e.at > n.at)`,
  drafts: `select null::uuid as id, d.saved_at as at, d.mode, ${CASE} from draft d join cases c on c.tenant_id = $1 and c.id = d.case_id ${CLOCK}
    where d.tenant_id = $1 and d.user_id = $2::uuid`,
}
const NEXT = `select null::uuid as id, k.due_at as at, ${CASE} from cases c ${CLOCK} where ${MINE} and k.due_at > ${AT(4)} order by k.due_at limit 1`

type Row = Omit<DayItem, 'clock' | 'mode'> & {
  mode?: string
  kind: string | null
  milestone: string
  due_at: number
  warn_at: number | null
  clock_state: string
  total: number
}

/** What waits for one person today. */
export const dayOf = (db: Db, tenant: string, wish: DayWish): Promise<Day> =>
  inTenant(db, tenant, async (query) => {
    const parts = {} as Day['parts']
    for (const part of DAY_PARTS) parts[part] = await partOf(query, tenant, wish, part)
    const [next] = await query<Row>(known(NEXT), values(tenant, wish))
    const [mine] = await query<{ open: number }>(`select count(*)::int as open from cases c where ${MINE}`, [tenant, wish.userId])
    return { parts, next: next ? item(next) : null, open: mine?.open ?? 0 }
  })

async function partOf(query: Query, tenant: string, wish: DayWish, part: DayPart) {
  const rows = await query<Row>(
    known(`select p.*, count(*) over ()::int as total from (${PARTS[part]}) p order by p.at, p.number limit ${SHOWN}`),
    values(tenant, wish),
  )
  return { count: rows[0]?.total ?? 0, items: rows.map(item) }
}

const values = (tenant: string, { userId, now, until, approves }: DayWish) => [tenant, userId, now, until, approves]
/** Names the type of every parameter, whether a part asks for it or not. */
const known = (sql: string) =>
  `with asked as (select $1::uuid as tenant, $2::text as person, $3::float8 as now, $4::float8 as until, $5::boolean as approves) ${sql}`

const item = (row: Row): DayItem => ({
  caseId: row.caseId,
  reference: row.reference,
  number: Number(row.number),
  severity: row.severity,
  summary: row.summary,
  lang: row.lang,
  at: row.at,
  id: row.id,
  mode: row.mode ?? null,
  clock:
    row.kind === null ? null : { kind: row.kind, milestone: row.milestone, dueAt: row.due_at, warnAt: row.warn_at, state: row.clock_state },
})
