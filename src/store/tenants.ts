import { createHash, randomBytes } from 'node:crypto'
import type { ApprovalPolicy } from '../domain/approvals/policy'
import type { Role } from '../domain/people'
import type { Step, StepState } from '../domain/setup/steps'
import type { SurveyPolicy } from '../domain/survey'
import { asEngine, asOwner, type Db, inTenant, type Query } from './db'
import { newId } from './ids'

export type Settings = {
  language: string
  timeZone: string
  calendar: string
  regimes: string[]
  /** Rule books that were taken into use or laid aside after the firm's first day: cases that were open then keep theirs. */
  regimeChoices?: { id: string; at: number; on: boolean }[]
  demo: boolean
  setup?: Partial<Record<Step, StepState>>
  chat?: { origins: string[] }
  approvals?: ApprovalPolicy
  survey?: SurveyPolicy
}
export type Tenant = { id: string; slug: string; name: string; settings: Settings }

export const listTenants = (db: Db) => asOwner<Tenant>(db, 'select id, slug, name, settings from tenant order by created_at, id')

/** Creates a firm; its slug (the web form's address) is made from the name and made unique. */
export async function createTenant(db: Db, name: string, settings: Settings, now: number): Promise<Tenant> {
  const id = newId(now)
  const slug = await freeSlug(db, name)
  await asOwner(db, 'insert into tenant (id, slug, name, settings, created_at) values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000))', [
    id,
    slug,
    name,
    settings,
    now,
  ])
  await inTenant(db, id, (query) => query('insert into tenant_head (tenant_id) values ($1)', [id]))
  return { id, slug, name, settings }
}

export async function updateTenant(db: Db, id: string, change: { name?: string; settings?: Partial<Settings> }, now: number) {
  const settings = { ...change.settings }
  const [before] = settings.regimes ? await asOwner<Tenant>(db, 'select settings from tenant where id = $1', [id]) : []
  if (before && settings.regimes) settings.regimeChoices = choices(before.settings, settings.regimes, now)
  await asOwner(db, 'update tenant set name = coalesce($2, name), settings = settings || $3::jsonb where id = $1', [
    id,
    change.name ?? null,
    JSON.stringify(settings),
  ])
  await tellChanged(db, id)
}

/** The choices of a firm after it keeps these rule books from a moment on. */
export function choices({ regimes, regimeChoices = [] }: Settings, now: readonly string[], at: number) {
  const added = now.filter((id) => !regimes.includes(id)).map((id) => ({ id, at, on: true }))
  const dropped = regimes.filter((id) => !now.includes(id)).map((id) => ({ id, at, on: false }))
  return [...regimeChoices, ...added, ...dropped]
}

async function freeSlug(db: Db, name: string) {
  const base =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40) || 'desk'
  const taken = new Set(
    (await asOwner<{ slug: string }>(db, 'select slug from tenant where slug like $1', [`${base}%`])).map((r) => r.slug),
  )
  for (let n = 1; ; n++) {
    const slug = n === 1 ? base : `${base}-${n}`
    if (!taken.has(slug)) return slug
  }
}

export type NewStaff = {
  name: string
  email: string | null
  role: Role
  tier: number
  team: string
  languages: string[]
  language: string
  capacity: number
  demo: boolean
  skills?: readonly string[]
}
export type Staff = NewStaff & { id: string; available: boolean }

/** Adds a member of staff; a name that the tenant already has is refused with `name_taken`. */
export async function addStaff(db: Db, tenant: string, staff: NewStaff, now: number): Promise<{ id: string } | { refused: 'name_taken' }> {
  const id = newId(now)
  const added = await inTenant(db, tenant, (query) => insertStaff(query, tenant, { ...staff, id, at: now }))
  await tellChanged(db, tenant)
  return added ? { id } : { refused: 'name_taken' }
}

