import { parseSpan, type Span } from '../time/duration'
import { done, fieldsOf, type Read, say } from '../time/reading'
import { isZone } from '../time/zone'
import { checkPack } from './check-pack'
import { readExpression } from './expression'
import { FACTS } from './facts'
import { isHappening } from './happenings'
import type { Class, Derived, Duty, ExternalBody, Pack, PackCalendar, Pause } from './pack'
import { readMilestone } from './read-milestone'
import { DUTY_AREAS, EVIDENCE } from './vocabulary'

export type Fields = ReturnType<typeof fieldsOf>
export type Inside = { problems: string[]; checked: string }

/** Checks the plain object of one rule book; every problem is a sentence that says where and what would be right. */
export function readPack(value: unknown): { ok: true; pack: Pack } | { ok: false; problems: string[] } {
  const problems: string[] = []
  const file = fieldsOf(value, 'pack', problems)
  file.oneOf('format', ['redress-regime/2'])
  file.maybeText('$schema')
  const checked = file.date('checked') ?? ''
  if (!checked) problems.push('pack.checked must say on which date the sources were last checked.')
  const id = idOf(file, 'id', 'pack', problems)
  const pack: Pack = {
    id,
    version: file.text('version'),
    title: file.text('title'),
    regulator: file.maybeText('regulator'),
    jurisdiction: file.text('jurisdiction'),
    evidence: file.oneOf('evidence', EVIDENCE),
    checked,
    effective: readEffective(file.value('effective'), problems),
    supersededBy: file.maybeText('superseded_by'),
    ...readCalendar(file.value('calendar'), problems),
    applies: conditionOf(file, 'applies', 'pack', problems),
    derived: file.list('derived').map((entry, at) => readDerived(entry, `pack.derived[${at}]`, problems)),
    classes: file.list('classes').map((entry, at) => readClass(entry, `pack.classes[${at}]`, problems)),
    milestones: file.list('milestones').map((entry, at) => readMilestone(entry, `pack.milestones[${at}]`, { problems, checked })),
    pauses: file.list('pauses').map((entry, at) => readPause(entry, `pack.pauses[${at}]`, problems)),
    pausing: readPausing(file.value('pausing'), problems),
    externalBodies: file.list('external_bodies').map((entry, at) => readBody(entry, `pack.external_bodies[${at}]`, problems)),
    duties: file.list('duties').map((entry, at) => readDuty(entry, `pack.duties[${at}]`, problems)),
  }
  file.end()
  checkPack(pack, problems)
  const read: Read<Pack> = done(pack, problems)
  return read.ok ? { ok: true, pack } : { ok: false, problems }
}

export function idOf(fields: Fields, key: string, where: string, problems: string[]): string {
  const id = fields.text(key)
  if (id !== '' && !/^[a-z][a-z0-9_-]{0,63}$/.test(id))
    problems.push(`${where}.${key} must be made of small letters, digits, - and _, such as final_after_info, but it is ${say(id)}.`)
  return id
}

/** A duration in a field of its own; null where the field is missing. */
export function spanOf(fields: Fields, key: string, where: string, problems: string[]): Span | null {
  const text = fields.maybeText(key)
  const span = text === null ? null : parseSpan(text)
  if (text !== null && span === null) problems.push(`${where}.${key} must be a duration such as 10bd or 30cd, but it is ${say(text)}.`)
  return span
}

/** Names of happenings; those that nobody knows are problems. */
export function happeningsOf(fields: Fields, key: string, where: string, problems: string[]): string[] {
  return fields.texts(key).filter((name) => {
    if (!isHappening(name)) problems.push(`${where}.${key} names ${say(name)}, which is not a happening that we know.`)
    return isHappening(name)
  })
}
export function happeningOf(fields: Fields, key: string, where: string, problems: string[]): string | null {
  const name = fields.maybeText(key)
  if (name !== null && !isHappening(name)) problems.push(`${where}.${key} names ${say(name)}, which is not a happening that we know.`)
  return name
}

export function conditionOf(fields: Fields, key: string, where: string, problems: string[]) {
  const source = fields.maybeText(key)
  if (source === null) return null
  const read = readExpression(source, FACTS)
  if (!read.ok) problems.push(`${where}.${key} is not a condition: ${read.problem} of ${say(source)}.`)
  return read.ok ? read.value : null
}

