import type { CaseKind } from '../case/events'
import { SEVERITIES, type Severity } from '../finding'
import { parseSpan } from '../time/duration'
import { done, fieldsOf, say } from '../time/reading'
import { quietFrom } from './preferences'
import type { Quiet } from './quiet'
import { type Trigger, triggersFrom } from './triggers'

/** Who is told, and who becomes owner, when nobody has acted: steps as data. A changed policy is a new version. */
export type Policy = {
  id: string
  version: string
  title: string
  /** Delays run by the wall clock, or only in the opening hours of the calendar that the climb is given. */
  time: 'wall' | 'business'
  /** A case is under this policy if one of these fits; an entry that says nothing fits every case. */
  appliesTo: readonly Applies[]
  levels: readonly Level[]
  /** After the last level its people are told again, this often and with this delay. */
  repeat: { times: number; everyMs: number } | null
  stopsOn: readonly Fact[]
  /** What begins it; a policy that says nothing begins when a case is opened. */
  startsOn: readonly Trigger[]
  /** How many different people must acknowledge before it is over. */
  acknowledgements: number
  /** Steps of milder cases wait for the end of these hours, in the zone of the calendar. */
  quiet: Quiet | null
}
export type Level = {
  /** From the due time of the level before, or from the start; never from when somebody looked. */
  afterMs: number
  tell: readonly Target[]
  /** The first person told becomes the owner. */
  takeOver: boolean
}
export type Applies = { highRisk: boolean; severities: readonly Severity[]; kinds: readonly CaseKind[] }

/** `expert` is somebody of tier 3; `anybody` is whoever is there. */
export const TARGETS = ['expert', 'owner', 'team_lead', 'manager', 'administrator', 'anybody'] as const
export type Role = (typeof TARGETS)[number]
/** By name: a person's id, a team, a department (a team outside the desk), whoever is on call, a partner or a system behind a connected way. */
export const NAMED_TARGETS = ['person', 'team', 'department', 'rota', 'partner', 'webhook'] as const
export type Named = `${(typeof NAMED_TARGETS)[number]}:${string}`
export type Target = Role | Named
export const FACTS = ['acknowledged', 'answered', 'closed'] as const
export type Fact = (typeof FACTS)[number]

/** Reads the plain object of `regimes/escalation.yaml`; every problem is a sentence. */
export function readPolicies(value: unknown): { ok: true; policies: Policy[] } | { ok: false; problems: string[] } {
  const problems: string[] = []
  const file = fieldsOf(value, 'escalation', problems)
  file.oneOf('format', ['redress-escalation/1'])
  const policies = file.list('policies').map((entry, at) => policyFrom(entry, `escalation.policies[${at}]`, problems))
  file.end()
  if (new Set(policies.map(({ id }) => id)).size < policies.length)
    problems.push('escalation.policies holds two policies with the same id.')
  if (!policies.some(({ appliesTo, startsOn }) => startsOn.some(({ on }) => on === 'opened') && appliesTo.some(saysNothing))) {
    problems.push('escalation.policies needs one policy that fits every case, so that no case is without one: give it "for: [{}]".')
  }
  const read = done(policies, problems)
  return read.ok ? { ok: true, policies } : read
}

/** Reads one policy, as the console sends it. */
export function readPolicy(value: unknown): { ok: true; policy: Policy } | { ok: false; problems: string[] } {
  const problems: string[] = []
  const policy = policyFrom(value, 'policy', problems)
  const read = done(policy, problems)
  return read.ok ? { ok: true, policy } : read
}

function policyFrom(value: unknown, where: string, problems: string[]): Policy {
  const fields = fieldsOf(value, where, problems)
  const policy: Policy = {
    id: fields.text('id'),
    version: fields.text('version'),
    title: fields.text('title'),
    time: fields.oneOf('time', ['wall', 'business']),
    appliesTo: fields.list('for').map((entry, at) => appliesFrom(entry, `${where}.for[${at}]`, problems)),
    levels: fields.list('levels').map((entry, at) => levelFrom(entry, `${where}.levels[${at}]`, problems)),
    repeat: fields.has('repeat') ? repeatFrom(fields.value('repeat'), `${where}.repeat`, problems) : null,
    stopsOn: fields.someOf('stops_on', FACTS),
    startsOn: fields.has('starts_on') ? triggersFrom(fields.list('starts_on'), `${where}.starts_on`, problems) : [{ on: 'opened' }],
    acknowledgements: fields.has('acknowledgements')
      ? countFrom(fields.value('acknowledgements'), `${where}.acknowledgements`, problems)
      : 1,
    quiet: fields.has('quiet') ? quietFrom(fields.value('quiet'), `${where}.quiet`, problems) : null,
  }
  fields.end()
  if (policy.appliesTo.length === 0) problems.push(`${where}.for must say for which cases the policy is; "[{}]" means all.`)
  if (policy.levels.length === 0) problems.push(`${where}.levels must hold at least one level.`)
  const last = policy.levels.at(-1)
  if (last && last.tell.length > 0 && last.tell.every(isMachine))
    problems.push(
      `${where}.levels[${policy.levels.length - 1}].tell reaches no person; let the last level tell somebody of the firm as well.`,
    )
  if (policy.stopsOn.length === 0) problems.push(`${where}.stops_on must name what ends the climb, or it would never end.`)
  return policy
}

