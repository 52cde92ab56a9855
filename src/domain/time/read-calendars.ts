import { type Calendar, type Shift, timeOfDay, type Weekday } from './calendar'
import { parseDay } from './day'
import { type Holidays, noHolidays, withHolidays } from './holidays'
import { done, fieldsOf, isRecord, type Read, say } from './reading'
import { isZone } from './zone'

/** A calendar as the data file has it: the place whose holidays it keeps is still a name, and its zone may be the firm's own. */
export type CalendarPlan = {
  id: string
  version: string
  title: string
  /** Null means the firm's own zone. */
  timeZone: string | null
  week: Calendar['week']
  /** A jurisdiction for the holiday list, `firm` for the firm's own, or null for a calendar that keeps none. */
  holidays: string | null
  /** Days that the firm closes besides: date → name. */
  closed: ReadonlyMap<string, string>
}
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Reads the plain object of `regimes/calendars.yaml`; every problem is a sentence. */
export function readCalendars(value: unknown): Read<CalendarPlan[]> {
  const problems: string[] = []
  const file = fieldsOf(value, 'calendars', problems)
  file.oneOf('format', ['redress-calendars/1'])
  const plans = file.list('calendars').map((entry, at) => readPlan(entry, `calendars.calendars[${at}]`, problems))
  file.end()
  const twice = plans.find(({ id }, at) => plans.findIndex((other) => other.id === id) !== at)
  if (twice) problems.push(`calendars holds two calendars with the id "${twice.id}".`)
  return done(plans, problems)
}

function readPlan(value: unknown, where: string, problems: string[]): CalendarPlan {
  const fields = fieldsOf(value, where, problems)
  const zone = fields.maybeText('time_zone')
  if (zone !== null && !isZone(zone)) problems.push(`${where}.time_zone is not a time zone that we know: ${say(zone)}.`)
  const plan = {
    id: fields.text('id'),
    version: fields.text('version'),
    title: fields.text('title'),
    timeZone: zone,
    week: readWeek(fields.value('week'), `${where}.week`, problems),
    holidays: fields.maybeText('holidays'),
    closed: readClosed(fields.value('closed'), `${where}.closed`, problems),
  }
  fields.end()
  return plan
}

/** The opening hours of each day, as `mon: ["09:00-12:30", …]`. */
export function readWeek(value: unknown, where: string, problems: string[]): Calendar['week'] {
  const fields = fieldsOf(value, where, problems)
  const shiftsOf = (at: number) => fields.texts(DAYS[at]!).flatMap((text) => readShift(text, `${where}.${DAYS[at]}`, problems))
  const week = Object.fromEntries(DAYS.map((_, at) => [at + 1, shiftsOf(at)])) as Record<Weekday, Shift[]>
  fields.end()
  if (Object.values(week).every((shifts) => shifts.length === 0)) problems.push(`${where} has no opening hours on any day.`)
  checkOverlap(week, where, problems)
  return week
}

function readShift(text: string, where: string, problems: string[]): Shift[] {
  const [opens = '', closes = '', more] = text.split('-').map((part) => part.trim())
  const fits = timeOfDay(opens) !== null && timeOfDay(closes) !== null && opens !== closes && opens !== '24:00' && more === undefined
  if (!fits) problems.push(`${where} must hold times such as "09:00-12:30", but it holds ${say(text)}.`)
  return fits ? [[opens, closes]] : []
}

/** The week as one line of minutes, begun over after Sunday: no shift may begin before the one before it has ended. */
function checkOverlap(week: Calendar['week'], where: string, problems: string[]) {
  const line = DAYS.flatMap((_, at) =>
    week[(at + 1) as Weekday].map(([opens, closes]) => {
      const [from, to] = [timeOfDay(opens)!, timeOfDay(closes)!]
      const midnight = at * 86_400_000
      return { day: DAYS[at]!, from: midnight + from, to: midnight + (to > from ? to : to + 86_400_000) }
    }),
  )
  line.forEach(({ to, day }, at) => {
    const next = line[at + 1] ?? { ...line[0]!, from: line[0]!.from + 7 * 86_400_000 }
    if (to > next.from) problems.push(`${where}.${day} has a shift that overlaps the next one; write the shifts of a day in order.`)
  })
}

/** Days that a firm closes besides, as `2026-12-31: Stocktaking`. */
export function readClosed(value: unknown, where: string, problems: string[]): Map<string, string> {
  if (value === undefined) return new Map()
  const entries = isRecord(value) ? Object.entries(value) : []
  if (!isRecord(value)) problems.push(`${where} must be a list of dates with their names, but it is ${say(value)}.`)
  for (const [date, name] of entries) {
    if (parseDay(date) === null || typeof name !== 'string')
      problems.push(`${where} must hold dates with a name, but it holds ${say({ [date]: name })}.`)
  }
  return new Map(entries.map(([date, name]) => [date, String(name)]))
}

/** A plan made usable: the firm's zone and the holidays filled in. A plan that keeps no holidays knows every year. */
export function calendarOf(plan: CalendarPlan, firmZone: string, holidays: Holidays | null): Calendar {
  const bare: Calendar = {
    id: plan.id,
    version: plan.version,
    timeZone: plan.timeZone ?? firmZone,
    week: plan.week,
    holidays: plan.closed,
    holidaysKnown: { from: -Infinity, to: Infinity },
  }
  return plan.holidays === null ? bare : withHolidays(bare, holidays ?? noHolidays)
}
