import type { Finding, RiskCategory, Tag } from '../finding'
import type { Seen } from './seen'

const DAY = 86_400_000

/** A condition of a rule: the evidence in plain words where it holds, null where it does not. */
export type When = (seen: Seen) => string | null

/** The customer's own words that named a risk of this category. */
export const phrase =
  (...categories: RiskCategory[]): When =>
  ({ finding, text }) => {
    const hit = finding.risk_phrases.find((found) => categories.includes(found.category))
    return hit === undefined ? null : quote(text.slice(hit.start, hit.end)) || hit.id
  }

/** A topic that detection is at least half sure of. */
export const topic =
  (...names: string[]): When =>
  ({ finding }) => {
    const hit = finding.topics.find((found) => found.p >= 0.5 && names.includes(found.value))
    return hit === undefined ? null : `${hit.value} (${percent(hit.p)})`
  }

/** What the message is besides a complaint or none, and so who else must see it. */
export const tagged =
  (tag: Tag): When =>
  ({ finding }) =>
    finding.tags?.includes(tag) ? tag.replaceAll('_', ' ') : null

export const both =
  (first: When, second: When): When =>
  (seen) => {
    const evidence = first(seen)
    return evidence === null || second(seen) === null ? null : evidence
  }

export const unless =
  (condition: When): When =>
  (seen) =>
    condition(seen) === null ? '' : null

/**
 * The message does not merely ask or praise: it speaks of something that happened, or threatens. The doubt of the complaint model alone says
 * neither, for detection doubts every message that holds a word of harm. Expressed tone plays no part.
 */
export const happenedOrThreatens: When = ({ finding }) => (speaksOfHarm(finding) ? '' : null)

export const speaksOfHarm = (finding: Finding) =>
  finding.complaint.value === 'yes' ||
  finding.complaint.p >= 0.5 ||
  finding.intent.value === 'complaint' ||
  finding.intent.value === 'abuse' ||
  finding.urgency.value === 'high' ||
  finding.urgency.value === 'immediate' ||
  harmP(finding) >= 0.5

/** The severity model gives A and B together at least this much. */
export const severeByModel =
  (least: number): When =>
  ({ finding }) =>
    harmP(finding) >= least ? `A or B (${percent(harmP(finding))})` : null

export const notRuledOut: When = ({ finding }) => (finding.complaint.value === 'no' ? null : '')

export const reach: When = ({ contact, public: open }) => {
  if (!open) return null
  if (contact.followers !== null && contact.followers >= 10_000) return `${contact.followers} followers, public`
  return contact.verified ? 'verified account, public' : null
}

export const inPublic: When = (seen) => (seen.public ? 'public message' : null)

export const oftenInTouch: When = ({ history }) => (history.contactsLast30d >= 3 ? `${history.contactsLast30d} contacts in 30 days` : null)

export const hasOpenCase: When = ({ history }) => (history.openCases.length > 0 ? `${history.openCases.length} open` : null)

export const waitsForLong: When = ({ history, now }) => {
  const days = Math.max(0, ...history.openCases.map((open) => Math.floor((now - open.receivedAt) / DAY)))
  return days >= 7 ? `waiting for ${days} days` : null
}

export const cameBefore: When = ({ history }) => (history.earlierCases >= 3 ? `${history.earlierCases} earlier cases` : null)

export const needsSupport: When = ({ supportNeeds }) => (supportNeeds.length > 0 ? supportNeeds.join(', ') : null)

export const urgency =
  (value: Finding['urgency']['value']): When =>
  ({ finding }) =>
    finding.urgency.value === value ? `${value} (${percent(finding.urgency.p)})` : null

export const soundsUpset: When = ({ finding }) =>
  finding.sentiment.value === 'negative' && finding.sentiment.p >= 0.6 ? `negative (${percent(finding.sentiment.p)})` : null

/** Capitals nearly throughout the first 400 characters, or a run of exclamation marks (`!!!`, also the full-width one). */
export const shouts: When = ({ text }) => {
  const beginning = text.slice(0, 400)
  if (/!!!|！！！/.test(text)) return '!!!'
  if (!/[A-Z\u00c0-\u00de\u0386-\u03ab\u0400-\u042f]{3}/.test(beginning)) return null
  const capitals = beginning.match(/\p{Lu}/gu)?.length ?? 0
  return capitals >= 12 && capitals >= 4 * (beginning.match(/\p{Ll}/gu)?.length ?? 0) ? 'capitals' : null
}

export const percent = (p: number) => `${Math.round(p * 100)} %`

const harmP = ({ severity }: Finding) => severity.p.A + severity.p.B

const quote = (words: string) => {
  const signs = [...words.trim()]
  return signs.length <= 80 ? signs.join('') : `${signs.slice(0, 79).join('')}…`
}