function readEffective(value: unknown, problems: string[]): Pack['effective'] {
  if (value === undefined) return { from: null, to: null, by: null }
  const fields = fieldsOf(value, 'pack.effective', problems)
  const effective = {
    from: fields.date('from'),
    to: fields.date('to'),
    by: happeningOf(fields, 'by', 'pack.effective', problems),
  }
  fields.end()
  if (effective.from && effective.to && effective.from > effective.to) problems.push('pack.effective ends before it begins.')
  return effective
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

function readCalendar(value: unknown, problems: string[]): Pick<Pack, 'calendar' | 'timeZone' | 'counting'> {
  const fields = fieldsOf(value, 'pack.calendar', problems)
  const zone = fields.text('time_zone')
  if (zone !== 'firm' && zone !== '' && !isZone(zone))
    problems.push(`pack.calendar.time_zone must be "firm" or a time zone that we know, such as Asia/Bangkok, but it is ${say(zone)}.`)
  const read = {
    calendar: readDays(fields, problems),
    timeZone: zone === 'firm' ? null : zone,
    counting: {
      receiptDay: fields.oneOf('receipt_day', ['excluded', 'included'], 'excluded'),
      roll: fields.oneOf('roll', ['none', 'next_business_day'], 'none'),
    },
  }
  fields.end()
  return read
}

function readDays(fields: Fields, problems: string[]): PackCalendar {
  const named = fields.maybeText('use')
  if (named !== null) return { kind: 'named', id: named }
  const weekend = fields.value('weekend')
  const days = weekend === 'of_the_place' ? [] : fields.someOf('weekend', DAYS)
  if (weekend !== 'of_the_place' && (days.length === 0 || days.length > 3))
    problems.push('pack.calendar.weekend must be a list such as [sat, sun], or of_the_place.')
  return {
    kind: 'place',
    place: fields.text('holidays'),
    parts: fields.flag('by_part'),
    weekend: weekend === 'of_the_place' ? 'of_the_place' : days.map((day) => DAYS.indexOf(day) + 1),
    toBeConfirmed: fields.flag('to_be_confirmed'),
  }
}

function readDerived(value: unknown, where: string, problems: string[]): Derived {
  const fields = fieldsOf(value, where, problems)
  const read = {
    name: happeningOf(fields, 'name', where, problems) ?? '',
    last: happeningsOf(fields, 'last', where, problems),
    waits: fields.list('waits').map((entry, at) => {
      const inner = fieldsOf(entry, `${where}.waits[${at}]`, problems)
      const wait = {
        asked: happeningOf(inner, 'asked', `${where}.waits[${at}]`, problems) ?? '',
        comes: happeningOf(inner, 'comes', `${where}.waits[${at}]`, problems) ?? '',
      }
      inner.end()
      return wait
    }),
  }
  fields.end()
  if (read.name === '' || read.last.length === 0)
    problems.push(`${where} must have a name and, as last, the happenings that it follows from.`)
  return read
}

function readClass(value: unknown, where: string, problems: string[]): Class {
  const fields = fieldsOf(value, where, problems)
  const always = { source: 'true', node: { op: 'value', value: true, type: 'yes_no' }, names: [] } as const
  const read = {
    id: idOf(fields, 'id', where, problems),
    title: fields.text('title'),
    when: conditionOf(fields, 'when', where, problems) ?? always,
  }
  if (!fields.has('when')) problems.push(`${where}.when must be a condition; the last class has "true".`)
  fields.end()
  return read
}

function readPause(value: unknown, where: string, problems: string[]): Pause {
  const fields = fieldsOf(value, where, problems)
  const read = {
    id: idOf(fields, 'id', where, problems),
    classes: fields.texts('classes'),
    milestones: fields.texts('milestones'),
    stop: happeningsOf(fields, 'stop', where, problems),
    resume: happeningOf(fields, 'resume', where, problems) ?? '',
    reference: fields.text('reference'),
    evidence: fields.oneOf('evidence', EVIDENCE),
  }
  if (read.milestones.length === 0) problems.push(`${where}.milestones must name the milestones that stand still.`)
  if (read.stop.length === 0 || read.resume === '') problems.push(`${where} must say what stops the clock and what makes it go on.`)
  fields.end()
  return read
}

function readPausing(value: unknown, problems: string[]): Pack['pausing'] {
  if (value === undefined) return { allowed: false, reasons: [], longest: null }
  const fields = fieldsOf(value, 'pack.pausing', problems)
  const pausing = { allowed: true, reasons: fields.texts('reasons'), longest: spanOf(fields, 'longest', 'pack.pausing', problems) }
  fields.end()
  return pausing
}

function readBody(value: unknown, where: string, problems: string[]): ExternalBody {
  const fields = fieldsOf(value, where, problems)
  const read: ExternalBody = {
    id: fields.text('id'),
    name: fields.text('name'),
    web: fields.maybeText('web'),
    email: fields.maybeText('email'),
    phone: fields.maybeText('phone'),
    post: fields.maybeText('post'),
    evidence: fields.oneOf('evidence', EVIDENCE),
    deadlines: fields.list('deadlines').map((entry, at) => readDeadline(entry, `${where}.deadlines[${at}]`, problems)),
  }
  fields.end()
  return read
}

function readDeadline(value: unknown, where: string, problems: string[]): ExternalBody['deadlines'][number] {
  const fields = fieldsOf(value, where, problems)
  const read = { when: fields.text('when'), span: spanOf(fields, 'span', where, problems), text: fields.maybeText('text') }
  if (read.span === null && read.text === null) problems.push(`${where} must have a span or a text.`)
  fields.end()
  return read
}

function readDuty(value: unknown, where: string, problems: string[]): Duty {
  const fields = fieldsOf(value, where, problems)
  const read = {
    area: fields.oneOf('area', DUTY_AREAS),
    says: fields.text('says'),
    reference: fields.text('reference'),
    evidence: fields.oneOf('evidence', EVIDENCE),
  }
  fields.end()
  return read
}