/** A partner or a system: told, but nobody of the firm answers for the case there. */
const isMachine = (target: Target) => target.startsWith('webhook:') || target.startsWith('partner:')

function appliesFrom(value: unknown, where: string, problems: string[]): Applies {
  const fields = fieldsOf(value, where, problems)
  const applies = {
    highRisk: fields.flag('high_risk'),
    severities: fields.someOf('severities', SEVERITIES),
    kinds: fields.someOf('kinds', ['complaint', 'opportunity', 'abuse']),
  }
  fields.end()
  return applies
}

function levelFrom(value: unknown, where: string, problems: string[]): Level {
  const fields = fieldsOf(value, where, problems)
  const level = {
    afterMs: delayFrom(fields.value('after'), `${where}.after`, problems),
    tell: fields.texts('tell').flatMap((entry) => targetFrom(entry, where, problems)),
    takeOver: fields.flag('take_over'),
  }
  fields.end()
  if (level.tell.length === 0) problems.push(`${where}.tell must name at least one of ${TARGETS.join(', ')}.`)
  return level
}

function targetFrom(text: string, where: string, problems: string[]): Target[] {
  const role = TARGETS.find((target) => target === text)
  if (role) return [role]
  const [kind, ...rest] = text.split(':')
  const named = NAMED_TARGETS.find((target) => target === kind)
  const name = rest.join(':').trim()
  if (named && name !== '') return [`${named}:${name}`]
  problems.push(
    `${where}.tell may hold ${TARGETS.join(', ')} or a name such as ${NAMED_TARGETS.map((target) => `${target}:…`).join(', ')}, but it holds ${say(text)}.`,
  )
  return []
}

function countFrom(value: unknown, where: string, problems: string[]): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 5) return value
  problems.push(`${where} must be 1 to 5, but it is ${say(value)}.`)
  return 1
}

function repeatFrom(value: unknown, where: string, problems: string[]): { times: number; everyMs: number } {
  const fields = fieldsOf(value, where, problems)
  const times = fields.value('times')
  const fits = typeof times === 'number' && Number.isInteger(times) && times >= 1 && times <= 100
  if (!fits) problems.push(`${where}.times must be a whole number from 1 to 100, but it is ${say(times)}.`)
  const everyMs = delayFrom(fields.value('every'), `${where}.every`, problems)
  fields.end()
  if (everyMs < 60_000) problems.push(`${where}.every must be at least a minute.`)
  return { times: fits ? times : 1, everyMs }
}

function delayFrom(value: unknown, where: string, problems: string[]): number {
  const span = typeof value === 'string' ? parseSpan(value) : null
  if (span?.unit === 'wall') return span.ms
  problems.push(`${where} must be a delay such as PT10M or PT4H, but it is ${say(value)}.`)
  return 0
}

const saysNothing = ({ highRisk, severities, kinds }: Applies) => !highRisk && severities.length === 0 && kinds.length === 0

/**
 * The first policy that fits, as this case must climb it: severity A always climbs by the wall clock, whatever the policy says. Undefined
 * only for an empty or unchecked list.
 */
export function choosePolicy(
  policies: readonly Policy[],
  facts: { severity: Severity; highRisk: boolean; kind: CaseKind },
): (Policy & { severity?: Severity }) | undefined {
  const policy = policies.find((each) => each.startsOn.some(({ on }) => on === 'opened') && fits(each, facts))
  return policy && underSeverity(policy, facts.severity)
}

export const fits = ({ appliesTo }: Policy, facts: { severity: Severity; highRisk: boolean; kind: CaseKind }) =>
  appliesTo.some(
    ({ highRisk, severities, kinds }) =>
      (!highRisk || facts.highRisk) &&
      (severities.length === 0 || severities.includes(facts.severity)) &&
      (kinds.length === 0 || kinds.includes(facts.kind)),
  )

/** The policy as a case of this severity climbs it. A stored climb goes through here again each time it is looked at. */
export const underSeverity = (policy: Policy, severity: Severity): Policy & { severity?: Severity } =>
  severity === 'A' && policy.time !== 'wall' ? { ...policy, time: 'wall', severity } : policy.quiet ? { ...policy, severity } : policy

/** True once something has happened that ends the climb. */
export const isOver = (policy: Policy, facts: readonly Fact[]) => facts.some((fact) => policy.stopsOn.includes(fact))
