import { dayText, parseDay, weekdayOf, yearOf } from './day'
import type { Holidays } from './holidays'
import { done, fieldsOf, type Read, say } from './reading'

/** Reads the plain object of a file such as `regimes/china-days.yaml`: days off and moved working days by year, each with its notice. */
export function readMovedDays(value: unknown): Read<Holidays> {
  const problems: string[] = []
  const file = fieldsOf(value, 'days', problems)
  file.oneOf('format', ['redress-moved-days/1'])
  const jurisdiction = file.text('place')
  const [days, workdays, years] = [new Map<string, string>(), new Map<string, string>(), [] as number[]]
  file.list('years').forEach((entry, at) => {
    const where = `days.years[${at}]`
    const fields = fieldsOf(entry, where, problems)
    const year = fields.value('year')
    if (typeof year !== 'number' || !Number.isInteger(year))
      problems.push(`${where}.year must be a year such as 2026, but it is ${say(year)}.`)
    else years.push(year)
    const notice = fields.text('notice')
    const inYear = (text: string) => dayIn(text, Number(year), where, problems)
    const off = fields.list('off')
    if (off.length === 0) problems.push(`${where}.off must name the days off of the year, or every day of it would be worked.`)
    for (const [place, one] of off.entries()) readOff(one, `${where}.off[${place}]`, problems, inYear, days)
    for (const text of fields.texts('work')) {
      const day = inYear(text)
      if (day === null) continue
      if (weekdayOf(day) < 6) problems.push(`${where}.work names ${text}, which is no weekend day; only those are moved.`)
      if (days.has(text)) problems.push(`${where}.work names ${text}, which is a day off in the same list.`)
      workdays.set(text, `a working day by ${notice}`)
    }
    fields.end()
  })
  file.end()
  years.sort((a, b) => a - b)
  years.forEach((year, at) => {
    if (year === years[at - 1]) problems.push(`days.years has ${year} twice; write each year once.`)
    else if (at > 0 && year !== years[at - 1]! + 1)
      problems.push(`days.years has no ${years[at - 1]! + 1}; the years must follow one another.`)
  })
  if (years.length === 0) problems.push('days.years must hold at least one year.')
  const known = { from: years[0] ?? 0, to: years.at(-1) ?? -1 }
  return done({ jurisdiction, source: `our list to ${known.to}`, days, workdays, known }, problems)
}

function dayIn(text: string, year: number, where: string, problems: string[]) {
  const day = parseDay(text)
  if (day === null || yearOf(day) !== year) problems.push(`${where} must hold dates of ${year}, but it holds ${say(text)}.`)
  return day !== null && yearOf(day) === year ? day : null
}

function readOff(value: unknown, where: string, problems: string[], inYear: (text: string) => number | null, days: Map<string, string>) {
  const fields = fieldsOf(value, where, problems)
  const [from, to, name] = [inYear(fields.text('from')), inYear(fields.text('to')), fields.text('name')]
  fields.end()
  if (from === null || to === null) return
  if (from > to || to - from > 15) problems.push(`${where} must begin before it ends and last at most two weeks.`)
  else for (let day = from; day <= to; day++) days.set(dayText(day), name)
}
