import { SEVERITIES, type Severity } from '../finding'
import { NOTICE_KINDS, type NoticeKind, VARIABLES } from './facts'

/**
 * The sentences of one language. A body is a list of lines; a line whose facts are not all there is left out, and of several wordings in a
 * nested list the first one that can be filled is taken. `{name}` stands for a fact; nothing else is special.
 */
export type Catalogue = {
  severity: Record<Severity, string>
  /** Names of milestone kinds. */
  clocks: Record<string, string>
  /** Words on buttons. */
  actions: Record<NoticeAction, string>
  notices: Record<NoticeKind, { subject: string; body: (string | string[])[] }>
  /** What the machine gives as a reason, sentence by sentence, and the names that fill its gaps; without them it stays in English. */
  said?: { ruleSaid: Record<string, string>; policyTitle: Record<string, string>; topic: Record<string, string> }
}
export const NOTICE_ACTIONS = ['acknowledge', 'escalate', 'not_a_risk', 'open', 'answer', 'rate', 'follow'] as const
export type NoticeAction = (typeof NOTICE_ACTIONS)[number]
/** By primary language subtag; `en` is there always, for whom no other fits. */
export type Catalogues = { en: Catalogue } & Record<string, Catalogue>

/** The names between braces in a line. */
export const variablesOf = (line: string) => [...line.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)

/** What is wrong with a catalogue, each with its place: a missing notice or name, or a variable that its kind does not have. */
export function problemsOf(catalogue: Catalogue): string[] {
  const unnamed = SEVERITIES.filter((severity) => !catalogue.severity[severity]).map((severity) => `severity.${severity} is missing`)
  const unlabelled = NOTICE_ACTIONS.filter((action) => !catalogue.actions?.[action]).map((action) => `actions.${action} is missing`)
  return [...unnamed, ...unlabelled, ...NOTICE_KINDS.flatMap((kind) => problemsOfNotice(catalogue, kind))]
}

function problemsOfNotice({ notices }: Catalogue, kind: NoticeKind): string[] {
  const notice = notices[kind]
  if (!notice?.subject) return [`notices.${kind} is missing`]
  const used = [notice.subject, ...notice.body.flat()].flatMap(variablesOf)
  return used.filter((name) => !VARIABLES[kind].includes(name)).map((name) => `notices.${kind} uses {${name}}, which it does not have`)
}
