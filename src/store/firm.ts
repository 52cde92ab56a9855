import type { Directory } from '../actions/needs'
import type { Person } from '../domain/people'
import { calendarKey } from '../domain/regimes/clocks'
import type { Pack } from '../domain/regimes/pack'
import { calendarOfPlace, keepsNone, placeFor } from '../domain/regimes/places'
import { type Choice, versionsKept } from '../domain/regimes/versions'
import type { Calendar } from '../domain/time/calendar'
import { type CalendarPlan, calendarOf } from '../domain/time/read-calendars'
import type { WayOut } from '../domain/ways-out'
import { asOwner, type Db, inTenant, inTenantBeside } from './db'
import { loadHolidays, withDays } from './holidays'
import { arrangedIn } from './on-call'
import { ownRules } from './own-rules'
import type { Rules } from './rules'
import type { Settings, Tenant } from './tenants'

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
  'Asia/Shanghai': 'CN',
  'Asia/Tehran': 'IR',
  'Asia/Dubai': 'AE',
  'Asia/Riyadh': 'SA',
}
/** Whose holidays a firm keeps when it has not said: those of the place that its time zone names, where it names one. */
export const placeOf = (timeZone: string) => DEFAULT_PLACES[timeZone] ?? ''
export const knownPlaces = () => Object.entries(DEFAULT_PLACES).map(([timeZone, id]) => ({ id, timeZone }))
/** The zone that a place keeps, where it has one that we know. */
export const zoneOfPlace = (place: string) => Object.entries(DEFAULT_PLACES).find(([, of]) => of === place)?.[0] ?? null

/** How many open cases each person has, by id. Reads all of them. */
export const countLoads = (db: Db, tenant: string): Promise<Map<string, number>> =>
  inTenantBeside(db, tenant, async (query) => {
    const rows = await query<{ owner: string; n: number }>(
      `select owner, count(*)::int as n from cases where tenant_id = $1 and state <> 'closed' and owner is not null group by owner`,
      [tenant],
    )
    return new Map(rows.map(({ owner, n }) => [owner, n]))
  })

type LoadsKept = { of(tenant: string): Promise<ReadonlyMap<string, number>>; keep(tenant: string, people: Directory['people']): void }

/** `year` is the present one: holidays are read for the year before it and the three after, since reading more takes seconds. */
export async function loadDirectory(
  db: Db,
  rules: Rules,
  tenantId: string,
  baseUrl: string,
  year: number,
  loads: LoadsKept | null = null,
): Promise<Directory> {
  const [tenant] = await asOwner<Tenant>(db, 'select id, slug, name, settings from tenant where id = $1', [tenantId])
  if (!tenant) throw new Error(`tenant ${tenantId} is unknown`)
  const { settings } = tenant
  const own = await ownRules(db, rules, tenantId)
  const packs = versionsKept(rules.packs, choicesOf(settings), own.turns)
  const { people, languages, notifiers, arranged } = await peopleOf(db, tenantId, await (loads?.of(tenantId) ?? countLoads(db, tenantId)))
  loads?.keep(tenantId, people)
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
    packs,
    policies: [...arranged.policies, ...rules.policies.filter(({ id }) => !arranged.policies.some((own) => own.id === id))],
    calendars: await calendarsFor(
      { ...rules, packs, calendars: withOwn(rules.calendars, own.calendars), ownHolidays: withDays(rules.ownHolidays, own.days) },
      { tenant: tenantId, settings },
      year,
      own.key,
    ),
    notifiers,
    ...(settings.chat ? { chat: settings.chat } : {}),
    ...(settings.survey ? { survey: settings.survey } : {}),
    ...(own.alarms.length > 0 ? { ruleAlarms: own.alarms } : {}),
    ...(settings.approvals ? { approvals: settings.approvals } : {}),
    ...(arranged.onCall ? { onCall: arranged.onCall } : {}),
  }
}

