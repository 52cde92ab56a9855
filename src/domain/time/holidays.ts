import type { Calendar } from './calendar'
import type { Feast } from './moon'

/** The public holidays of one place over whole years; where they come from is the caller's business. */
export type Holidays = {
  /** `AU`, `AU-NSW`, `TH` … as ISO 3166 writes countries and their parts. */
  jurisdiction: string
  /** The list and its edition, so that a clock can say which one it was counted with. */
  source: string
  days: ReadonlyMap<string, string>
  /** Weekend days on which people work instead, where a country moves them. */
  workdays?: ReadonlyMap<string, string>
  known: { from: number; to: number }
  /** Those of the days that wait for the moon; whoever brings the list of a year has seen it. */
  moon?: readonly Feast[]
}

/** What is used where nobody gave us a list: no day is a holiday and no year is known, so every count says that it assumed. */
export const noHolidays: Holidays = { jurisdiction: 'none', source: 'none', days: new Map(), known: { from: 0, to: -1 } }

/** The years that a list names, instead of what was known of them; what is known grows where the list follows on. */
export function withYears(base: Holidays, list: Holidays): Holidays {
  const { from, to } = list.known
  const isOutside = (date: string) => Number(date.slice(0, 4)) < from || Number(date.slice(0, 4)) > to
  const apart = (days: ReadonlyMap<string, string> = new Map()) => [...days].filter(([date]) => isOutside(date))
  const none = base.known.to < base.known.from
  const follows = from <= base.known.to + 1 && to >= base.known.from - 1
  const grown = { from: Math.min(base.known.from, from), to: Math.max(base.known.to, to) }
  return {
    jurisdiction: base.jurisdiction,
    source: `${base.source}, ${list.source}`,
    days: new Map([...apart(base.days), ...list.days]),
    workdays: new Map([...apart(base.workdays), ...(list.workdays ?? [])]),
    known: none ? list.known : follows ? grown : base.known,
    ...(base.moon ? { moon: base.moon.filter(({ dates: [first = ''] }) => isOutside(first)) } : {}),
  }
}

/** A calendar with these holidays; its version names the list, so that a clock that used another edition can be told apart. */
export const withHolidays = (calendar: Calendar, holidays: Holidays): Calendar => ({
  ...calendar,
  version: `${calendar.version}+${holidays.jurisdiction}@${holidays.source}`,
  holidays: new Map([...holidays.days, ...calendar.holidays]),
  holidaysKnown: holidays.known,
  ...(holidays.workdays ? { workdays: holidays.workdays } : {}),
  ...(holidays.moon ? { moon: holidays.moon } : {}),
})
