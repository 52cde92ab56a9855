import type { Moment } from '../moment'
import type { Span } from '../time/duration'
import type { Counting, Due } from './due'
import type { Expression } from './expression'
import type { Actor, Block, DutyArea, Evidence, MilestoneKind, Obligation } from './vocabulary'

/**
 * One regulator's or the firm's rule book as plain data. A pack never changes: another text of the rule is another version, and the one
 * that was in force at receipt stays with the case.
 */
export type Pack = {
  id: string
  version: string
  title: string
  regulator: string | null
  jurisdiction: string
  evidence: Evidence
  /** When its sources were last looked at. */
  checked: string
  /** Local dates for which this version holds, both included; null is open. They are compared with the day of receipt, or of `by`. */
  effective: { from: string | null; to: string | null; by: string | null }
  supersededBy: string | null
  calendar: PackCalendar
  /** Null means the firm's own. */
  timeZone: string | null
  counting: Counting
  /** The pack has clocks only where this holds, such as "on a channel of our own". */
  applies: Expression | null
  /** Happenings that follow from others: all of `last` that are known, and none of those that were asked for and have not come. */
  derived: readonly Derived[]
  /** First match decides; the last one always does. */
  classes: readonly Class[]
  milestones: readonly Milestone[]
  /** What may stop a clock; nothing else does. */
  pauses: readonly Pause[]
  pausing: { allowed: boolean; reasons: readonly string[]; longest: Span | null }
  externalBodies: readonly ExternalBody[]
  duties: readonly Duty[]
  /** From when until when (not included) the firm keeps this version for new cases; missing where it always did and does. */
  kept?: { from: Moment; to: Moment }
}
/** Whose days count: those of a named calendar of the firm, or those of a place with the weekend that this rule book keeps. */
export type PackCalendar =
  | { kind: 'named'; id: string }
  | { kind: 'place'; place: string; parts: boolean; weekend: readonly number[] | 'of_the_place'; toBeConfirmed: boolean }
export type Derived = { name: string; last: readonly string[]; waits: readonly { asked: string; comes: string }[] }
export type Class = { id: string; title: string; when: Expression }
export type Pause = {
  id: string
  classes: readonly string[]
  milestones: readonly string[]
  stop: readonly string[]
  resume: string
  reference: string
  evidence: Evidence
}
export type ExternalBody = {
  id: string
  name: string
  web: string | null
  email: string | null
  phone: string | null
  post: string | null
  evidence: Evidence
  /** How long the customer has to go there, in words or as durations, by situation. */
  deadlines: readonly { when: string; span: Span | null; text: string | null }[]
}
export type Duty = { area: DutyArea; says: string; reference: string; evidence: Evidence }

export type Milestone = {
  id: string
  kind: MilestoneKind
  title: string
  obligation: Obligation
  actor: Actor
  /** Ids of the classes that it belongs to; empty means all. */
  classes: readonly string[]
  /** Channels that it is for; empty means all. */
  channels: readonly string[]
  /** Null always holds. While a question in it is open, the milestone holds. */
  when: Expression | null
  /** What it is counted from; null where `before` names the milestone that it must come before, or where only an event ends it. */
  start: Start | null
  due: Due | null
  /** A gate: valid only if sent by the due time of this milestone. */
  before: string | null
  /** What a valid notice adds to the time of `before`. */
  adds: Span | null
  /** Another milestone must have been met first, such as a holding letter. */
  after: string | null
  /** The milestone whose place it takes when it applies. */
  replaces: string | null
  /** Milestones that fall away if this window was used, under its conditions. */
  waives: readonly string[]
  /** Any one of these must be true for a window to waive or a notice to count. */
  grounds: readonly string[]
  /** And none of these may be; one that matters and is not answered counts as true. */
  unless: Expression | null
  /** Nor may any of these have been said. */
  unlessSaid: readonly string[]
  /** The happening that it is when its time runs out, unless `unlessCame` happened before. */
  ends: { as: string; unlessCame: string | null } | null
  /** Happenings after which it begins anew. */
  restartsOn: readonly string[]
  /** An event, not a time, ends it. */
  until: string | null
  written: boolean
  /** The firm may and should set its own number. */
  firmSets: boolean
  /** Blocks that the letter must hold. */
  content: readonly Block[]
  /** Further blocks by how the case was decided. */
  contentIf: Readonly<Record<string, readonly Block[]>>
  /** Letters that must follow when a window was used. */
  mustFollow: readonly Block[]
  /** When to warn: so much of the time gone, or so long before it is due. Empty means as is usual. */
  warn: readonly Warn[]
  note: string | null
  reference: string
  evidence: Evidence
  checked: string
}
export type Warn = { percent: number } | { beforeMs: number }
export type Start = { mode: 'first' | 'last'; names: readonly string[] }
