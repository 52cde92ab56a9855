import { parse } from 'yaml'
import type { Directory } from '../actions/needs'
import { iso, type Moment } from '../domain/moment'
import type { DateChange, LastMonth } from '../domain/regimes/date-changes'
import type { Pack } from '../domain/regimes/pack'
import { SERVICE_ID } from '../domain/regimes/service-policy'
import { takenAt } from '../domain/regimes/versions'
import { isRecord } from '../domain/time/reading'
import { adopt } from './adoption'
import { compareDates } from './date-changes'
import { type Db, inTenant } from './db'
import { withDays } from './holidays'
import { seenFromOutside } from './known-places'
import { lastMonth } from './last-month'
import { newestSource, type OwnRow, ownPacks, ownRules, putOwn } from './own-rules'
import { type OwnKind, readOwn } from './own-source'
import type { Rules } from './rules'
import { type Counting, calendarFor, type Firm, type Simulated, simulate, type Wish } from './simulate'
import { listTenants } from './tenants'

export type OwnChange = {
  kind: OwnKind
  id: string
  version: string | null
  /** The number of this version; null where it was only looked at. */
  seq: number | null
  replaces: string | null
  /** Open clocks of these rule books. They keep their dates. */
  openClocks: number
  newCases: DateChange[]
  /** What it would have meant for the cases of the last thirty days. */
  lastMonth: LastMonth[]
}
export type OwnAnswer = { ok: true; change: OwnChange } | { ok: false; problems: string[]; refused?: 'version_taken' }
export type OwnFile = { file: string; text: string; by: string; keep: boolean }

type Parts = {
  db: Db
  rules: Rules
  now: () => Moment
  directory: (tenant: string) => Promise<Directory>
  forget: (tenant: string) => void
}
export type Regimes = ReturnType<typeof regimesOf>

/** The rule books as a firm sees them: those that ship and its own, what they would ask of a case, and how its own come and go. */
export function regimesOf(parts: Parts) {
  const { db, rules, now, forget } = parts
  const withOwn = async (tenant: string): Promise<Counting> => {
    const own = await ownRules(db, rules, tenant)
    const calendars = [...own.calendars, ...rules.calendars]
    return { packs: [...rules.packs, ...ownPacks(own)], calendars, ownHolidays: withDays(rules.ownHolidays, own.days) }
  }
  const firmOf = async (tenant: string): Promise<Firm> => (await listTenants(db)).find(({ id }) => id === tenant)?.settings ?? null
  return {
    all: async (tenant: string): Promise<readonly Pack[]> => (await withOwn(tenant)).packs,
    simulate: async (tenant: string, wish: Wish): Promise<Simulated> => simulate(await withOwn(tenant), wish, await firmOf(tenant)),
    own: async (tenant: string): Promise<OwnRow[]> => (await ownRules(db, rules, tenant)).rows,
    servicePolicy: async (tenant: string): Promise<Record<string, unknown> | null> => {
      const source = await newestSource(db, tenant, 'service', SERVICE_ID)
      const read: unknown = source === null ? null : parse(source)
      return isRecord(read) ? read : null
    },

    /** Checks what a firm wrote and says what it would change; with `keep` new cases take it from now on. Old clocks keep their dates. */
    add: async (tenant: string, { file, text, by, keep }: OwnFile): Promise<OwnAnswer> => {
      const read = readOwn(rules, file, text)
      if (!read.ok) return read
      const wrong = await seenFromOutside(read.source, rules.ownHolidays, now(), file, text)
      if (wrong.length > 0) return { ok: false, problems: wrong }
      const { kind, id, version, make } = read.source
      const change = await changeOf(parts, tenant, await withOwn(tenant), await firmOf(tenant), { kind, id, version }, make)
      if (rules.packs.some((pack) => kind === 'pack' && pack.id === id && pack.version === version))
        return { ok: false, problems: [taken(file, id, version)], refused: 'version_taken' }
      if (!keep) return { ok: true, change }
      const put = await putOwn(db, tenant, { kind, id, version, source: text, by, at: now() })
      if ('refused' in put) return { ok: false, problems: [taken(file, id, version)], refused: 'version_taken' }
      forget(tenant)
      return { ok: true, change: { ...change, seq: put.seq } }
    },

    /** New cases no longer take it; where one that ships has the same id, they take that again. */
    retire: async (tenant: string, { id, by }: { id: string; by: string }): Promise<boolean> => {
      const rows = (await ownRules(db, rules, tenant)).rows.filter((row) => row.id === id)
      const last = rows.at(-1)
      if (!last || last.gone) return false
      const put = await putOwn(db, tenant, { kind: last.kind, id, version: null, source: null, by, at: now() })
      forget(tenant)
      return 'seq' in put
    },
    /** Takes one into use, or lays it aside, for cases from now on; null where there is no such one. */
    adopt: async (tenant: string, wish: { id: string; adopted: boolean; by: string; keep: boolean }) => {
      const shipped = rules.packs.filter(({ id }) => id === wish.id)
      const own = sourceOf(wish.id, (await ownRules(db, rules, tenant)).rows)
      const change = await adopt(parts, tenant, wish, { counting: await withOwn(tenant), firm: await firmOf(tenant), shipped, own })
      if (wish.keep) forget(tenant)
      return change
    },
  }
}

/** What the firm wrote and a rule book of this id comes from: itself, or for one of a branch the service policy. */
const sourceOf = (id: string, rows: readonly OwnRow[]): OwnRow | null =>
  rows.findLast((row) => row.id === id && (row.kind === 'pack' || row.kind === 'service')) ??
  rows.findLast((row) => row.kind === 'service' && id.startsWith(`${SERVICE_ID}-`)) ??
  null

const taken = (file: string, id: string, version: string | null) =>
  `${file}, line 1: ${id}@${version} is kept already and never changes; give the new text a version of its own.`

type Named = Pick<OwnChange, 'kind' | 'id' | 'version'>
type Make = (seq: number) => { packs: Pack[]; calendars: Counting['calendars'] }

async function changeOf(
  { db, now, directory }: Parts,
  tenant: string,
  known: Counting,
  firm: Firm,
  named: Named,
  make: Make,
): Promise<OwnChange> {
  const made = make(0)
  const ids = made.packs.map(({ id }) => id)
  const kept = (await directory(tenant)).packs.filter((pack) => ids.includes(pack.id) && takenAt(pack, now()))
  const then: Counting = { ...known, packs: made.packs, calendars: [...made.calendars, ...known.calendars] }
  const newCases = await Promise.all(ids.map((id) => compareDates(id, { ...known, packs: kept }, then, iso(now()), firm)))
  const open = await inTenant(db, tenant, (query) =>
    query<{ n: number }>(
      `select count(*)::int as n from clock where tenant_id = $1 and regime = any($2) and state in ('running', 'due_soon', 'paused')`,
      [tenant, ids],
    ),
  )
  const year = new Date(now()).getUTCFullYear()
  const proposed = { ids, packs: made.packs, calendarOf: (pack: Pack) => calendarFor(then, pack, firm, year) }
  const past = ids.length > 0 ? await lastMonth(db, tenant, proposed, now()) : []
  return { ...named, lastMonth: past, seq: null, replaces: kept[0]?.version ?? null, openClocks: open[0]!.n, newCases: newCases.flat() }
}
