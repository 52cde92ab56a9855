import type { Because, Tier } from '../case/events'
import { type Finding, type FiredRule, SEVERITIES, type Severity, type Urgency } from '../finding'
import { priorityOf } from './priority'
import { RULES, type Rule } from './rules'
import type { Seen } from './seen'
import { tierFor } from './tier'
import { percent, speaksOfHarm } from './when'

export type { History, Seen } from './seen'

export type Disposition = 'complaint' | 'review' | 'not_a_case' | 'opportunity' | 'abuse'

export type Triage = {
  /** `review` waits for a person; the others are decided. */
  disposition: Disposition
  severity: Severity
  tier: Tier
  /** 0 is the most urgent, 999 the least; see `priorityOf`. */
  priority: number
  /** An expert is told at once. Only ever true of a complaint, so that an alert always has a case to hang on. */
  highRisk: boolean
  urgency: Urgency
  because: Because[]
}

type Fired = { rule: Omit<Rule, 'when'>; evidence: string }

/** Grades one message. Every rule that spoke, and every change that it made, is named in `because`. */
export function triage(seen: Seen): Triage {
  const { finding } = seen
  const fired = fire(seen)
  const floor = worst(fired.flatMap(({ rule }) => rule.floor ?? []))
  const plain = plainly(finding)
  const lifted = lift(plain, floor, fired)
  const severity = grade(lifted, finding, floor, fired)
  const disposition = severity === 'A' ? 'complaint' : lifted
  const highRisk = disposition === 'complaint' && isHighRisk(severity, finding)
  const urgency = atLeast(finding.urgency.value, severity)
  const tiers = fired.flatMap(({ rule }) => rule.tier ?? [])
  if (disposition === 'opportunity' || disposition === 'abuse') tiers.push(2)

  return {
    disposition,
    severity,
    tier: tierFor(severity, ...tiers),
    priority: priorityOf(
      severity,
      fired.reduce((points, { rule }) => points + (rule.points ?? 0), 0),
    ),
    highRisk,
    urgency,
    because: [
      ...plainReasons(plain, finding),
      ...fired.map(({ rule, evidence }) => ({ code: rule.code, evidence })),
      ...effects(plain, finding, { disposition, severity, urgency, highRisk }),
    ],
  }
}

function fire(seen: Seen): Fired[] {
  const fired: Fired[] = []
  for (const rule of RULES) {
    const evidence = rule.when(seen)
    if (evidence !== null) fired.push({ rule, evidence })
  }
  return [...fired, ...(seen.finding.rules ?? []).map(ofTheFirm)]
}

/** A rule that the firm wrote: detection asked its condition, and here it raises like any other. */
const ofTheFirm = ({ id, name, floor, look }: FiredRule): Fired => ({
  rule: { id: `firm.${id}`, code: 'firm_rule', ...(floor ? { floor } : {}), ...(look ? { look: true } : {}) },
  evidence: name,
})

/** What detection alone would make of it. A lead or an abuse that is less than half sure waits for a person like any other doubt. */
function plainly({ complaint, intent }: Finding): Disposition {
  if (complaint.value === 'yes') return 'complaint'
  if (complaint.value === 'unsure') return 'review'
  if (intent.value !== 'lead' && intent.value !== 'abuse') return 'not_a_case'
  if (intent.p < 0.5) return 'review'
  return intent.value === 'lead' ? 'opportunity' : 'abuse'
}

/** What rules make of it: more likely to be seen, never less. */
function lift(plain: Disposition, floor: Severity, fired: Fired[]): Disposition {
  if (plain === 'complaint' || floor === 'A') return 'complaint'
  const grave = fired.some(({ rule }) => rule.floor === 'B' && !rule.look)
  if (plain === 'review') return grave ? 'complaint' : 'review'
  return grave || fired.some(({ rule }) => rule.look) ? 'review' : plain
}

/**
 * The model's severity counts where there is, or may be, a complaint; the steps do so too. Its A stands only where something happened or
 * threatens, and no step makes a crisis of a doubt: a question about harm is serious, whoever asks it.
 */
function grade(disposition: Disposition, finding: Finding, floor: Severity, fired: Fired[]): Severity {
  if (disposition !== 'complaint' && disposition !== 'review') return floor
  const model = finding.severity.value
  let severity = worst([model === 'A' && !speaksOfHarm(finding) ? 'B' : model, floor])
  for (const { rule } of fired) {
    if (rule.step) severity = worst([severity, oneUp(severity, disposition === 'review' ? 'B' : rule.step.upTo)])
  }
  return severity
}

const isHighRisk = (severity: Severity, { risk_phrases }: Finding) =>
  severity === 'A' ||
  (severity === 'B' && risk_phrases.some(({ category }) => category === 'regulator' || category === 'media' || category === 'self_harm'))

const URGENCIES: readonly Urgency[] = ['low', 'normal', 'high', 'immediate']

function atLeast(urgency: Urgency, severity: Severity): Urgency {
  const least = severity === 'A' ? 3 : severity === 'B' ? 2 : 0
  return URGENCIES[Math.max(URGENCIES.indexOf(urgency), least)]!
}

const rank = (severity: Severity) => SEVERITIES.indexOf(severity)

/** The most severe of them; E where there is none. */
export const worst = (severities: readonly Severity[]): Severity => SEVERITIES[Math.min(4, ...severities.map(rank))]!

const oneUp = (severity: Severity, upTo: Severity): Severity => SEVERITIES[Math.max(rank(severity) - 1, rank(upTo))]!

function plainReasons(plain: Disposition, { complaint, intent, severity }: Finding): Because[] {
  const complaintReason = { code: `complaint_${complaint.value}`, evidence: percent(complaint.p) }
  if (plain === 'complaint' || plain === 'review')
    return [complaintReason, { code: 'severity_by_model', evidence: `${severity.value} (${percent(severity.p[severity.value])})` }]
  return [complaintReason, { code: `intent_${intent.value}`, evidence: percent(intent.p) }]
}

type Graded = Pick<Triage, 'disposition' | 'severity' | 'urgency' | 'highRisk'>

function effects(
  plain: Disposition,
  { severity: model, urgency: asked }: Finding,
  { disposition, severity, urgency, highRisk }: Graded,
): Because[] {
  const found: Because[] = []
  const counts = disposition === 'complaint' || disposition === 'review'
  if (disposition !== plain) found.push({ code: `raised_to_${disposition}`, evidence: `was ${plain}` })
  const against = `${severity}; the model said ${model.value}`
  if (rank(severity) < rank(model.value)) found.push({ code: 'severity_raised', evidence: against })
  if (counts && rank(severity) > rank(model.value)) found.push({ code: 'severity_held', evidence: against })
  if (urgency !== asked.value) found.push({ code: 'urgency_raised', evidence: `${urgency}; the model said ${asked.value}` })
  if (highRisk) found.push({ code: 'high_risk', evidence: `severity ${severity}` })
  return found
}
