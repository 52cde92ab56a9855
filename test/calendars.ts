import type { Calendar, Shift } from '../src/domain/time/calendar'
import { parseDay } from '../src/domain/time/day'
import { momentOf } from '../src/domain/time/zone'

const office: readonly Shift[] = [
  ['09:00', '12:30'],
  ['13:30', '17:00'],
]
const allDay: readonly Shift[] = [['00:00', '24:00']]
const weekdays = (shifts: readonly Shift[]): Calendar['week'] => ({ 1: shifts, 2: shifts, 3: shifts, 4: shifts, 5: shifts, 6: [], 7: [] })

const calendar = (id: string, timeZone: string, week: Calendar['week'], holidays: Record<string, string>): Calendar => ({
  id,
  version: 'test',
  timeZone,
  week,
  holidays: new Map(Object.entries(holidays)),
  holidaysKnown: { from: 2025, to: 2027 },
})

/** Business days of the places that the tables speak of; only the holidays that a table needs. */
export const australia = calendar('au-national', 'Australia/Sydney', weekdays(allDay), {
  '2026-04-03': 'Good Friday',
  '2026-04-06': 'Easter Monday',
  '2026-12-25': 'Christmas Day',
  '2026-12-28': 'Boxing Day (substitute)',
  '2027-01-01': "New Year's Day",
})
export const england = calendar('gb-eng', 'Europe/London', weekdays(allDay), {
  '2026-04-03': 'Good Friday',
  '2026-04-06': 'Easter Monday',
  '2026-05-04': 'Early May bank holiday',
  '2026-05-25': 'Spring bank holiday',
})
export const unitedStates = calendar('us-federal', 'America/New_York', weekdays(allDay), {
  '2026-05-25': 'Memorial Day',
  '2026-06-19': 'Juneteenth',
  '2026-07-03': 'Independence Day (observed)',
})
export const brussels = calendar('eu', 'Europe/Brussels', weekdays(allDay), {})
export const shanghai = calendar(
  'cn',
  'Asia/Shanghai',
  weekdays(allDay),
  Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`2026-10-0${n}`, 'National Day week'])),
)
export const kolkata = calendar('in', 'Asia/Kolkata', weekdays(allDay), {})

/** 9 to 5 with lunch from 12:30 to 13:30. */
export const berlinOffice = calendar('office', 'Europe/Berlin', weekdays(office), {
  '2026-04-03': 'Good Friday',
  '2026-04-06': 'Easter Monday',
  '2027-01-01': "New Year's Day",
})
export const sydneyOffice: Calendar = { ...australia, id: 'office', week: weekdays(office) }
/** A hotline that is staffed from ten in the evening until six, every night. */
export const nightDesk = calendar(
  'night',
  'Europe/London',
  Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, [['22:00', '06:00']]])) as unknown as Calendar['week'],
  {},
)
/** Open round the clock in any zone. */
export const alwaysOpen = (timeZone: string): Calendar => calendar('always', timeZone, { ...weekdays(allDay), 6: allDay, 7: allDay }, {})

/** `at('Australia/Sydney', '2026-03-29 10:00')` is the moment at which clocks there show that. */
export function at(timeZone: string, local: string) {
  const [date = '', time = '00:00'] = local.split(' ')
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return momentOf(timeZone, parseDay(date)!, ((hours * 60 + minutes) * 60 + seconds) * 1000)
}
export const inSydney = (local: string) => at('Australia/Sydney', local)
export const inBerlin = (local: string) => at('Europe/Berlin', local)
