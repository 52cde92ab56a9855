import type { CaseKind } from '../case/events'
import { SEVERITIES, type Severity } from '../finding'
import { parseSpan } from '../time/duration'
import { done, fieldsOf, type Read, say } from '../time/reading'
import { isZone } from '../time/zone'
import { type Counting, type Due, readDue } from './due'

/**
 * One regulator's or the firm's rule book as plain data. A pack never changes: another text of the rule is another version, and the one
 * that was in force at receipt stays with the case.
 */
export type Pack = {
  id: string
  version: string
  title: string
  regulator: string | null
  jurisdiction: string
  /** Local dates of receipt for which this version holds, both included; null is open. */
  effective: { from: string | null; to: string | null }
  /** Id in the calendar book; `timeZone` overrules the calendar's own. */
  calendar: string
  timeZone: string | null
  counting: Counting
  /** First match decides; a class that only a person can choose has no condition. */
  classes: readonly Class[]
  milestones: readonly Milestone[]
}
export type Class = { id: string; title: string; when: ClassCondition }
export type ClassCondition = 'always' | 'chosen' | { products: readonly string[]; topics: readonly string[] }

export const KINDS = [
  'acknowledge',
  'first_response',
  'final_response',
  'closure_window',
  'customer_window',
  'information_request',
  'delay_notice',
  'implement_outcome',
  'enforcement_hold',
  'progress_update',
  'alert',
] as const
export type MilestoneKind = (typeof KINDS)[number]

/** From which fact a clock runs. `received` is first receipt on any channel, and nothing restarts it. */
export const STARTS = [
  'received',
  'opened',
  'high_risk_raised',
  'first_received_by_any_party',
  'objection_period_ended',
  'notice_of_proposal_received',
  'info_requested',
  'info_received',
  'info_window_expired',
  'agreement_reached',
  'closed',
  'final_sent',
] as const
export type StartEvent = (typeof STARTS)[number]

/** `may` is a window that closes, never a promise that is broken; `target` is the firm's own and not the law. */
export const OBLIGATIONS = ['must', 'should', 'may', 'target'] as const
export type Obligation = (typeof OBLIGATIONS)[number]
/** P: the regulator's own text was read; S: a secondary page; M: memory, with its confidence; N: not found, or the firm's own number. */
export const EVIDENCE = ['P', 'S', 'M-hi', 'M-med', 'M-lo', 'N'] as const
export type Evidence = (typeof EVIDENCE)[number]

export type Milestone = {
  id: string
  kind: MilestoneKind
  title: string
  obligation: Obligation
  /** Ids of the classes that it belongs to; empty means all. */
  classes: readonly string[]
  /** Null for a milestone without a clock of its own: it is a gate before another one (`before`) or holds until something happens. */
  clock: { start: StartEvent; due: Due } | null
  before: string | null
  /** The milestone whose place it takes when it starts. */
  replaces: string | null
  when: Condition
  written: boolean
  /** Blocks that the letter must hold. */
  content: readonly string[]
  note: string | null
  reference: string
  evidence: Evidence
  checked: string
}
/** All that is said must hold; an empty list says nothing. */
export type Condition = {
  kinds: readonly CaseKind[]
  severities: readonly Severity[]
  channels: readonly string[]
  highRisk: boolean
}

const CASE_KINDS = ['complaint', 'opportunity', 'abuse'] as const
const SPAN = 'a duration such as 10bd'

/** Checks the plain object of one rule book; every problem is a sentence that says where and what would be right. */
export function readPack(value: unknown): { ok: true; pack: Pack } | { ok: false; problems: string[] } {
  const problems: string[] = []
  const file = fieldsOf(value, 'pack', problems)
  file.oneOf('format', ['redress-regime/1'])
  const checked = file.date('checked') ?? ''
  if (!checked) problems.push('pack.checked must say on which date the sources were last checked.')
  const id = file.text('id')
  const pack: Pack = {
    id,
    version: file.text('version'),
    title: file.text('title'),
    regulator: file.maybeText('regulator'),
    jurisdiction: file.text('jurisdiction'),
    effective: readEffective(file.value('effective'), problems),
    ...readCalendar(file.value('calendar'), problems),
    classes: file.list('classes').map((entry, at) => readClass(entry, `pack.classes[${at}]`, problems)),
    milestones: file.list('milestones').map((entry, at) => readMilestone(entry, `pack.milestones[${at}]`, checked, problems)),
  }
  file.end()
  checkTogether(pack, problems)
  const read: Read<Pack> = done(pack, problems)
  return read.ok ? { ok: true, pack } : { ok: false, problems: problems.map((problem) => (id ? `${id}: ${problem}` : problem)) }
}

function readEffective(value: unknown, problems: string[]): Pack['effective'] {
  if (value === undefined) return { from: null, to: null }
  const fields = fieldsOf(value, 'pack.effective', problems)
  const effective = { from: fields.date('from'), to: fields.date('to') }
  fields.end()
  if (effective.from && effective.to && effective.from > effective.to) problems.push('pack.effective ends before it begins.')
  return effective
}

