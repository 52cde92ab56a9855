import { CHANNELS } from '../channels'
import { parseSpan } from '../time/duration'
import type { CalendarPlan } from '../time/read-calendars'
import { readClosed, readWeek } from '../time/read-calendars'
import { done, fieldsOf, isRecord, type Read, say } from '../time/reading'
import { isZone } from '../time/zone'
import type { Pack } from './pack'
import { readPack } from './read-pack'
import { type Closer, classesOf, closerFrom, valuesOf } from './service-closer'

/** What a firm promises beside the law, in durations as rule books write them; null where it promises nothing. */
export type Promises = Record<(typeof PROMISES)[number], string | null>
/** When a house or one of its branches is at work, and whose holidays it keeps. */
type House = Pick<CalendarPlan, 'week' | 'holidays' | 'timeZone' | 'closed'>
export type ServicePolicy = {
  title: string
  checked: string
  promises: Promises
  pause: { reasons: readonly string[]; longest: string | null }
  /** Lines of warning, such as `75%` of the time gone or `30min` before it is due. */
  warn: readonly string[]
  house: House
  /** Branches with hours, holidays or promises of their own, by the name that a message carries as `meta.branch`. */
  branches: readonly { id: string; promises: Promises; house: House }[]
  /** Promises for some cases, in house and branches alike: the first row that fits goes before what they say; null is as they say. */
  closer: readonly Closer[]
}

export const SERVICE_FORMAT = 'redress-service/1'
/** Under this id it takes the place of the rule book that ships. */
export const SERVICE_ID = 'service-desk'
const PROMISES = ['first_response', 'next_response', 'update_every', 'resolution'] as const

/** Checks the plain object of a service policy; every problem is a sentence that says where and what would be right. */
export function readService(value: unknown, usual: CalendarPlan['week']): Read<ServicePolicy> {
  const problems: string[] = []
  const file = fieldsOf(value, 'service', problems)
  file.oneOf('format', [SERVICE_FORMAT])
  const promises = promisesIn(file, 'service', problems)
  if (PROMISES.every((name) => promises[name] === null))
    problems.push(`service promises nothing; give at least one of ${PROMISES.join(', ')}.`)
  const house = houseIn(file, 'service', problems, { week: usual, holidays: 'firm', timeZone: null, closed: new Map() })
  const policy: ServicePolicy = {
    title: file.text('title'),
    checked: file.date('checked') ?? '1970-01-01',
    promises,
    pause: pauseIn(file.value('pause'), problems),
    warn: file.texts('warn').filter((line) => {
      if (!WARN.test(line)) problems.push(`service.warn must hold lines such as 75% or 30min, but it holds ${say(line)}.`)
      return WARN.test(line)
    }),
    house,
    branches: branchesIn(file.value('branches'), { promises, house }, problems),
    closer: file.has('closer') ? file.list('closer').map((row, at) => closerIn(row, `service.closer[${at}]`, problems)) : [],
  }
  file.end()
  return done(policy, problems)
}

const WARN = /^([1-9]\d?%|\d{1,4}(min|h))$/

type Fields = ReturnType<typeof fieldsOf>

function promisesIn(fields: Fields, where: string, problems: string[], otherwise?: Promises): Promises {
  const one = (name: (typeof PROMISES)[number]) => {
    const text = fields.maybeText(name)
    if (text !== null && parseSpan(text) === null)
      problems.push(`${where}.${name} must be a duration such as 4bh, 24h or 5bd, but it is ${say(text)}.`)
    const span = text === null ? null : parseSpan(text)
    if (span && ('ms' in span ? span.ms : span.n) === 0)
      problems.push(`${where}.${name} is no time at all; leave it out where nothing is promised.`)
    return text ?? otherwise?.[name] ?? null
  }
  return Object.fromEntries(PROMISES.map((name) => [name, one(name)])) as Promises
}

function closerIn(value: unknown, where: string, problems: string[]): Closer {
  const fields = fieldsOf(value, where, problems)
  const row = closerFrom(fields, where, problems, CHANNELS, promisesIn(fields, where, problems))
  fields.end()
  if (PROMISES.every((name) => row.promises[name] === null))
    problems.push(`${where} promises nothing; give at least one of ${PROMISES.join(', ')}.`)
  return row
}

