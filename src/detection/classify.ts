import type { Finding, Reason, RiskCategory } from '../domain/finding'

const MEANING: Record<RiskCategory, string> = {
  health: 'somebody may be ill or hurt',
  safety: 'somebody may be in danger',
  self_harm: 'the writer may harm themselves',
  violence: 'violence or a threat of it',
  fire: 'fire or smoke',
  regulator: 'may go to a regulator',
  legal: 'may go to law',
  media: 'may go public',
  fraud: 'speaks of fraud',
  privacy: 'personal data',
  discrimination: 'discrimination',
  misconduct: 'misconduct',
  hardship: 'money trouble',
  vulnerable: 'somebody who may need support',
  outage: 'an outage',
  repeat: 'not the first time',
  churn: 'may leave',
}
const LABEL = 12
const LONGEST_QUOTE = 60
/** A letter may bear any number of marks. */
const MOST_READ = 2_000
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** A finding in plain lines for a terminal: what was concluded, because of which words, in which language, by which model. */
export function explain(finding: Finding, text: string): string {
  const { complaint, severity, urgency, sentiment, emotion, intent, topics, lang, model } = finding
  const categories = [...new Set(finding.risk_phrases.map((phrase) => phrase.category))]
  const why = categories.length > 0 ? ` (${categories.join(', ')})` : ''
  const share = severity.p[severity.value]
  return [
    line('complaint', [
      verdict(complaint),
      `severity  ${severity.value} ${two(share)}${why}`,
      `topic  ${topics.map((topic) => `${topic.value} ${two(topic.p)}`).join(', ') || '-'}`,
    ]),
    line('intent', [
      `${intent.value} ${two(intent.p)}`,
      `urgency  ${urgency.value} ${two(urgency.p)}`,
      `sentiment  ${sentiment.value} ${two(sentiment.p)}`,
      ...(emotion ? [`emotion  ${emotion.value} ${two(emotion.p)}`] : []),
    ]),
    ...becauses(finding, text),
    line('language', [`${lang.value} ${two(lang.p)}`, `model  ${model.id} ${model.version}`]),
  ].join('\n')
}

function becauses(finding: Finding, text: string): string[] {
  const reasons = finding.reasons.map((reason) => `${quoted(text, reason)} → ${meaning(finding, reason)}`)
  if (reasons.length === 0) return [line('because', ['no words spoke for a complaint'])]
  return reasons.map((reason, i) => line(i === 0 ? 'because' : '', [reason]))
}

function meaning(finding: Finding, reason: Reason): string {
  const phrase = finding.risk_phrases.find(
    (risk) => risk.start === reason.start && risk.end === reason.end && reason.rule?.includes(`${risk.id}@`),
  )
  if (phrase) return `${MEANING[phrase.category]} (${reason.rule})`
  return `speaks ${finding.complaint.value === 'no' ? 'against' : 'for'} a complaint (+${two(reason.weight)})`
}

/** The words of a reason on one line, without characters that move a terminal's cursor or turn its direction. */
function quoted(text: string, { start, end }: Reason): string {
  const words = text.slice(start, end).replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200e\u200f]+/gu, ' ')
  const letters = Array.from(graphemes.segment(words.slice(0, MOST_READ)), ({ segment }) => segment)
  const shown = letters.slice(0, LONGEST_QUOTE).join('')
  return shown.length < words.length ? `${shown}…` : words
}

const verdict = ({ value, p }: Finding['complaint']): string => `${value === 'unsure' ? 'not sure' : value} ${two(p)}`
const two = (p: number): string => p.toFixed(2)
const line = (label: string, cells: string[]): string => `${label.padEnd(LABEL)}${cells.join('   ')}`
