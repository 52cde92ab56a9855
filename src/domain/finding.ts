/** What detection concluded about one message, with its reasons. This very object is stored and is what the API and the CLI show. */
export type Finding = {
  lang: { value: string; p: number }
  /** `p` is the probability that the message is a complaint, whatever `value` says; `unsure` is the band a person decides. */
  complaint: { value: 'yes' | 'no' | 'unsure'; p: number }
  severity: { value: Severity; p: Record<Severity, number> }
  urgency: { value: Urgency; p: number }
  sentiment: { value: 'negative' | 'neutral' | 'positive'; p: number }
  topics: { value: string; p: number }[]
  intent: { value: Intent; p: number }
  risk_phrases: RiskPhrase[]
  reasons: Reason[]
  model: { id: string; version: string }
}

/** A is a severe crisis, E is ordinary feedback. */
export type Severity = 'A' | 'B' | 'C' | 'D' | 'E'
export const SEVERITIES = ['A', 'B', 'C', 'D', 'E'] as const
export type Urgency = 'low' | 'normal' | 'high' | 'immediate'
export type Intent = 'question' | 'complaint' | 'praise' | 'lead' | 'spam' | 'abuse'

/** What a risk phrase is about; the category decides the severity floor in `triage/`. */
export type RiskCategory =
  | 'health'
  | 'safety'
  | 'self_harm'
  | 'violence'
  | 'fire' // somebody may be hurt
  | 'regulator'
  | 'legal'
  | 'media' // the complaint may leave the house
  | 'fraud'
  | 'privacy'
  | 'discrimination'
  | 'misconduct' // the firm may have done wrong
  | 'hardship'
  | 'vulnerable' // the person may need support
  | 'outage'
  | 'repeat'
  | 'churn'

/** `start` and `end` are UTF-16 offsets into the original text, on grapheme edges. */
export type RiskPhrase = { id: string; version: string; category: RiskCategory; start: number; end: number }
/** Why a task came out as it did: a span of the original text, its weight (> 0 speaks for the value), and the rule where a rule spoke. */
export type Reason = { task: string; start: number; end: number; weight: number; rule: string | null }
