import type { Directory, StoredClock } from '../actions/needs'
import { type Difference, recheck } from '../domain/regimes/recheck'
import { asOwner, type Db, inTenant } from './db'
import { toClock } from './rows'
import { listTenants } from './tenants'

export type Rechecked = {
  checked: number
  /** The first of them by tenant and due time; `count` says how many there are. */
  differences: (Difference<StoredClock> & { tenant: string; reference: string })[]
  count: number
}

const PAGE = 2_000
const LISTED = 100

/**
 * Counts the open clocks of every firm again, with the calendars, rule books and time zone data of today, and lists what would fall due at
 * another time. A dry run: nothing is moved; that is for a person to decide. With `onlyOtherTz` only clocks are read that were computed
 * with other time zone data than `tzVersion`, which at most starts are none.
 */
export async function recheckClocks(
  db: Db,
  directory: (tenant: string) => Promise<Directory>,
  tzVersion: string,
  { onlyOtherTz }: { onlyOtherTz: boolean },
): Promise<Rechecked> {
  const found: Rechecked = { checked: 0, differences: [], count: 0 }
  for (const { id, name } of await listTenants(db)) {
    const { packs, calendars } = await directory(id)
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const page = await openClocks(db, id, onlyOtherTz ? tzVersion : null, after)
      const differing = recheck(page, packs, calendars, tzVersion)
      found.checked += page.length
      found.count += differing.length
      for (const one of differing.slice(0, LISTED - found.differences.length))
        found.differences.push({ ...one, tenant: name, reference: one.clock.caseReference })
      if (page.length < PAGE) break
      after = page.at(-1)!.id
    }
  }
  return found
}

/**
 * The same, once for each version of time zone data: null where the last start had this one, so that an ordinary start reads nothing. A
 * database in which nothing was computed yet has nothing to compare either.
 */
export async function recheckAfterUpgrade(
  db: Db,
  directory: (tenant: string) => Promise<Directory>,
  tzVersion: string,
): Promise<Rechecked | null> {
  const [last] = await asOwner<{ value: string }>(db, `select value from setting where key = 'tz_version'`)
  if (last?.value === tzVersion) return null
  const found = last ? await recheckClocks(db, directory, tzVersion, { onlyOtherTz: true }) : null
  await asOwner(db, `insert into setting (key, value) values ('tz_version', $1) on conflict (key) do update set value = excluded.value`, [
    JSON.stringify(tzVersion),
  ])
  return found
}

const openClocks = (db: Db, tenant: string, otherThan: string | null, after: string) =>
  inTenant(db, tenant, async (query) => {
    const rows = await query(
      `select k.*, c.reference as case_reference from clock k join cases c on c.tenant_id = $1 and c.id = k.case_id
        where k.tenant_id = $1 and k.id > $3 and k.state in ('running', 'due_soon', 'missed') and k.met_at is null and c.state <> 'closed'
          and ($2::text is null or k.tz_version <> $2) order by k.id limit ${PAGE}`,
      [tenant, otherThan, after],
    )
    return rows.map((row) => ({ ...toClock(row), caseReference: String(row.case_reference) }))
  })
