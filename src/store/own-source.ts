import type { Pack } from '../domain/regimes/pack'
import { compileService, readService, SERVICE_FORMAT, SERVICE_ID } from '../domain/regimes/service-policy'
import type { Holidays } from '../domain/time/holidays'
import { type CalendarPlan, readCalendars } from '../domain/time/read-calendars'
import { readMovedDays } from '../domain/time/read-moved-days'
import { isRecord, say } from '../domain/time/reading'
import { type Checked, packOf, type Rules, readText } from './rules'

/** What a firm writes for itself: a rule book, a calendar, a service policy that becomes both, or the days off of a place in some years. */
export type OwnKind = 'pack' | 'calendar' | 'service' | 'days'
/** `seq` counts the versions of one id; a policy has no version of its own and takes that number. */
type Made = (seq: number) => { packs: Pack[]; calendars: CalendarPlan[]; days?: Holidays }
export type OwnSource = { kind: OwnKind; id: string; version: string | null; make: Made }
export type SourceRead = { ok: true; source: OwnSource } | { ok: false; problems: string[] }

const PACK_FORMAT = 'redress-regime/2'
const CALENDARS_FORMAT = 'redress-calendars/1'
const DAYS_FORMAT = 'redress-moved-days/1'

/** Reads what a firm wrote, by the format that it names, or says in sentences with file and line what is wrong with it. */
export function readOwn(rules: Pick<Rules, 'calendars'>, file: string, text: string): SourceRead {
  const problems: string[] = []
  const source = readText(file, text, (value) => sourceOf(rules, value), problems)
  return source ? { ok: true, source } : { ok: false, problems }
}

function sourceOf(rules: Pick<Rules, 'calendars'>, value: unknown): Checked<OwnSource> {
  const format = isRecord(value) ? value.format : undefined
  if (format === PACK_FORMAT) return pack(value)
  if (format === SERVICE_FORMAT) return service(value, rules.calendars[0]!.week)
  if (format === CALENDARS_FORMAT) return calendars(value)
  if (format === DAYS_FORMAT) return days(value)
  return {
    ok: false,
    problems: [
      `file.format must be one of ${PACK_FORMAT}, ${CALENDARS_FORMAT}, ${DAYS_FORMAT}, ${SERVICE_FORMAT}, but it is ${say(format ?? 'missing')}.`,
    ],
  }
}

function pack(value: unknown): Checked<OwnSource> {
  const read = packOf(value)
  if (!read.ok) return read
  const { id, version } = read.value
  if (id.startsWith(SERVICE_ID))
    return {
      ok: false,
      problems: [`pack.id must not begin with ${SERVICE_ID}: write a service policy (${SERVICE_FORMAT}), or choose another id.`],
    }
  return { ok: true, value: { kind: 'pack', id, version, make: () => ({ packs: [read.value], calendars: [] }) } }
}

function service(value: unknown, usual: CalendarPlan['week']): Checked<OwnSource> {
  const read = readService(value, usual)
  if (!read.ok) return read
  return { ok: true, value: { kind: 'service', id: SERVICE_ID, version: null, make: (seq) => compileService(read.value, `own-${seq}`) } }
}

function calendars(value: unknown): Checked<OwnSource> {
  const read = readCalendars(value)
  if (!read.ok) return read
  const [first] = read.value
  if (!first || read.value.length > 1)
    return { ok: false, problems: ['calendars.calendars must hold one calendar; bring each in a file of its own.'] }
  return { ok: true, value: { kind: 'calendar', id: first.id, version: first.version, make: () => ({ packs: [], calendars: [first] }) } }
}

function days(value: unknown): Checked<OwnSource> {
  const read = readMovedDays(value)
  if (!read.ok) return read
  const { jurisdiction } = read.value
  return {
    ok: true,
    value: { kind: 'days', id: jurisdiction, version: null, make: () => ({ packs: [], calendars: [], days: read.value }) },
  }
}
