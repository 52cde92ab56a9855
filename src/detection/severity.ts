import type { Finding, RiskCategory, Severity } from '../domain/finding'

type SeverityFinding = Finding['severity']
const LETTERS: readonly Severity[] = ['A', 'B', 'C', 'D', 'E']
const E = 4

/** The least severity (index into A–E) that a phrase of a category speaks of when it stands in a complaint, and how sure that makes us. */
const FLOORS: Partial<Record<RiskCategory, { letter: number; share: number }>> = {
  regulator: { letter: 1, share: 0.7 },
  legal: { letter: 1, share: 0.7 },
  media: { letter: 1, share: 0.65 },
  fraud: { letter: 1, share: 0.65 },
  privacy: { letter: 1, share: 0.65 },
  discrimination: { letter: 1, share: 0.65 },
  misconduct: { letter: 1, share: 0.55 },
  hardship: { letter: 1, share: 0.6 },
  vulnerable: { letter: 1, share: 0.55 },
}
const OWN_B = { letter: 1, share: 0.6 }
/** What a risk phrase tells: its category, and the least severity that its own rule names. */
type Told = { category: RiskCategory; floor: 'A' | 'B' | null }
/** Severities of an ordinary complaint, when the words were not worth asking. */
const ORDINARY = [0.01, 0.06, 0.6, 0.28, 0.05]
/** From this probability on a message is A. A third of our messages are, few of the real ones: less than this cries wolf. */
export const SURE_OF_HARM = 0.5
/** What is given as just that sure has been divided and added up again. */
const ROUNDING = 1e-9

/**
 * Severity of a message that is a complaint with probability `p` and tells of harm (A) with probability `harm`: `given` is the distribution over A–E if
 * it is one; what is not a complaint is E. Risk phrases, which `harm` has heard already, move the rest of the probability to their floor, never
 * down. `p` of the result is over all messages, while `value` is, unless the message is surely none, the severity *if* it is a complaint: the one to
 * treat it by.
 */
export function raiseSeverity(given: number[], harm: number, p: number, hits: readonly Told[], surelyNone: boolean): SeverityFinding {
  let raised = withHarm(given, harm)
  for (const { category, floor } of hits) {
    const least = floor === 'B' ? OWN_B : FLOORS[category]
    if (least && floor !== 'A') raised = lift(raised, least.letter, least.share)
  }
  return severityOf(raised, p, surelyNone)
}

/** A gets the probability of harm, the others share the rest as they did. */
function withHarm(given: number[], harm: number): number[] {
  const others = Math.max(1e-9, 1 - given[0]!)
  return given.map((q, k) => (k === 0 ? harm : (q * (1 - harm)) / others))
}

export const severityWithoutWords = (p: number): SeverityFinding => severityOf(ORDINARY, p, true)

/** At least `share` of the probability lies at `letter` or worse; what comes there leaves A as it is. */
function lift(given: number[], letter: number, share: number): number[] {
  const above = given.slice(0, letter + 1).reduce((sum, p) => sum + p, 0)
  if (above >= share) return given
  return given.map((p, k) => (k > letter ? (p * (1 - share)) / (1 - above) : k === letter ? p + share - above : p))
}

/** Severity from the distribution over A–E that a message has if it is a complaint: A from {@link SURE_OF_HARM} on, else the middle one. */
export function severityOf(given: number[], p: number, surelyNone: boolean): SeverityFinding {
  let total = 0
  for (let k = 0; k < given.length; k++) total += given[k]!
  const of = (k: number) => Math.round(((given[k]! / total) * p + (k === E ? 1 - p : 0)) * 10_000) / 10_000
  const value = surelyNone ? E : given[0]! + ROUNDING >= SURE_OF_HARM * total ? 0 : middle(given, total)
  return { value: LETTERS[value]!, p: { A: of(0), B: of(1), C: of(2), D: of(3), E: of(E) } }
}

/** The middle of the distribution: severities have an order, and half of the weight lies at this one or worse. */
function middle(given: number[], total: number): number {
  let sum = 0
  for (let k = 0; k < given.length; k++) {
    sum += given[k]!
    if (sum * 2 >= total) return k
  }
  return given.length - 1
}
