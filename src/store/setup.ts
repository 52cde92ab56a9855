import type { FirmFacts, SetupView } from '../actions/setup-needs'
import type { Moment } from '../domain/moment'
import { STEPS, type Step, type StepState } from '../domain/setup/steps'
import { auditedAsOwner } from './audited'
import { asOwner, type Db, inTenant } from './db'
import { knownPlaces } from './firm'
import type { Tenant } from './tenants'

type Act = { by: string; at: Moment }

export async function readSetup(db: Db, tenant: string): Promise<SetupView> {
  const [row] = await asOwner<Tenant>(db, 'select name, settings from tenant where id = $1', [tenant])
  if (!row) throw new Error(`tenant ${tenant} is unknown`)
  const { language, timeZone, calendar, setup = {} } = row.settings
  const [any] = await inTenant(db, tenant, (query) =>
    query<{ empty: boolean }>(`select not exists (select from message where tenant_id = $1) as empty`, [tenant]),
  )
  return {
    firm: { name: row.name, language, timeZone, calendar },
    steps: Object.fromEntries(STEPS.map((step) => [step, setup[step] ?? 'open'])) as SetupView['steps'],
    empty: any?.empty ?? true,
    places: knownPlaces(),
  }
}

export const keepFirm = (db: Db, tenant: string, { name, ...settings }: FirmFacts, { by, at }: Act) =>
  auditedAsOwner(db, tenant, async (query) => {
    await query('update tenant set name = $2, settings = settings || $3::jsonb where id = $1', [tenant, name, JSON.stringify(settings)])
    return { result: undefined, entry: { at, actor: by, action: 'firm.changed', subject: tenant, data: { name, ...settings } } }
  })

export const keepStep = (db: Db, tenant: string, [step, state]: readonly [Step, StepState], { by, at }: Act) =>
  auditedAsOwner(db, tenant, async (query) => {
    await query(
      `update tenant set settings = jsonb_set(settings, '{setup}', coalesce(settings -> 'setup', '{}') || jsonb_build_object($2::text, $3::text)) where id = $1`,
      [tenant, step, state],
    )
    return { result: undefined, entry: { at, actor: by, action: 'setup.step', subject: tenant, data: { step, state } } }
  })