/** False where the tenant has somebody of this name already. */
export async function insertStaff(query: Query, tenant: string, staff: NewStaff & { id: string; at: number }): Promise<boolean> {
  const { id, name, email, role, tier, team, languages, language, capacity, demo, at, skills = [] } = staff
  const rows = await query(
    `insert into staff (tenant_id, id, name, email, role, tier, team, languages, language, capacity, demo, created_at, skills)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, to_timestamp($12::float8 / 1000), $13) on conflict (tenant_id, name) do nothing returning id`,
    [tenant, id, name, email, role, tier, team, languages, language, capacity, demo, at, skills],
  )
  return rows.length > 0
}

export const listStaff = (db: Db, tenant: string) =>
  inTenant(db, tenant, (query) => query<Staff>('select * from staff where tenant_id = $1 order by created_at, id', [tenant]))

export const token = () => randomBytes(24).toString('base64url')
export const tokenHash = (secret: string) => createHash('sha256').update(secret).digest()

const DAY = 86_400_000

/** A link that signs one person in once, within 24 hours. Only the hash of its token is stored. */
export async function createSignInLink(db: Db, tenant: string, userId: string, now: number): Promise<string> {
  const secret = token()
  await inTenant(db, tenant, (query) =>
    query('insert into sign_in_link (tenant_id, token_hash, user_id, expires_at) values ($1, $2, $3, to_timestamp($4::float8 / 1000))', [
      tenant,
      tokenHash(secret),
      userId,
      now + DAY,
    ]),
  )
  return secret
}

export type SignIn = { tenant: string; userId: string }
/** Whose link this is, without using it up; null for one that is unknown, used or expired. */
export const peekSignInLink = (db: Db, secret: string, now: number) =>
  asEngine(db, async (query): Promise<SignIn | null> => {
    const [row] = await query<{ tenant_id: string; user_id: string }>(
      'select tenant_id, user_id from sign_in_link where token_hash = $1 and used_at is null and expires_at > to_timestamp($2::float8 / 1000)',
      [tokenHash(secret), now],
    )
    return row ? { tenant: row.tenant_id, userId: row.user_id } : null
  })

/** Uses the link up and opens a session; null where `peekSignInLink` would say null. */
export async function redeemSignInLink(
  db: Db,
  secret: string,
  now: number,
  agent: string | null = null,
): Promise<{ session: string; tenant: string } | null> {
  const link = await peekSignInLink(db, secret, now)
  if (!link) return null
  return inTenant(db, link.tenant, async (query) => {
    const used = await query(
      'update sign_in_link set used_at = to_timestamp($3::float8 / 1000) where tenant_id = $1 and token_hash = $2 and used_at is null returning 1',
      [link.tenant, tokenHash(secret), now],
    )
    if (used.length === 0) return null
    const session = token()
    await query(
      'insert into session (tenant_id, token_hash, user_id, created_at, expires_at, agent) values ($1, $2, $3, to_timestamp($4::float8 / 1000), to_timestamp($5::float8 / 1000), $6)',
      [link.tenant, tokenHash(session), link.userId, now, now + 14 * DAY, agent],
    )
    return { session, tenant: link.tenant }
  })
}

export type Session = { tenant: string; userId: string }
export const findSession = (db: Db, secret: string, now: number) =>
  asEngine(db, async (query): Promise<Session | null> => {
    const [row] = await query<{ tenant_id: string; user_id: string }>(
      'select tenant_id, user_id from session where token_hash = $1 and expires_at > to_timestamp($2::float8 / 1000)',
      [tokenHash(secret), now],
    )
    return row ? { tenant: row.tenant_id, userId: row.user_id } : null
  })
export const endSession = (db: Db, tenant: string, secret: string) =>
  inTenant(db, tenant, (query) => query('delete from session where tenant_id = $1 and token_hash = $2', [tenant, tokenHash(secret)]))

export const CHANGED = 'redress_changed'
/** Tells every process that what it remembers of this tenant is old. */
export const tellChanged = (db: Db, tenant: string) => asOwner(db, 'select pg_notify($1, $2)', [CHANGED, tenant])
