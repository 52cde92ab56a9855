import { CHANNELS } from '../channels'

/** Where a complaint may have come in, as rule books call it: our channels, and words of theirs that no connector goes by. */
export const RULE_CHANNELS = [...CHANNELS, 'web', 'website', 'in_person', 'call_centre', 'head_office', 'other'] as const

/** What a milestone is for; screens and letters name these. */
export const KINDS = [
  'acknowledge',
  'first_response',
  'next_response',
  'final_response',
  'closure_window',
  'customer_window',
  'information_request',
  'delay_notice',
  'implement_outcome',
  'enforcement_hold',
  'progress_update',
  'provisional_remedy',
  'communicate_outcome',
  'optional_public_response',
  'external_referral',
  'external_review',
  'internal_target',
  'decide_acceptance',
  'mediation_limit',
  'record_on_receipt',
  'first_contact_resolution',
  'alert',
] as const
export type MilestoneKind = (typeof KINDS)[number]

/** `may` is a window that closes, never a promise that is broken; `target` is the firm's own and not the law. */
export const OBLIGATIONS = ['must', 'should', 'may', 'target'] as const
export type Obligation = (typeof OBLIGATIONS)[number]

/** Whose clock it is. Only the firm's own can be missed by the firm; the others are shown and wake nobody. */
export const ACTORS = ['firm', 'customer', 'authority'] as const
export type Actor = (typeof ACTORS)[number]

/** P: the regulator's own text was read; S: a secondary page; M: memory, with its confidence; N: not found, or the firm's own number. */
export const EVIDENCE = ['P', 'S', 'M-hi', 'M-med', 'M-lo', 'N'] as const
export type Evidence = (typeof EVIDENCE)[number]
/** Below a primary or a secondary source a rule is shown as "to be confirmed". */
export const toBeConfirmed = (evidence: Evidence) => evidence !== 'P' && evidence !== 'S'

/** What a letter can be asked to say. A template names the blocks that it holds, and sending stops where one that must be there is missing. */
export const BLOCKS = [
  'ack_received',
  'ack_next_steps',
  'outcome',
  'reasons',
  'redress_offer',
  'ext_right',
  'ext_contact',
  'ext_leaflet',
  'ext_deadline',
  'ext_time_waiver',
  'delay_reasons',
  'delay_expected',
  'summary_resolution',
  'progress',
  'right_written_reply',
  'regulator_right',
] as const
export type Block = (typeof BLOCKS)[number]

/** What a regulator asks for beside dates; each is a sentence with its source, for the people who set the desk up. */
export const DUTY_AREAS = [
  'definition',
  'triage',
  'vulnerability',
  'systemic',
  'records',
  'governance',
  'reports',
  'answers',
  'retention',
  'receipt',
] as const
export type DutyArea = (typeof DUTY_AREAS)[number]

/** Happenings that are answers of the firm: none can be older than what it answers. */
export const ANSWERS = ['ack_sent', 'progress_sent', 'final_sent', 'response_sent']