/** Which rule books that ship a firm keeps, and since when; those of its first day it always kept. */
const choicesOf = ({ regimes, regimeChoices = [] }: Settings): Choice[] => {
  const changed = new Set(regimeChoices.map(({ id }) => id))
  const always = regimes.filter((id) => !changed.has(id))
  const before = [...changed].filter((id) => !regimeChoices.find((one) => one.id === id)!.on)
  return [...[...always, ...before].map((id): Choice => ({ id, at: -Infinity, on: true })), ...regimeChoices]
}
const withOwn = (shipped: readonly CalendarPlan[], own: readonly CalendarPlan[]) => [
  ...shipped.filter(({ id }) => !own.some((one) => one.id === id)),
  ...own,
]

type StaffRow = Omit<Person, 'load'> & { language: string }
const peopleOf = (db: Db, tenant: string, load: ReadonlyMap<string, number>) =>
  inTenant(db, tenant, async (query) => {
    const staff = await query<StaffRow>(
      `select id, name, email, role, tier, team, languages, language, capacity, available and left_at is null as available, skills, left_at is not null as left
         from staff where tenant_id = $1 order by created_at, id`,
      [tenant],
    )
    const notifiers = await query<{ id: string; name: string; kind: WayOut }>(
      'select id, name, kind from notifier where tenant_id = $1 and enabled order by created_at, id',
      [tenant],
    )
    return {
      people: staff.map(({ language: _, ...person }): Person => ({ ...person, load: load.get(person.id) ?? 0 })),
      languages: new Map(staff.map((s) => [s.id, s.language])),
      notifiers,
      arranged: await arrangedIn(query, tenant),
    }
  })

const books = new Map<string, Promise<Directory['calendars']>>()

/** The same calendar objects for the same firm settings, so that what was counted with them stays counted. */
function calendarsFor(
  rules: Rules,
  { tenant, settings }: { tenant: string; settings: Settings },
  year: number,
  own: string,
): Promise<Directory['calendars']> {
  const ids = rules.packs.map(({ id, version }) => `${id}@${version}`)
  const key = `${year} ${settings.timeZone} ${settings.calendar} ${ids.join()} ${own === '' ? '' : `${tenant} ${own}`}`
  const kept = books.get(key)
  if (kept) return kept
  const firm = settings.calendar || null
  const plans = rules.calendars.filter(inUse(rules)).map(async (plan): Promise<[string, Calendar]> => {
    const place = plan.holidays === 'firm' ? firm : plan.holidays
    const holidays = place ? await loadHolidays(place, year - 1, year + 3, rules.ownHolidays) : null
    return [plan.id, calendarOf(place ? plan : { ...plan, holidays: null }, settings.timeZone, holidays)]
  })
  const places = rules.packs
    .filter((pack) => pack.calendar.kind === 'place')
    .map(async (pack): Promise<[string, Calendar]> => {
      const { place } = placeFor(pack, null, firm)
      return [calendarKey(pack), await packCalendar(rules, pack, place, settings.timeZone, [year - 1, year + 3])]
    })
  const made = Promise.all([...plans, ...places]).then((list) => new Map(list))
  books.set(key, made)
  made.catch(() => books.delete(key))
  return made
}

/** The days that a rule book counts by, at a place and in its own zone or the firm's. */
export async function packCalendar(
  { ownHolidays }: Pick<Rules, 'ownHolidays'>,
  pack: Pack,
  place: string,
  firmZone: string,
  [from, to]: readonly [number, number],
): Promise<Calendar> {
  const holidays = keepsNone(place) ? null : await loadHolidays(place, from, to, ownHolidays)
  return calendarOfPlace(pack, place, pack.timeZone ?? firmZone, holidays)
}

const inUse = (rules: Rules) => (plan: CalendarPlan) => plan.id === 'office' || rules.packs.some((p) => calendarKey(p) === plan.id)
