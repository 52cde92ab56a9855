import type { Severity } from '../finding'
import type { Moment } from '../moment'
import { timeOfDay } from '../time/calendar'
import { DAY_MS, type Day } from '../time/day'
import { localTime, momentOf } from '../time/zone'

/** Local times; an end at or before the beginning lies on the next day. `severities` are those that wait: A never does. */
export type Quiet = { from: string; to: string; severities: readonly Severity[] }

/** The moment itself, or the end of the quiet hours that it lies in. */
export function afterQuiet(quiet: Quiet | null, zone: string, severity: Severity, at: Moment): Moment {
  if (quiet === null || severity === 'A' || !quiet.severities.includes(severity)) return at
  const { day } = localTime(zone, at)
  for (const began of [day - 1, day]) {
    const [from, to] = stretch(quiet, zone, began)
    if (from <= at && at < to) return to
  }
  return at
}

function stretch({ from, to }: Quiet, zone: string, day: Day): [Moment, Moment] {
  const [begins, ends] = [timeOfDay(from) ?? 0, timeOfDay(to) ?? 0]
  return [momentOf(zone, day, begins), ends > begins ? momentOf(zone, day, ends) : momentOf(zone, day + 1, ends % DAY_MS)]
}
