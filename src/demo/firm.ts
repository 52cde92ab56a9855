import type { Moment } from '../domain/moment'
import type { Db } from '../store/db'
import { placeOf } from '../store/firm'
import { addStaff, createTenant, type Tenant } from '../store/tenants'
import type { SampleFirm } from './sample'

const LANGUAGES = ['en', 'th', 'zh', 'fa']
/** The language of whoever looks, where it is one of ours: from the locale that their terminal names. */
export function visitorsLanguage(env: Record<string, string | undefined>): string {
  const said = (env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '').slice(0, 2).toLowerCase()
  return LANGUAGES.includes(said) ? said : 'en'
}

/** The sample firm with its staff. The administrator, whose link the visitor gets, reads the visitor's language. */
export async function createSampleFirm(db: Db, firm: SampleFirm, language: string, now: Moment): Promise<Tenant> {
  const tenant = await createTenant(
    db,
    firm.name[language] ?? firm.name['en']!,
    { language, timeZone: firm.zone, calendar: placeOf(firm.zone), regimes: ['house', 'au-asic-rg271'], demo: true },
    now,
  )
  for (const person of firm.staff) {
    const reads = person.role === 'administrator' ? language : person.languages[0]!
    await addStaff(db, tenant.id, { ...person, language: reads, capacity: 60, demo: true }, now)
  }
  return tenant
}
