/** What detection concluded about one message, with its reasons. This very object is stored and is what the API and the CLI show. */
export type Finding = {
  lang: { value: string; p: number }
  /** `p` is the probability that the message is a complaint, whatever `value` says; `unsure` is the band a person decides. */
  complaint: { value: 'yes' | 'no' | 'unsure'; p: number }
  severity: { value: Severity; p: Record<Severity, number> }
  urgency: { value: Urgency; p: number }
  sentiment: { value: 'negative' | 'neutral' | 'positive'; p: number }
  /** What the writer seems to feel. Missing in findings of before it was asked. */
  emotion?: { value: Emotion; p: number }
  topics: { value: string; p: number }[]
  intent: { value: Intent; p: number }
  risk_phrases: RiskPhrase[]
  /** What else a person must know of the message, whatever its intent: see {@link Tag}. Missing where there is nothing. */
  tags?: Tag[]
  /** Rules of the firm's own that spoke. They ask for more attention, never for less. Missing where none did. */
  rules?: FiredRule[]
  reasons: Reason[]
  model: { id: string; version: string }
}

/** A is a severe crisis, E is ordinary feedback. */
export type Severity = 'A' | 'B' | 'C' | 'D' | 'E'
export const SEVERITIES = ['A', 'B', 'C', 'D', 'E'] as const
export const URGENCIES = ['low', 'normal', 'high', 'immediate'] as const
export type Urgency = (typeof URGENCIES)[number]
export const EMOTIONS = ['anger', 'disappointment', 'worry', 'sadness', 'joy', 'gratitude', 'neutral'] as const
export type Emotion = (typeof EMOTIONS)[number]
export type Intent = 'question' | 'complaint' | 'praise' | 'lead' | 'spam' | 'abuse'

/** What a risk phrase is about; the category decides the severity floor in `triage/`. */
export const RISK_CATEGORIES = [
  'health',
  'safety',
  'self_harm',
  'violence',
  'fire', // somebody may be hurt
  'regulator',
  'legal',
  'media', // the complaint may leave the house
  'fraud',
  'privacy',
  'discrimination',
  'misconduct', // the firm may have done wrong
  'hardship',
  'vulnerable', // the person may need support
  'outage',
  'repeat',
  'churn',
] as const
export type RiskCategory = (typeof RISK_CATEGORIES)[number]

/** `start` and `end` are UTF-16 offsets into the original text, on grapheme edges; `disguised` marks words written past a filter. */
export type RiskPhrase = { id: string; version: string; category: RiskCategory; start: number; end: number; disguised?: true }

/** Kinds of message that go to particular people, and that no other finding may hide. */
export type Tag = 'troll' | 'scam' | 'lead' | 'named_employee' | 'conduct' | 'abuse'
/** A rule that a firm wrote: the severity it asks for at least (null for none) and whether it brings the message before a person. */
export type FiredRule = { id: string; version: string; name: string; floor: Severity | null; look: boolean }
/** Why a task came out as it did: a span of the original text, its weight (> 0 speaks for the value), and the rule where a rule spoke. */
export type Reason = { task: string; start: number; end: number; weight: number; rule: string | null }
