import type { Arranged } from '../domain/escalation/arranged'
import type { Policy } from '../domain/escalation/policy'
import type { Preferences } from '../domain/escalation/preferences'
import type { Absence, Override, Rota } from '../domain/escalation/rota'
import type { AddressKind } from '../domain/ways-out'
import { type Db, inTenant, type Query } from './db'
import { tellChanged } from './tenants'

/** What a firm arranges for itself. The newest version of each is in force; older ones stay for those who climb by them. */
export type ArrangementKind = 'policy' | 'rota' | 'override' | 'absence' | 'preferences'
export type Arrangement = { kind: ArrangementKind; id: string; version: number; body: unknown; madeAt: number; madeBy: string }

const NEWEST = `select distinct on (kind, id) kind, id, version, body, gone, made_at as "madeAt", made_by as "madeBy" from arrangement
  where tenant_id = $1 order by kind, id, version desc`

export const listArrangements = (db: Db, tenant: string, kind?: ArrangementKind) =>
  inTenant(db, tenant, (query) => newest(query, tenant, kind))

const newest = async (query: Query, tenant: string, kind?: ArrangementKind) =>
  (
    await query<Arrangement & { gone: boolean }>(`select * from (${NEWEST}) it where not gone and ($2::text is null or kind = $2)`, [
      tenant,
      kind ?? null,
    ])
  ).map(({ gone: _, ...rest }): Arrangement => rest)

/** Adds a version, or the end of it all with `body: null`; never changes one that there is. Returns the version. */
export async function putArrangement(
  db: Db,
  tenant: string,
  it: { kind: ArrangementKind; id: string; body: unknown; by: string; at: number },
) {
  const version = await inTenant(db, tenant, async (query) => {
    const [row] = await query<{ version: number }>(
      `insert into arrangement (tenant_id, kind, id, version, body, gone, made_at, made_by)
       select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, to_timestamp($6::float8 / 1000), $7 from arrangement where tenant_id = $1 and kind = $2 and id = $3
       returning version`,
      [tenant, it.kind, it.id, JSON.stringify(it.body), it.body === null, it.at, it.by],
    )
    return row!.version
  })
  await tellChanged(db, tenant)
  return version
}

type AddressRow = { user_id: string; kind: AddressKind; label: string; address: string }

/** Everything for the directory: a firm's own policies first, then who is on call, away, covered, and how people wish to be told. */
export async function arrangedIn(query: Query, tenant: string): Promise<{ policies: Policy[]; onCall: Arranged | null }> {
  const all = await newest(query, tenant)
  const addresses = await query<AddressRow>(
    'select user_id, kind, label, address from person_address where tenant_id = $1 order by created_at',
    [tenant],
  )
  const bodies = <T>(kind: ArrangementKind) =>
    all.filter((it) => it.kind === kind).map((it) => ({ ...(it.body as object), id: it.id, version: it.version, madeAt: it.madeAt }) as T)
  const policies = bodies<Policy>('policy').map((policy) => ({ ...policy, version: String(policy.version) }))
  if (all.length === 0 && addresses.length === 0) return { policies, onCall: null }
  return {
    policies,
    onCall: {
      rotas: bodies<Rota>('rota'),
      overrides: bodies<Override>('override'),
      absences: bodies<Absence>('absence'),
      wishes: new Map(all.filter((it) => it.kind === 'preferences').map((it) => [it.id, it.body as Preferences])),
      addresses: byPerson(addresses),
    },
  }
}

function byPerson(rows: AddressRow[]): Arranged['addresses'] {
  const found = new Map<string, { kind: AddressKind; label: string; address: string }[]>()
  for (const { user_id, ...rest } of rows) found.set(user_id, [...(found.get(user_id) ?? []), rest])
  return found
}

/** Keeps an address of a person, in place of the one of that kind and label; an empty one takes it away. */
export async function putAddress(
  db: Db,
  tenant: string,
  it: { userId: string; kind: AddressKind; label: string; address: string; at: number },
) {
  await inTenant(db, tenant, (query) =>
    it.address === ''
      ? query('delete from person_address where tenant_id = $1 and user_id = $2 and kind = $3 and label = $4', [
          tenant,
          it.userId,
          it.kind,
          it.label,
        ])
      : query(
          `insert into person_address (tenant_id, user_id, kind, label, address, created_at) values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000))
           on conflict (tenant_id, user_id, kind, label) do update set address = excluded.address, created_at = excluded.created_at`,
          [tenant, it.userId, it.kind, it.label, it.address, it.at],
        ),
  )
  await tellChanged(db, tenant)
}
