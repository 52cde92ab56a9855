import type { Tier } from '../domain/case/events'
import type { Role } from '../domain/people'
import { refusalOf, type StaffChange, type StaffFacts, type StaffRefusal } from '../domain/staff'
import { audited } from './audited'
import { type Db, inTenant, type Query } from './db'
import { newId } from './ids'
import { insertStaff } from './tenants'

type Row = StaffFacts & { id: string; role: Role; tier: Tier; left: boolean; left_at: number | null }
type Act = { by: string; at: number }

const everybody = (query: Query, tenant: string) =>
  query<Row>('select *, left_at is not null as left from staff where tenant_id = $1', [tenant])

/** Adds a member of staff, with its line in the audit. */
export const addPerson = (db: Db, tenant: string, facts: StaffFacts, { by, at }: Act) =>
  audited<{ id: string } | { refused: StaffRefusal }>(db, tenant, async (query) => {
    const refused = refusalOf(await everybody(query, tenant), null, facts)
    if (refused) return { result: { refused }, entry: null }
    const id = newId(at)
    const { available: _, ...staff } = facts
    await insertStaff(query, tenant, { ...staff, id, at, demo: false })
    return { result: { id }, entry: { at, actor: by, action: 'staff.added', subject: id, data: staff } }
  })

/** Changes one member of staff, with its line in the audit. Whoever leaves is signed out everywhere, and no link lets them in again. */
export const changePerson = (db: Db, tenant: string, id: string, change: StaffChange, { by, at }: Act) =>
  audited<{ id: string } | { refused: StaffRefusal }>(db, tenant, async (query) => {
    const all = await everybody(query, tenant)
    const refused = refusalOf(all, id, change)
    if (refused) return { result: { refused }, entry: null }
    const row = all.find((one) => one.id === id)!
    const { left, ...facts } = change
    const leftAt = left === undefined ? row.left_at : left ? (row.left_at ?? at) : null
    await write(query, tenant, { ...row, ...facts, left_at: leftAt })
    if (left) for (const table of ['session', 'sign_in_link']) await signOut(query, table, tenant, id)
    const action = left === undefined ? 'staff.changed' : left ? 'staff.left' : 'staff.came_back'
    return { result: { id }, entry: { at, actor: by, action, subject: id, data: { ...change } } }
  })

const signOut = (query: Query, table: string, tenant: string, id: string) =>
  query(`delete from ${table} where tenant_id = $1 and user_id = $2`, [tenant, id])

const write = (query: Query, tenant: string, it: Row) =>
  query(
    `update staff set name = $3, email = $4, role = $5, tier = $6, team = $7, languages = $8, language = $9, skills = $10, capacity = $11,
            available = $12, left_at = to_timestamp($13::float8 / 1000) where tenant_id = $1 and id = $2`,
    [
      ...[tenant, it.id, it.name, it.email, it.role, it.tier, it.team, it.languages, it.language, it.skills, it.capacity],
      ...[it.available, it.left_at],
    ],
  )

export const openCasesOf = (db: Db, tenant: string, owner: string): Promise<string[]> =>
  inTenant(db, tenant, async (query) =>
    (
      await query<{ id: string }>(`select id from cases where tenant_id = $1 and owner = $2 and state <> 'closed' order by breach_at, id`, [
        tenant,
        owner,
      ])
    ).map(({ id }) => id),
  )

/** The sessions of one person that still open the console. Their ids are the beginning of a hash, which opens nothing. */
export const sessionsOf = (db: Db, tenant: string, userId: string, now: number) =>
  inTenant(db, tenant, (query) =>
    query<{ id: string; createdAt: number; expiresAt: number; agent: string | null }>(
      `select encode(substr(token_hash, 1, 12), 'hex') as id, created_at as "createdAt", expires_at as "expiresAt", agent from session
        where tenant_id = $1 and user_id = $2 and expires_at > to_timestamp($3::float8 / 1000) order by created_at desc`,
      [tenant, userId, now],
    ),
  )

export const endSessionOf = (db: Db, tenant: string, userId: string, id: string) =>
  inTenant(db, tenant, async (query) => {
    const rows = await query(
      `delete from session where tenant_id = $1 and user_id = $2 and encode(substr(token_hash, 1, 12), 'hex') = $3 returning 1`,
      [tenant, userId, id],
    )
    return rows.length > 0
  })
