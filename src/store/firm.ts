import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Directory } from '../actions/needs'
import { type Policy, readPolicies } from '../domain/escalation/policy'
import type { Person } from '../domain/people'
import { type Pack, readPack } from '../domain/regimes/pack'
import { type CalendarPlan, calendarOf, readCalendars } from '../domain/time/read-calendars'
import { asOwner, type Db, inTenant } from './db'
import { loadHolidays } from './holidays'
import type { Settings, Tenant } from './tenants'

/** The rule books, calendars and escalation policies that ship, read and checked once at boot. */
export type Rules = { packs: Pack[]; policies: Policy[]; calendars: CalendarPlan[] }

const NOT_PACKS = new Set(['calendars.yaml', 'escalation.yaml'])

/** Throws with every problem of every file in one message: a rule book that is wrong in one place must not run in the others. */
export function loadRules(root: string): Rules {
  const folder = join(root, 'regimes')
  const problems: string[] = []
  const packs: Pack[] = []
  for (const file of readdirSync(folder)
    .filter((f) => f.endsWith('.yaml') && !NOT_PACKS.has(f))
    .sort()) {
    const read = readPack(yamlOf(folder, file))
    if (read.ok) packs.push(read.pack)
    else problems.push(...read.problems.map((p) => `${file}: ${p}`))
  }
  const policies = readPolicies(yamlOf(folder, 'escalation.yaml'))
  const calendars = readCalendars(yamlOf(folder, 'calendars.yaml'))
  if (!policies.ok) problems.push(...policies.problems.map((p) => `escalation.yaml: ${p}`))
  if (!calendars.ok) problems.push(...calendars.problems.map((p) => `calendars.yaml: ${p}`))
  if (problems.length || !policies.ok || !calendars.ok) throw new Error(`The rule books cannot be used:\n${problems.join('\n')}`)
  return { packs, policies: policies.policies, calendars: calendars.value }
}

const yamlOf = (folder: string, file: string): unknown => parse(readFileSync(join(folder, file), 'utf8'))

const DEFAULT_PLACES: Record<string, string> = {
  'Australia/Sydney': 'AU-NSW',
  'Australia/Melbourne': 'AU-VIC',
  'Australia/Brisbane': 'AU-QLD',
  'Australia/Perth': 'AU-WA',
  'Australia/Adelaide': 'AU-SA',
  'Australia/Hobart': 'AU-TAS',
  'Europe/London': 'GB-ENG',
  'Asia/Bangkok': 'TH',
  'America/New_York': 'US',
}
/** Whose holidays a firm keeps when it has not said: those of the place that its time zone names, where it names one. */
export const placeOf = (timeZone: string) => DEFAULT_PLACES[timeZone] ?? ''

/** `year` is the present one: holidays are read for the year before it and the three after, since reading more takes seconds. */
export async function loadDirectory(db: Db, rules: Rules, tenantId: string, baseUrl: string, year: number): Promise<Directory> {
  const [tenant] = await asOwner<Tenant>(db, 'select id, slug, name, settings from tenant where id = $1', [tenantId])
  if (!tenant) throw new Error(`tenant ${tenantId} is unknown`)
  const { settings } = tenant
  const { people, languages, notifiers } = await peopleOf(db, tenantId)
  return {
    tenant: {
      id: tenant.id,
      slug: tenant.slug,
      name: tenant.name,
      language: settings.language,
      timeZone: settings.timeZone,
      demo: settings.demo,
      baseUrl,
    },
    people,
    languageOf: languages,
    teams: [...new Set(['complaints', ...people.map((p) => p.team)])],
    packs: rules.packs.filter((p) => settings.regimes.includes(p.id)),
    policies: rules.policies,
    calendars: await calendarsFor(rules, settings, year),
    notifiers,
  }
}

type StaffRow = Omit<Person, 'load'> & { language: string }
const peopleOf = (db: Db, tenant: string) =>
  inTenant(db, tenant, async (query) => {
    const staff = await query<StaffRow>(
      'select id, name, email, role, tier, team, languages, language, capacity, available from staff where tenant_id = $1 order by created_at, id',
      [tenant],
    )
    const loads = await query<{ owner: string; n: number }>(
      `select owner, count(*)::int as n from cases where tenant_id = $1 and state <> 'closed' and owner is not null group by owner`,
      [tenant],
    )
    const notifiers = await query<{ id: string; name: string; kind: string }>(
      'select id, name, kind from notifier where tenant_id = $1 and enabled order by created_at, id',
      [tenant],
    )
    const load = new Map(loads.map((l) => [l.owner, l.n]))
    return {
      people: staff.map(({ language: _, ...person }): Person => ({ ...person, load: load.get(person.id) ?? 0 })),
      languages: new Map(staff.map((s) => [s.id, s.language])),
      notifiers,
    }
  })

const books = new Map<string, Promise<Directory['calendars']>>()

/** The same calendar objects for the same firm settings, so that what was counted with them stays counted. */
function calendarsFor(rules: Rules, settings: Settings, year: number): Promise<Directory['calendars']> {
  const key = `${year} ${settings.timeZone} ${settings.calendar} ${settings.regimes.join()}`
  const kept = books.get(key)
  if (kept) return kept
  const made = Promise.all(
    rules.calendars.filter(inUse(rules, settings)).map(async (plan) => {
      const place = plan.holidays === 'firm' ? settings.calendar || null : plan.holidays
      const holidays = place ? await loadHolidays(place, year - 1, year + 3) : null
      return calendarOf(place ? plan : { ...plan, holidays: null }, settings.timeZone, holidays)
    }),
  ).then((list) => new Map(list.map((c) => [c.id, c])))
  books.set(key, made)
  made.catch(() => books.delete(key))
  return made
}

const inUse =
  (rules: Rules, { regimes }: Settings) =>
  (plan: CalendarPlan) =>
    plan.id === 'office' || rules.packs.some((p) => regimes.includes(p.id) && p.calendar === plan.id)
