import { parseSpan } from '../time/duration'
import { fieldsOf, isRecord, say } from '../time/reading'
import { type Due, readDue } from './due'
import { FACTS, isFact } from './facts'
import { isHappening } from './happenings'
import type { Milestone, Start, Warn } from './pack'
import { conditionOf, type Fields, happeningOf, happeningsOf, type Inside, idOf, spanOf } from './read-pack'
import { ACTORS, BLOCKS, type Block, EVIDENCE, KINDS, OBLIGATIONS, RULE_CHANNELS } from './vocabulary'

/** Reads one milestone of a rule book; every problem is a sentence. */
export function readMilestone(value: unknown, where: string, { problems, checked }: Inside): Milestone {
  const fields = fieldsOf(value, where, problems)
  const actor = fields.oneOf('actor', ACTORS, 'firm')
  const read: Milestone = {
    id: idOf(fields, 'id', where, problems),
    kind: fields.oneOf('kind', KINDS),
    title: fields.text('title'),
    obligation: actor === 'firm' ? fields.oneOf('obligation', OBLIGATIONS) : fields.oneOf('obligation', OBLIGATIONS, 'may'),
    actor,
    classes: fields.texts('classes'),
    channels: fields.someOf('channels', RULE_CHANNELS),
    when: conditionOf(fields, 'when', where, problems),
    ...readTime(fields, where, problems),
    before: fields.maybeText('before'),
    adds: spanOf(fields, 'adds', where, problems),
    after: fields.maybeText('after'),
    replaces: fields.maybeText('replaces'),
    waives: fields.texts('waives'),
    grounds: questionsOf(fields, 'grounds', where, problems),
    unless: conditionOf(fields, 'unless', where, problems),
    unlessSaid: questionsOf(fields, 'unless_said', where, problems),
    ends: readEnds(fields.value('ends'), `${where}.ends`, problems),
    restartsOn: happeningsOf(fields, 'restarts_on', where, problems),
    until: happeningOf(fields, 'until', where, problems),
    written: fields.flag('written'),
    firmSets: fields.flag('firm_sets'),
    content: fields.someOf('content', BLOCKS),
    contentIf: readContentIf(fields.value('content_if'), `${where}.content_if`, problems),
    mustFollow: fields.someOf('must_follow', BLOCKS),
    warn: fields.texts('warn').flatMap((text) => readWarn(text, where, problems)),
    note: fields.maybeText('note'),
    reference: fields.text('reference'),
    evidence: fields.oneOf('evidence', EVIDENCE),
    checked: fields.date('checked') ?? checked,
  }
  fields.end()
  checkTime(read, where, problems)
  return read
}

function readTime(fields: Fields, where: string, problems: string[]): { start: Start | null; due: Due | null } {
  const target = spanOf(fields, 'target', where, problems)
  const due = fields.has('due') ? readDue(fields.value('due'), target, `${where}.due`, problems, isHappening) : null
  if (target && due?.kind !== 'prompt') problems.push(`${where}.target only helps where due is "prompt".`)
  const start = fields.has('start') ? readStart(fields.value('start'), `${where}.start`, problems) : null
  return { start: due?.kind === 'every' ? again(start) : start, due }
}

/** What comes again and again is counted from the last update too, whether or not its author wrote so; else it would come once. */
const again = (start: Start | null): Start | null =>
  start && start.names.length === 1 && start.names[0] !== 'progress_sent'
    ? { mode: 'last', names: [...start.names, 'progress_sent'] }
    : start

/** `75%` of the time, or `2h` before the end of it. */
function readWarn(text: string, where: string, problems: string[]): Warn[] {
  const percent = Number(/^(\d{1,2})%$/.exec(text)?.[1] ?? 0)
  if (percent > 0) return [{ percent }]
  const span = parseSpan(text)
  if (span?.unit === 'wall' && span.ms > 0) return [{ beforeMs: span.ms }]
  problems.push(`${where}.warn must hold lines such as 75% (of the time gone) or 2h (before it is due), but it holds ${say(text)}.`)
  return []
}

function readStart(value: unknown, where: string, problems: string[]): Start {
  const [mode, names] =
    typeof value === 'string'
      ? (['first', [value]] as const)
      : isRecord(value) && Array.isArray(value.last)
        ? (['last', value.last] as const)
        : isRecord(value) && Array.isArray(value.first)
          ? (['first', value.first] as const)
          : (['first', []] as const)
  const known = names.filter((name): name is string => typeof name === 'string' && isHappening(name))
  if (known.length === 0 || known.length < names.length)
    problems.push(
      `${where} must name a happening that we know, such as received, or { last: [ack_sent, progress_sent] }, but it is ${say(value)}.`,
    )
  return { mode, names: known }
}

function questionsOf(fields: Fields, key: string, where: string, problems: string[]): string[] {
  return fields.texts(key).filter((name) => {
    const fits = isFact(name) && FACTS[name]!.type === 'yes_no'
    if (!fits) problems.push(`${where}.${key} names ${say(name)}, which is not a question that we know.`)
    return fits
  })
}

function readEnds(value: unknown, where: string, problems: string[]): Milestone['ends'] {
  if (value === undefined) return null
  const fields = fieldsOf(value, where, problems)
  const read = { as: happeningOf(fields, 'as', where, problems) ?? '', unlessCame: happeningOf(fields, 'unless_came', where, problems) }
  if (read.as === '') problems.push(`${where}.as must name the happening that the end of this time is.`)
  fields.end()
  return read
}

function readContentIf(value: unknown, where: string, problems: string[]): Record<string, readonly Block[]> {
  if (value === undefined) return {}
  const fields = fieldsOf(value, where, problems)
  const read: Record<string, readonly Block[]> = {}
  for (const name of ['rejected', 'rejected_or_partly', 'accepted']) if (fields.has(name)) read[name] = fields.someOf(name, BLOCKS)
  fields.end()
  return read
}

/** A milestone is timed from a start, is a gate before another, or ends with an event; a mixture says nothing clear. */
function checkTime({ start, due, before, until, kind, adds }: Milestone, where: string, problems: string[]) {
  if (start === null && before === null && until === null)
    problems.push(
      `${where} has no time: give it a start and a due, the milestone that it must come before, or as until the event that ends it.`,
    )
  if (before !== null && due !== null)
    problems.push(
      `${where} has a due of its own and a before; it can only have one of them, for the milestone that it comes before is its time.`,
    )
  if (start !== null && due === null) problems.push(`${where} has a start and no due.`)
  if (due !== null && start === null) problems.push(`${where} has a due and no start.`)
  if (adds !== null && before === null)
    problems.push(`${where}.adds only helps with before: it says what is added to the time of that milestone.`)
  if (kind === 'delay_notice' && before === null)
    problems.push(`${where} is a delay notice and must say, as before, which milestone it is about.`)
}
