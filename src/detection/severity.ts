import type { Finding, RiskCategory, Severity } from '../domain/finding'

type SeverityFinding = Finding['severity']
const LETTERS: readonly Severity[] = ['A', 'B', 'C', 'D', 'E']
const E = 4

/** The least harm (index into A–E) that a phrase of a category speaks of, when it stands in a complaint, and how sure that makes us. */
const FLOORS: Partial<Record<RiskCategory, { letter: number; share: number }>> = {
  self_harm: { letter: 0, share: 0.8 },
  fire: { letter: 0, share: 0.6 },
  violence: { letter: 0, share: 0.55 },
  health: { letter: 0, share: 0.55 },
  safety: { letter: 0, share: 0.55 },
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
/** What a rule says of itself, where it knows better than its category. */
const OWN = { A: { letter: 0, share: 0.6 }, B: { letter: 1, share: 0.6 } }
/** What a risk phrase tells: its category, and the least harm that its own rule names. */
type Told = { category: RiskCategory; floor: 'A' | 'B' | null }
/** Severities of an ordinary complaint, when the words were not worth asking. */
const ORDINARY = [0.01, 0.06, 0.6, 0.28, 0.05]

/**
 * Severity of a message that is a complaint with probability `p`: `given` is the distribution over A–E if it is one; what is not a
 * complaint is E. A risk phrase moves probability to its floor and above, never down. `p` of the result is over all messages, while
 * `value` is, unless the message is surely none, the middle severity *if* it is a complaint: the one to treat it by.
 */
export function raiseSeverity(given: number[], p: number, hits: readonly Told[], surelyNone: boolean): SeverityFinding {
  let raised = given
  let harmTold = false
  for (const { category, floor } of hits) {
    const least = floor ? OWN[floor] : FLOORS[category]
    if (least) raised = lift(raised, least.letter, least.share)
    if (least?.letter === 0) harmTold = true
  }
  return severityOf(raised === given && !harmTold ? doubted(given) : raised, p, surelyNone)
}

/** Harm that no phrase speaks of is believed only where the model is surer than half: the rest of the doubt goes to the other severities. */
const SURE_OF_HARM = 0.6

function doubted(given: number[]): number[] {
  const [harm] = given as [number]
  if (harm >= SURE_OF_HARM || harm < 0.4) return given
  const kept = 0.4
  return given.map((q, k) => (k === 0 ? kept : (q * (1 - kept)) / (1 - harm)))
}

export const severityWithoutWords = (p: number): SeverityFinding => severityOf(ORDINARY, p, true)

/** At least `share` of the probability lies at `letter` or worse; where it lies there, the model says. */
function lift(given: number[], letter: number, share: number): number[] {
  const above = given.slice(0, letter + 1).reduce((sum, p) => sum + p, 0)
  if (above >= share) return given
  return given.map((p, k) => {
    if (k > letter) return (p * (1 - share)) / (1 - above)
    return above > 0.02 ? (p * share) / above : k === letter ? share : p
  })
}

/** Severity from the distribution over A–E that a message has if it is a complaint. */
export function severityOf(given: number[], p: number, surelyNone: boolean): SeverityFinding {
  const total = given.reduce((sum, q) => sum + q, 0)
  const [a, b, c, d, e] = given.map((q, k) => Math.round(((q / total) * p + (k === E ? 1 - p : 0)) * 10_000) / 10_000) as [
    number,
    number,
    number,
    number,
    number,
  ]
  return { value: LETTERS[surelyNone ? E : middle(given, total)]!, p: { A: a, B: b, C: c, D: d, E: e } }
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
