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
