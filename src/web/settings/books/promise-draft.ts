/** A service policy as it was written: what the form does not ask stays as it is. */
export type Written = Record<string, unknown> & { title?: string }
export const PROMISES = ['first_response', 'next_response', 'update_every', 'resolution'] as const
export type Promise4 = Record<(typeof PROMISES)[number], string>
export type Row = { key: number; name: string; severities: string[]; channel: string; promises: Promise4 }
export type PromiseDraft = { title: string; house: Promise4; closer: Row[]; branches: Row[]; hours: string[]; holidays: string }

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const text = (value: unknown) => (typeof value === 'string' ? value : '')
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
const promisesOf = (value: unknown) => Object.fromEntries(PROMISES.map((name) => [name, text(record(value)[name])])) as Promise4
const row = (key: number, name: string, value: unknown): Row => ({
  ...{ key, name, severities: texts(record(value).severities), channel: texts(record(value).channels)[0] ?? '' },
  promises: promisesOf(value),
})

export const emptyRow = (rows: readonly Row[], name = ''): Row => row(Math.max(-1, ...rows.map(({ key }) => key)) + 1, name, {})

export const draftOf = (written: Written): PromiseDraft => ({
  title: text(written.title),
  house: promisesOf(written),
  closer: (Array.isArray(written.closer) ? written.closer : []).map((one, at) => row(at, '', one)),
  branches: Object.entries(record(written.branches)).map(([name, one], at) => row(at, name, one)),
  hours: DAYS.map((day) => texts(record(written.hours)[day]).join(', ')),
  holidays: text(written.holidays),
})

const said = (promises: Promise4) => Object.fromEntries(Object.entries(promises).filter(([, span]) => span.trim() !== ''))
const without = (written: Written, ...keys: string[]) => Object.fromEntries(Object.entries(written).filter(([key]) => !keys.includes(key)))

/** The draft over what was written, as the contract wants it: an empty field says nothing. */
export function writtenOf(before: Written, { title, house, closer, branches, hours, holidays }: PromiseDraft): Written {
  const week = DAYS.flatMap((day, at) => {
    const shifts = (hours[at] ?? '').split(',').flatMap((shift) => shift.trim() || [])
    return shifts.length > 0 ? [[day, shifts] as const] : []
  })
  const rows = closer.map(({ severities, channel, promises }) => ({
    ...(severities.length > 0 ? { severities } : {}),
    ...(channel ? { channels: [channel] } : {}),
    ...said(promises),
  }))
  const own = record(before.branches)
  const named = branches.map(({ name, promises }) => [
    name.trim(),
    { ...without(record(own[name.trim()]), ...PROMISES), ...said(promises) },
  ])
  return {
    ...without(before, 'own', 'closer', 'branches', 'hours', 'holidays', ...PROMISES),
    title: title.trim(),
    ...said(house),
    ...(week.length > 0 ? { hours: Object.fromEntries(week) } : {}),
    ...(holidays.trim() ? { holidays: holidays.trim() } : {}),
    ...(rows.length > 0 ? { closer: rows } : {}),
    ...(named.length > 0 ? { branches: Object.fromEntries(named) } : {}),
  }
}
