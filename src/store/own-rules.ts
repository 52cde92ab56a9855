import type { Moment } from '../domain/moment'
import type { Pack } from '../domain/regimes/pack'
import type { Turn } from '../domain/regimes/versions'
import type { Holidays } from '../domain/time/holidays'
import type { CalendarPlan } from '../domain/time/read-calendars'
import { audited } from './audited'
import { type Db, inTenant, type Query } from './db'
import { type OwnKind, type OwnSource, readOwn, type SourceRead } from './own-source'
import type { Rules } from './rules'

/** One version of something that a firm wrote for itself; without a source it is the end of it. */
type Row = { kind: OwnKind; id: string; seq: number; version: string | null; gone: boolean; madeAt: Moment; madeBy: string }
export type OwnRow = Row & { problems: string[] }
export type OwnRules = {
  turns: Turn[]
  calendars: CalendarPlan[]
  /** Days off that the firm has brought, the newest list of each place. */
  days: Holidays[]
  rows: OwnRow[]
  /** What can no longer be read, each a sentence; the version before it stays in force. */
  alarms: string[]
  /** The same text for the same rows. */
  key: string
}

const COLUMNS = 'kind, id, seq, version, source is null as gone, made_at as "madeAt", made_by as "madeBy"'

/** Sources that were read already; a row never changes. */
const known = new Map<string, SourceRead>()
const keyOf = (tenant: string, { kind, id, seq }: Row) => `${tenant} ${kind} ${id} ${seq}`
const MOST_KNOWN = 2_000

/** All that a firm has written for itself and ever taken into use, in its order. */
export async function ownRules(db: Db, rules: Rules, tenant: string): Promise<OwnRules> {
  const found = await inTenant(db, tenant, async (query) => {
    const rows = await query<Row>(`select ${COLUMNS} from rule_book where tenant_id = $1 order by made_at, kind, id, seq`, [tenant])
    if (known.size > MOST_KNOWN) known.clear()
    for (const row of rows)
      if (!row.gone && !known.has(keyOf(tenant, row))) known.set(keyOf(tenant, row), await sourceIn(query, rules, tenant, row))
    return rows
  })
  const rows = found.map((row) => ({ ...row, problems: problemsOf(known.get(keyOf(tenant, row))) }))
  const alarms = rows.flatMap((row) => row.problems.map((said) => `${said} The version before it stays in force.`))
  const read = rows.flatMap((row) => {
    const source = known.get(keyOf(tenant, row))
    return row.gone ? [{ row, made: NOTHING }] : source?.ok ? [{ row, made: source.source.make(row.seq) }] : []
  })
  return {
    turns: turnsOf(read),
    calendars: calendarsOf(read),
    days: [...newest(read, 'days').values()].flatMap(({ days }) => days ?? []),
    rows,
    alarms,
    key: rows.map((row) => `${row.kind} ${row.id} ${row.seq}`).join(),
  }
}

type ReadRow = { row: Row; made: ReturnType<OwnSource['make']> }
const NOTHING: ReadRow['made'] = { packs: [], calendars: [] }
const problemsOf = (read: SourceRead | undefined) => (read && !read.ok ? read.problems : [])

async function sourceIn(query: Query, rules: Rules, tenant: string, { kind, id, seq, version }: Row): Promise<SourceRead> {
  const [row] = await query<{ source: string }>(
    'select source from rule_book where tenant_id = $1 and kind = $2 and id = $3 and seq = $4',
    [tenant, kind, id, seq],
  )
  return readOwn(rules, `${id}@${version ?? seq}`, row!.source)
}

/** Each source says what all its ids stand for from then on: a branch that a later policy leaves out has an end too. */
function turnsOf(read: readonly ReadRow[]): Turn[] {
  const sources = new Set(read.map(({ row }) => `${row.kind} ${row.id}`))
  return [...sources].flatMap((source) => {
    const mine = read.filter(({ row }) => `${row.kind} ${row.id}` === source)
    const ids = [...new Set(mine.flatMap(({ made }) => made.packs.map(({ id }) => id)))]
    return ids.flatMap((id) =>
      mine.map(({ row, made }): Turn => ({ id, at: row.madeAt, pack: made.packs.find((one) => one.id === id) ?? null })),
    )
  })
}

/** A calendar of the firm's own is the newest one; those of service policies carry their version and stay beside each other. */
function calendarsOf(read: readonly ReadRow[]): CalendarPlan[] {
  const plans = new Map<string, CalendarPlan>()
  for (const { row, made } of read) {
    if (row.gone && row.kind === 'calendar') plans.delete(row.id)
    for (const plan of made.calendars) plans.set(plan.id, plan)
  }
  return [...plans.values()]
}

/** The newest that is in force of each id. */
const newest = (read: readonly ReadRow[], kind: OwnKind) =>
  new Map(read.filter(({ row }) => row.kind === kind).map(({ row, made }) => [row.id, made]))

export type Put = { kind: OwnKind; id: string; version: string | null; source: string | null; by: string; at: Moment }

export type PutAnswer = { seq: number } | { refused: 'version_taken' | 'unknown' }

/** Adds a version, or with no source the end of it, with its line in the audit. The same version twice is refused. */
export const putOwn = (db: Db, tenant: string, it: Put): Promise<PutAnswer> =>
  audited<PutAnswer>(db, tenant, async (query) => {
    const rows = await query<{ seq: number; version: string | null; source: string | null }>(
      'select seq, version, source from rule_book where tenant_id = $1 and kind = $2 and id = $3 order by seq',
      [tenant, it.kind, it.id],
    )
    const last = rows.at(-1)
    if (it.source === null && (!last || last.source === null)) return { result: { refused: 'unknown' }, entry: null }
    const twin = rows.find(({ version }) => version !== null && version === it.version)
    if (it.source !== null && twin) return { result: { refused: 'version_taken' }, entry: null }
    const seq = (last?.seq ?? 0) + 1
    await query(
      `insert into rule_book (tenant_id, kind, id, seq, version, source, made_at, made_by) values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000), $8)`,
      [tenant, it.kind, it.id, seq, it.source === null ? null : it.version, it.source, it.at, it.by],
    )
    const action = it.source === null ? 'rule_book.withdrawn' : 'rule_book.added'
    const data = { kind: it.kind, seq, version: it.version, source: it.source }
    return { result: { seq }, entry: { at: it.at, actor: it.by, action, subject: it.id, data } }
  })

/** The text of the newest version, as it was written; null where there is none in force. */
export const newestSource = (db: Db, tenant: string, kind: OwnKind, id: string) =>
  inTenant(db, tenant, async (query) => {
    const [row] = await query<{ source: string | null }>(
      'select source from rule_book where tenant_id = $1 and kind = $2 and id = $3 order by seq desc limit 1',
      [tenant, kind, id],
    )
    return row?.source ?? null
  })

/** Every version of the firm's own packs, newest last, for simulating. */
export const ownPacks = ({ turns }: Pick<OwnRules, 'turns'>): Pack[] => turns.flatMap(({ pack }) => pack ?? [])
