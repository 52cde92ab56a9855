import type { Directory } from '../actions/needs'
import { iso, type Moment } from '../domain/moment'
import type { AdoptionChange } from '../domain/regimes/date-changes'
import type { Pack } from '../domain/regimes/pack'
import { takenAt } from '../domain/regimes/versions'
import { auditedAsOwner } from './audited'
import { compareDates } from './date-changes'
import { type Db, inTenant } from './db'
import { lastMonth } from './last-month'
import { type Counting, calendarFor, type Firm } from './simulate'
import { choices, type Settings } from './tenants'

type Wish = { id: string; adopted: boolean; by: string; keep: boolean }
type Room = { db: Db; now: () => Moment; directory: (tenant: string) => Promise<Directory> }

/** Null where no such rule book ships. With `keep` new cases follow it from now on, or no longer; the audit says who said so. */
export async function adopt(
  { db, now, directory }: Room,
  tenant: string,
  wish: Wish,
  known: Counting,
  firm: Firm,
): Promise<AdoptionChange | null> {
  const { id, adopted, by, keep } = wish
  const shipped = known.packs.filter((pack) => pack.id === id)
  if (shipped.length === 0) return null
  const at = now()
  const kept = (await directory(tenant)).packs.filter((pack) => pack.id === id && takenAt(pack, at))
  const changed = kept.length > 0 !== adopted
  const [was, would] = [kept, adopted ? shipped : []].map((packs) => ({ ...known, packs })) as [Counting, Counting]
  const year = new Date(at).getUTCFullYear()
  const proposed = { ids: [id], packs: would.packs.slice(-1), calendarOf: (pack: Pack) => calendarFor(known, pack, firm, year) }
  const change = {
    ...{ id, adopted, changed },
    ...(await openUnder(db, tenant, id)),
    newCases: changed ? await compareDates(id, was, would, iso(at), firm) : [],
    lastMonth: keep ? [] : await lastMonth(db, tenant, proposed, at),
  }
  if (keep && changed) await write(db, tenant, { id, adopted, by, at })
  return change
}

const openUnder = (db: Db, tenant: string, id: string) =>
  inTenant(db, tenant, async (query) => {
    const [row] = await query<{ openClocks: number; openCases: number }>(
      `select count(*)::int as "openClocks", count(distinct case_id)::int as "openCases" from clock
       where tenant_id = $1 and regime = $2 and state in ('running', 'due_soon', 'paused')`,
      [tenant, id],
    )
    return row!
  })

const write = (db: Db, tenant: string, { id, adopted, by, at }: { id: string; adopted: boolean; by: string; at: Moment }) =>
  auditedAsOwner(db, tenant, async (query) => {
    const [row] = await query<{ settings: Settings }>('select settings from tenant where id = $1 for update', [tenant])
    const before = row!.settings
    const regimes = adopted ? [...new Set([...before.regimes, id])] : before.regimes.filter((one) => one !== id)
    const settings = { regimes, regimeChoices: choices(before, regimes, at) }
    await query('update tenant set settings = settings || $2::jsonb where id = $1', [tenant, JSON.stringify(settings)])
    const action = adopted ? 'rule_book.adopted' : 'rule_book.laid_aside'
    return { result: undefined, entry: { at, actor: by, action, subject: id, data: {} } }
  })