function readCalendar(value: unknown, problems: string[]): Pick<Pack, 'calendar' | 'timeZone' | 'counting'> {
  const fields = fieldsOf(value, 'pack.calendar', problems)
  const timeZone = fields.maybeText('time_zone')
  if (timeZone !== null && !isZone(timeZone)) problems.push(`pack.calendar.time_zone is not a time zone that we know: ${say(timeZone)}.`)
  const read = {
    calendar: fields.text('use'),
    timeZone,
    counting: {
      receiptDay: fields.oneOf('receipt_day', ['excluded', 'included'], 'excluded'),
      roll: fields.oneOf('roll', ['none', 'next_business_day'], 'none'),
    },
  }
  fields.end()
  return read
}

function readClass(value: unknown, where: string, problems: string[]): Class {
  const fields = fieldsOf(value, where, problems)
  const read = {
    id: fields.text('id'),
    title: fields.text('title'),
    when: readClassCondition(fields.value('when'), `${where}.when`, problems),
  }
  fields.end()
  return read
}

function readClassCondition(value: unknown, where: string, problems: string[]): ClassCondition {
  if (value === 'always' || value === 'chosen') return value
  const fields = fieldsOf(value, where, problems)
  const read = { products: fields.texts('products'), topics: fields.texts('topics') }
  fields.end()
  if (read.products.length + read.topics.length === 0) problems.push(`${where} must be always, chosen, or name products or topics.`)
  return read
}

function readMilestone(value: unknown, where: string, checked: string, problems: string[]): Milestone {
  const fields = fieldsOf(value, where, problems)
  const read: Milestone = {
    id: fields.text('id'),
    kind: fields.oneOf('kind', KINDS),
    title: fields.text('title'),
    obligation: fields.oneOf('obligation', OBLIGATIONS),
    classes: fields.texts('classes'),
    clock: readClock(fields, where, problems),
    before: fields.maybeText('before'),
    replaces: fields.maybeText('replaces'),
    when: readCondition(fields.value('when'), `${where}.when`, problems),
    written: fields.flag('written'),
    content: fields.texts('content'),
    note: fields.maybeText('note'),
    reference: fields.text('reference'),
    evidence: fields.oneOf('evidence', EVIDENCE),
    checked: fields.date('checked') ?? checked,
  }
  fields.end()
  return read
}

function readClock(fields: ReturnType<typeof fieldsOf>, where: string, problems: string[]): Milestone['clock'] {
  const text = fields.maybeText('target')
  const target = text === null ? null : parseSpan(text)
  if (text !== null && target === null) problems.push(`${where}.target must be ${SPAN}, but it is ${say(text)}.`)
  if (!fields.has('start') && !fields.has('due')) {
    if (!fields.has('before') && !fields.has('note'))
      problems.push(`${where} has neither a start and a due time nor a note that says when it holds.`)
    return null
  }
  const start = fields.oneOf('start', STARTS)
  const due = readDue(fields.value('due'), target, `${where}.due`, problems)
  if (text !== null && due.kind !== 'prompt') problems.push(`${where}.target only helps where due is "prompt".`)
  return { start, due }
}

function readCondition(value: unknown, where: string, problems: string[]): Condition {
  if (value === undefined) return { kinds: ['complaint'], severities: [], channels: [], highRisk: false }
  const fields = fieldsOf(value, where, problems)
  const kinds = fields.someOf('kinds', CASE_KINDS)
  const read = {
    kinds: fields.has('kinds') ? kinds : (['complaint'] as const),
    severities: fields.someOf('severities', SEVERITIES),
    channels: fields.texts('channels'),
    highRisk: fields.flag('high_risk'),
  }
  fields.end()
  return read
}

/** What can only be seen from the whole: names that point nowhere, and two milestones of which a case could not tell which is meant. */
function checkTogether(pack: Pack, problems: string[]) {
  const classIds = new Set(pack.classes.map((entry) => entry.id))
  const milestoneIds = new Set(pack.milestones.map((entry) => entry.id))
  if (pack.milestones.length === 0) problems.push('pack.milestones must hold at least one milestone.')
  if (classIds.size < pack.classes.length) problems.push('pack.classes holds two classes with the same id.')
  if (pack.classes.length > 0 && pack.classes.at(-1)!.when !== 'always')
    problems.push('pack.classes must end with a class whose when is always.')
  const taken = new Set<string>()
  pack.milestones.forEach((milestone, at) => {
    const where = `pack.milestones[${at}]`
    for (const id of milestone.classes)
      if (!classIds.has(id)) problems.push(`${where}.classes names "${id}", which is not a class of this pack.`)
    for (const key of ['before', 'replaces'] as const) {
      const id = milestone[key]
      if (id !== null && !milestoneIds.has(id)) problems.push(`${where}.${key} names "${id}", which is not a milestone of this pack.`)
    }
    const keys = (milestone.classes.length > 0 ? milestone.classes : ['']).map((id) => `${milestone.id} ${id}`)
    if (keys.some((key) => taken.has(key))) problems.push(`${where} has the id "${milestone.id}" a second time for the same class.`)
    for (const key of keys) taken.add(key)
  })
}
