import type { Finding, RiskCategory, Severity } from '../domain/finding'
import type { Moment } from '../domain/moment'
import type { FindingRow } from './needs'

/** What detection may know of a message besides its words. */
export type About = { lang: string | null; public: boolean; channel: string | null }

/** A condition (`when`) with what it asks for, or phrases of a risk category. */
export type RuleBody =
  | { kind: 'rule'; when: string; floor: Severity | null; look: boolean }
  | { kind: 'phrase'; category: RiskCategory; phrases: string[]; unless: string[] }
export type RuleState = 'draft' | 'live' | 'removed'
/** How often a rule would have fired on the newest messages when it went live. */
export type TestedOn = { tested: number; fired: number; raised: number }
export type StoredRule = {
  name: string
  version: number
  kind: RuleBody['kind']
  state: RuleState
  body: RuleBody
  tested: TestedOn | null
  madeAt: Moment
  madeBy: string
}

/** A message that was understood before, and what came of it. */
export type Tried = {
  id: string
  text: string
  about: About
  finding: Finding
  severity: Severity | null
  disposition: FindingRow['disposition']
}

/** A rule as detection reads it: makes a finding of a finding, never with less in it. */
export type Refine = (finding: Finding, text: string, about: About) => Finding

/** What the rules of a firm need from outside. `compile` throws nothing: `broken` says what could not be used. */
export type RuleNeeds = {
  now(): Moment
  newest(tenant: string): Promise<StoredRule[]>
  put(tenant: string, it: Omit<StoredRule, 'version' | 'madeAt' | 'madeBy'> & { by: string; at: Moment }): Promise<number>
  latest(tenant: string, limit: number): Promise<Tried[]>
  compile(rules: { name: string; version: number; body: RuleBody }[]): { refine: Refine; broken: { name: string; why: string }[] }
}

/** A message with the newest label that a person gave it. */
export type LabelledRow = { id: string; text: string; lang: string; complaint: boolean; at: Moment; by: string }
/** What corrections teach beside that. */
export type Choice = 'severity' | 'topic' | 'emotion'
/** A message that a person has judged, by question: what they said (`said`), and what they let stand. */
export type ChoiceLabels = {
  id: string
  text: string
  lang: string
  at: Moment
  said: Partial<Record<Choice, string>>
  stood: Partial<Record<Choice, string>>
}
/** `challenger` was judged better and waits; `champion` is in force; `retired` was replaced, `withdrawn` taken back, `refused` never any good. */
export type ModelState = 'challenger' | 'champion' | 'retired' | 'withdrawn' | 'refused'
export type FirmModel = {
  id: string
  state: ModelState
  /** The shared model that it adds to, as `id@version`. */
  base: string
  report: LearningReport
  madeAt: Moment
  madeBy: string
  decidedAt: Moment | null
  decidedBy: string | null
}
export type Score = { n: number; right: number; missed: number; alarms: number }
export type Between = { difference: number; low: number; high: number }
type Comparison = { lang: string; champion: Score; challenger: Score; right: Between; missed: Between }
export type LearningReport = {
  rows: number
  taught: number
  heldBack: number
  refused: string | null
  verdict: {
    better: boolean
    why: string
    comparisons: Comparison[]
    changed: { id: string; excerpt: string; complaint: boolean; was: number; is: number }[]
  } | null
  /** The other questions that enough was said of. Missing in reports of before they were asked. */
  tasks?: ChoiceReport[]
}
export type ChoiceReport = {
  task: Choice
  corrected: number
  taught: number
  heldBack: number
  better: boolean
  why: string
  comparisons: Comparison[]
}
export type WindowCounts = Record<'score' | 'language' | 'topic', Record<string, number>>
export type Drift = { what: string; psi: number; before: number; now: number; moved: { value: string; before: number; now: number } | null }

/** What learning from a firm's corrections needs from outside. */
export type LearningNeeds = {
  now(): Moment
  rows(tenant: string, limit: number): Promise<LabelledRow[]>
  choices(tenant: string, limit: number): Promise<ChoiceLabels[]>
  models(tenant: string): Promise<FirmModel[]>
  champion(tenant: string): Promise<{ id: string; delta: Uint8Array } | null>
  put(
    tenant: string,
    it: { state: ModelState; base: string; report: LearningReport; delta: Uint8Array | null; by: string; at: Moment },
  ): Promise<string>
  crown(tenant: string, it: { id: string; by: string; at: Moment }): Promise<boolean>
  uncrown(tenant: string, it: { by: string; at: Moment }): Promise<{ was: string; is: string | null } | null>
  counts(tenant: string, from: Moment, to: Moment): Promise<WindowCounts>
  /** Learns and judges; `base` names the shared model, and without a `delta` nothing came out better. */
  challenge(
    rows: LabelledRow[],
    choices: ChoiceLabels[],
    champion: Uint8Array | null,
  ): { base: string; delta: Uint8Array | null; report: LearningReport }
  drift(what: string, before: Record<string, number>, now: Record<string, number>): Drift
}

/** What the detector made of a message, or why it could not. */
export type Reading = Finding | { failed: string }
/** By message id. */
export type Readings = ReadonlyMap<string, Reading>