function houseIn(fields: Fields, where: string, problems: string[], otherwise: House): House {
  const zone = fields.maybeText('time_zone')
  if (zone !== null && !isZone(zone)) problems.push(`${where}.time_zone is not a time zone that we know: ${say(zone)}.`)
  return {
    week: fields.has('hours') ? readWeek(fields.value('hours'), `${where}.hours`, problems) : otherwise.week,
    holidays: fields.maybeText('holidays') ?? otherwise.holidays,
    timeZone: zone ?? otherwise.timeZone,
    closed: fields.has('closed') ? readClosed(fields.value('closed'), `${where}.closed`, problems) : otherwise.closed,
  }
}

function pauseIn(value: unknown, problems: string[]): ServicePolicy['pause'] {
  if (value === undefined) return { reasons: [], longest: null }
  const fields = fieldsOf(value, 'service.pause', problems)
  const pause = { reasons: fields.texts('reasons'), longest: fields.maybeText('longest') }
  if (pause.longest !== null && parseSpan(pause.longest) === null)
    problems.push(`service.pause.longest must be a duration such as 10bd, but it is ${say(pause.longest)}.`)
  fields.end()
  return pause
}

function branchesIn(value: unknown, own: Pick<ServicePolicy, 'promises' | 'house'>, problems: string[]): ServicePolicy['branches'] {
  if (value === undefined) return []
  if (!isRecord(value)) problems.push(`service.branches must be a list of branches by name, but it is ${say(value)}.`)
  return Object.entries(isRecord(value) ? value : {}).map(([id, said]) => {
    const where = `service.branches.${id}`
    if (!/^[a-z][a-z0-9_-]{0,39}$/.test(id)) problems.push(`${where} must be named in small letters, digits, - and _.`)
    const fields = fieldsOf(said, where, problems)
    const branch = { id, promises: promisesIn(fields, where, problems, own.promises), house: houseIn(fields, where, problems, own.house) }
    fields.end()
    return branch
  })
}

/** The rule books and calendars that a policy stands for: one for the house, and one for each branch that has something of its own. */
export function compileService(policy: ServicePolicy, version: string): { packs: Pack[]; calendars: CalendarPlan[] } {
  const named = policy.branches.map(({ id }) => `'${id}'`).join(', ')
  const parts = [
    { id: SERVICE_ID, promises: policy.promises, house: policy.house, applies: named === '' ? null : `!(branch in [${named}])` },
    ...policy.branches.map(({ id, ...branch }) => ({ ...branch, id: `${SERVICE_ID}-${id}`, applies: `branch == '${id}'` })),
  ]
  return {
    packs: parts.map((part) => packFrom(policy, version, part)),
    calendars: parts.map(({ id, house }) => ({ ...house, id: `${id}@${version}`, version, title: policy.title })),
  }
}

function packFrom(policy: ServicePolicy, version: string, part: { id: string; promises: Promises; applies: string | null }): Pack {
  const { reasons, longest } = policy.pause
  const read = readPack({
    format: 'redress-regime/2',
    id: part.id,
    version,
    title: policy.title,
    jurisdiction: '*',
    evidence: 'N',
    checked: policy.checked,
    calendar: { use: `${part.id}@${version}`, time_zone: 'firm' },
    ...(part.applies === null ? {} : { applies: part.applies }),
    ...(reasons.length === 0 ? {} : { pausing: { reasons, ...(longest === null ? {} : { longest }) } }),
    ...(policy.closer.length === 0 ? {} : { classes: classesOf(policy.closer) }),
    milestones: PROMISES.flatMap((name) =>
      valuesOf(policy.closer, part.promises[name], name).map(({ span, classes }) => ({
        ...milestoneOf(name, span),
        ...(classes.length === 0 ? {} : { classes }),
        warn: policy.warn,
      })),
    ),
  })
  if (!read.ok) throw new Error(`A service policy made a rule book that cannot be read: ${read.problems.join(' ')}`)
  return read.pack
}

const AS = {
  first_response: { id: 'desk_first_response', kind: 'first_response', title: 'First personal reply', start: 'received' },
  next_response: {
    id: 'desk_next_response',
    kind: 'next_response',
    title: 'Reply to what the customer wrote last',
    start: 'customer_wrote',
  },
  update_every: {
    ...{ id: 'desk_update', kind: 'progress_update', title: 'Keep the customer informed' },
    start: { last: ['received', 'ack_sent', 'progress_sent'] },
  },
  resolution: { id: 'desk_resolution', kind: 'final_response', title: 'Resolve', start: 'received' },
} as const

const milestoneOf = (name: (typeof PROMISES)[number], span: string) => ({
  ...AS[name],
  obligation: 'target',
  due: name === 'update_every' ? { every: span } : span,
  reference: `Service policy, ${name.replaceAll('_', ' ')}`,
  evidence: 'N',
})
