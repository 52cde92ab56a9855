import type { Moment } from '../domain/moment'
import type { SavedReply } from '../domain/saved-replies'
import type { Db } from '../store/db'
import { placeOf } from '../store/firm'
import { newId } from '../store/ids'
import { putSaved, SAMPLE_HAND } from '../store/saved-replies'
import { addStaff, createTenant, type Tenant } from '../store/tenants'
import type { SampleFirm, SampleSaved } from './sample'

const LANGUAGES = ['en', 'th', 'zh', 'fa']
/** The language of whoever looks, where it is one of ours: from the locale that their terminal names. */
export function visitorsLanguage(env: Record<string, string | undefined>): string {
  const said = (env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '').slice(0, 2).toLowerCase()
  return LANGUAGES.includes(said) ? said : 'en'
}

/** The sample firm with its staff. The administrator, whose link the visitor gets, reads the visitor's language. */
export async function createSampleFirm(db: Db, firm: SampleFirm, saved: SampleSaved[], language: string, now: Moment): Promise<Tenant> {
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
  for (const one of saved) await putSaved(db, tenant.id, { ...inLanguage(one, language), id: newId(now) }, SAMPLE_HAND, now)
  return tenant
}

/** For everybody in the firm, named in the visitor's language. */
function inLanguage({ kind, title, topics, texts, steps = [] }: SampleSaved, language: string): Omit<SavedReply, 'id'> {
  const said = (words: Record<string, string>) => words[language] ?? words['en']!
  return {
    ...{
      kind,
      topics,
      texts,
      title: said(title),
      titles: title,
      scope: 'company',
      owner: null,
      team: null,
      locked: false,
      channels: [],
      used: 0,
    },
    steps: steps.map((step) => (step.do === 'note' ? { do: step.do, text: said(step.text) } : step)),
  }
}
