import type { Directory } from '../actions/needs'
import { iso, type Moment } from '../domain/moment'
import type { Adopted } from '../domain/regimes/date-changes'
import type { Pack } from '../domain/regimes/pack'
import { takenAt } from '../domain/regimes/versions'
import { auditedAsOwner } from './audited'
import { compareDates } from './date-changes'
import { type Db, inTenant } from './db'
import { lastMonth } from './last-month'
import { type OwnRow, putOwn } from './own-rules'
import { type Counting, calendarFor, type Firm } from './simulate'
import { choices, type Settings } from './tenants'

type Wish = { id: string; adopted: boolean; by: string; keep: boolean }
type Room = { db: Db; now: () => Moment; directory: (tenant: string) => Promise<Directory> }
/** `shipped` and `own` are what there is under the id: the versions that ship, and the newest that the firm brought. */
type Known = { counting: Counting; firm: Firm; shipped: Pack[]; own: OwnRow | null }

/**
 * Null where there is no such rule book. With `keep` new cases follow it from now on, or no longer; the audit says who said so. One of the
 * firm's own is followed from when it is brought until it is laid aside, which withdraws it.
 */
export async function adopt({ db, now, directory }: Room, tenant: string, wish: Wish, known: Known): Promise<Adopted | null> {
  const { id, adopted, by, keep } = wish
  const { counting, firm, shipped, own } = known
  const at = now()
  const kept = (await directory(tenant)).packs.filter((pack) => pack.id === id && takenAt(pack, at))
  if (shipped.length === 0 && kept.length === 0) return own ? { refused: 'pack_withdrawn' } : null
  if (!adopted && own && own.id !== id) return { refused: 'pack_of_policy' }
  const changed = kept.length > 0 !== adopted
  const [was, would] = [kept, adopted ? (changed ? shipped : kept) : []].map((packs) => ({ ...counting, packs })) as [Counting, Counting]
  const year = new Date(at).getUTCFullYear()
  const proposed = { ids: [id], packs: would.packs.slice(-1), calendarOf: (pack: Pack) => calendarFor(counting, pack, firm, year) }
  const change = {
    ...{ id, adopted, changed },
    ...(await openUnder(db, tenant, id)),
    newCases: changed ? await compareDates(id, was, would, iso(at), firm) : [],
    lastMonth: keep ? [] : await lastMonth(db, tenant, proposed, at),
  }
  if (!keep || !changed) return change
  if (own && !own.gone) await putOwn(db, tenant, { kind: own.kind, id, version: null, source: null, by, at })
  if (shipped.length > 0) await write(db, tenant, { id, adopted, by, at })
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
    if (before.regimes.includes(id) === adopted) return { result: undefined, entry: null }
    const regimes = adopted ? [...new Set([...before.regimes, id])] : before.regimes.filter((one) => one !== id)
    const settings = { regimes, regimeChoices: choices(before, regimes, at) }
    await query('update tenant set settings = settings || $2::jsonb where id = $1', [tenant, JSON.stringify(settings)])
    const action = adopted ? 'rule_book.adopted' : 'rule_book.laid_aside'
    return { result: undefined, entry: { at, actor: by, action, subject: id, data: {} } }
  })
