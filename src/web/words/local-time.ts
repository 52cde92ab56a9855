/** What a clock on the wall of a zone shows at a moment, as a date-and-time field writes it: `2026-11-22T09:30`. */
export function wallTime(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA-u-ca-iso8601-nu-latn', {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    timeZone,
  } as const).formatToParts(at)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '00'
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`
}

/** The moment at which a wall in this zone shows a time; in the hour that a zone skips, the time just after. Null where it is no time. */
export function momentAt(text: string, timeZone: string): number | null {
  const wanted = Date.parse(`${text}Z`)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) || Number.isNaN(wanted)) return null
  let at = wanted
  for (let i = 0; i < 2; i++) at += wanted - Date.parse(`${wallTime(at, timeZone)}Z`)
  return at
}
