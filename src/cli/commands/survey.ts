import { updateTenant } from '../../store/tenants'
import { EXIT, Exit } from '../exit'
import { tenantFor, withStore } from '../open'
import { type Globals, result } from '../output'

export type SurveyOptions = { on?: boolean; off?: boolean; severe?: boolean; tenant?: string }

/** Whether customers are asked how we did after their case is closed. Without an option it only says so. */
export const survey = (globals: Globals, { on, off, severe, tenant: slug }: SurveyOptions) =>
  withStore(globals, async (opened) => {
    if (on && off) throw new Exit(EXIT.usage, '--on or --off, not both.')
    const tenant = await tenantFor(opened, slug)
    const before = tenant.settings.survey ?? { on: false, severe: false }
    const now = on ? { on: true, severe: severe === true } : off ? { ...before, on: false } : before
    if (on || off) await updateTenant(opened.db, tenant.id, { settings: { survey: now } }, Date.now())
    const whom = now.severe ? 'all who left an e-mail' : 'those who left an e-mail, but not after a critical complaint (severity A)'
    result(
      globals,
      { tenant: tenant.slug, ...now },
      now.on ? `On: an hour after closing, once, ${whom}.` : 'Off: nobody is asked how we did.',
    )
  })
