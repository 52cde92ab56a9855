import type { Severity } from '../finding'

/**
 * What each kind of notice may say. Times and spans are words already, in the reader's language and calendar; `null` leaves out the line that
 * needs it. Staff notices carry what a chat room may see and nothing more of the customer; customer notices hold no internal word.
 */
export type NoticeFacts = {
  high_risk_alert: Case & Risk & Next & Wave
  escalation: Case & Risk & Next & Wave & { level: number }
  assignment: Case & Risk & { answerBy: string | null }
  clock_warning: Case & Clock & { left: string }
  clock_missed: Case & Clock & Next
  /** Many clocks at once: one notice, with the gravest case by name. */
  clock_digest: Case & { count: number }
  outcome_unknown: { reference: string; channel: string; reason: string; link: string }
  quarantine: { channel: string; receivedAt: string; reason: string; link: string }
  /** The server's disk: what is free, and how much must be. */
  disk_low: { freeMb: number; neededMb: number; link: string }
  sign_in_link: { company: string; person: string | null; link: string; until: string }
  /** After an outage: one notice instead of many, with the gravest cases by name. */
  catch_up: Case & { count: number; since: string; gravest: string }
  way_broken: { way: string }
  /** Rule books or lists of holidays that cannot be read or are missing; `what` is the first of them in a sentence. */
  rules_alarm: { count: number; what: string }
  rota_gap: { rota: string; level: number; from: string; until: string }
  guidance: Case & { by: string; words: string }
  /** A colleague calls somebody in a note. */
  mention: Case & { by: string; words: string }
  question: { asker: string; question: string; shown: string | null; dueAt: string }
  question_answered: Case & Asked
  question_overdue: Case & Asked
  approval_waiting: Case & { author: string; dueAt: string }
  approval_returned: Case & { by: string; words: string | null }
  acknowledgement: { company: string; customer: string | null; reference: string; answerBy: string | null }
  reply: { company: string; reference: string }
  /** By e-mail, where somebody left the chat window before they read what was said to them there. */
  chat_copy: { company: string; reference: string }
  /** One question after closing, where the firm wants it asked. */
  survey: { company: string; reference: string; customer: string | null }
}
export type NoticeKind = keyof NoticeFacts

type Case = { reference: string; severity: Severity; link: string }
/** `quote` is the customer's own words; no more than 140 characters of it go out. */
type Risk = { reason: string; quote: string | null }
/** Whom it climbs to, and when, if nobody acts. */
type Next = { nextPerson: string | null; nextAt: string | null }
/** How many customers tell of the same thing, where it is more than one. */
type Wave = { customers?: number }
type Asked = { colleague: string; question: string; answer: string | null }
/** `clock` is a milestone's kind (`final_response`), which the catalogue names, or a name as it stands. */
type Clock = { clock: string; dueAt: string }

const ofCase = ['reference', 'severity', 'severityName', 'link'] as const
const ofRisk = ['reason', 'quote'] as const
const ofNext = ['nextPerson', 'nextAt'] as const
const ofClock = ['clock', 'dueAt'] as const

/** The variables that a template of each kind may use. A fact that is not on the list is never printed, whatever a caller hands in. */
export const VARIABLES: Record<NoticeKind, readonly string[]> = {
  high_risk_alert: [...ofCase, ...ofRisk, ...ofNext, 'customers'],
  escalation: [...ofCase, ...ofRisk, ...ofNext, 'level', 'customers'],
  catch_up: [...ofCase, 'count', 'since', 'gravest'],
  way_broken: ['way'],
  rules_alarm: ['count', 'what'],
  rota_gap: ['rota', 'level', 'from', 'until'],
  guidance: [...ofCase, 'by', 'words'],
  mention: [...ofCase, 'by', 'words'],
  question: ['asker', 'question', 'shown', 'dueAt'],
  question_answered: [...ofCase, 'colleague', 'question', 'answer'],
  question_overdue: [...ofCase, 'colleague', 'question'],
  assignment: [...ofCase, ...ofRisk, 'answerBy'],
  clock_warning: [...ofCase, ...ofClock, 'left'],
  clock_missed: [...ofCase, ...ofClock, ...ofNext],
  clock_digest: [...ofCase, 'count'],
  outcome_unknown: ['reference', 'channel', 'reason', 'link'],
  quarantine: ['channel', 'receivedAt', 'reason', 'link'],
  disk_low: ['freeMb', 'neededMb', 'link'],
  sign_in_link: ['company', 'person', 'link', 'until'],
  approval_waiting: [...ofCase, 'author', 'dueAt'],
  approval_returned: [...ofCase, 'by', 'words'],
  acknowledgement: ['company', 'customer', 'reference', 'answerBy'],
  reply: ['company', 'reference'],
  chat_copy: ['company', 'reference'],
  survey: ['company', 'reference', 'customer'],
}

export const NOTICE_KINDS = Object.keys(VARIABLES) as NoticeKind[]

/** What goes to a customer beside the conversation: whether it arrived changes nothing on the case. */
export const isAside = (kind: NoticeKind) => kind === 'chat_copy' || kind === 'survey'
