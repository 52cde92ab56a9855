import { codeOf, ruleSaid, type Said } from '../rule-said'
import type { Catalogue, Catalogues } from './catalogue'
import { variablesOf } from './catalogue'
import { type NoticeFacts, type NoticeKind, VARIABLES } from './facts'

/** `lang` is the language that was found, for the reader's side to know the direction. A reply has a subject only: its words are a person's. */
export type NoticeText = { subject: string; body: string; lang: string }
export type WriteNotice = <K extends NoticeKind>(kind: K, lang: string, facts: NoticeFacts[K]) => NoticeText

/** The most of a customer's words that a staff notice repeats. */
const LONGEST_QUOTE = 140
/** Reasons may cite those words too. */
const LONGEST_REASON = 300

/** Words a notice in the reader's language, or in English where there is no catalogue for it. */
export const noticeWriter =
  (catalogues: Catalogues): WriteNotice =>
  (kind, lang, facts) => {
    const primary = lang.toLowerCase().split('-')[0]!
    const found = Object.hasOwn(catalogues, primary) ? primary : 'en'
    const catalogue = catalogues[found] ?? catalogues.en
    const values = printed(catalogue, kind, found, facts)
    const { subject, body } = catalogue.notices[kind]
    return { subject: fill(subject, values), body: lines(body, values), lang: found }
  }

/** Every fact of this kind as one line of text in the reader's language; those that are missing or not this kind's own are not in it. */
function printed(catalogue: Catalogue, kind: NoticeKind, lang: string, facts: object): Map<string, string> {
  const given: Record<string, unknown> = { ...facts }
  if (typeof given.severity === 'string') given.severityName = own(catalogue.severity, given.severity)
  if (typeof given.clock === 'string') given.clock = own(catalogue.clocks, given.clock)
  if (typeof given.quote === 'string') given.quote = cut(plain(given.quote), LONGEST_QUOTE)
  if (typeof given.reason === 'string') given.reason = cut(plain(reasonIn(catalogue, lang, given.reason)), LONGEST_REASON)
  const values = new Map<string, string>()
  for (const name of VARIABLES[kind]) {
    const value = given[name]
    if (typeof value === 'number') values.set(name, numbersOf(lang).format(value))
    if (typeof value === 'string' && value !== '') values.set(name, name === 'link' ? plain(value) : isolated(plain(value), lang))
  }
  return values
}

/** A reason that the machine wrote, in the reader's language; what a person or a customer said stays as it is. */
function reasonIn({ said }: Catalogue, lang: string, reason: string): string {
  const pieces = said ? ruleSaid(reason) : null
  if (!said || !pieces) return reason
  const named = (gap: string, value: string) => {
    if (gap === 'language') return new Intl.DisplayNames([lang], { type: 'language' }).of(codeOf(value) ?? value) ?? value
    if (gap === 'topic') return own(said.topic, value) ?? value
    if (gap === 'policy') return own(said.policyTitle, value) ?? value
    return /^\d+$/.test(value) ? numbersOf(lang).format(Number(value)) : value
  }
  const inWords = ({ key, with: gaps }: Said) =>
    (own(said.ruleSaid, key) ?? '').replace(/\{\{(\w+)[^}]*\}\}/g, (_braces, gap: string) => named(gap, gaps[gap] ?? ''))
  return pieces.map(inWords).join(' · ')
}

const numbers = new Map<string, Intl.NumberFormat>()
function numbersOf(lang: string): Intl.NumberFormat {
  const known = numbers.get(lang) ?? new Intl.NumberFormat(lang)
  numbers.set(lang, known)
  return known
}

const own = (names: Record<string, string>, key: string) => (Object.hasOwn(names, key) ? names[key] : key)

/** One pass over the template: braces inside a fact are printed, not filled. */
const fill = (line: string, values: Map<string, string>) => line.replace(/\{(\w+)\}/g, (_braces, name: string) => values.get(name) ?? '')

function lines(body: (string | string[])[], values: Map<string, string>): string {
  const fits = (line: string) => variablesOf(line).every((name) => values.has(name))
  const kept = body.map((each) => [each].flat().find(fits)).filter((line) => line !== undefined)
  return kept
    .map((line) => fill(line, values))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** One line, without control characters and without marks that would turn the direction of the words after it. */
const plain = (text: string) =>
  text
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, '')
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()

const graphemes = new Intl.Segmenter()

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const last = graphemes.segment(text.slice(0, limit + 40)).containing(limit - 1)
  return `${text.slice(0, last?.index ?? 0).trimEnd()}…`
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const LEFT_TO_RIGHT = /(?![\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])\p{L}/u

/** Wraps words of the other direction in isolates, so that a Latin reference in a Persian line, or a Persian quote in an English one, stays whole. */
function isolated(text: string, lang: string): string {
  const other = lang === 'fa' || lang === 'ar' || lang === 'he' || lang === 'ur' ? LEFT_TO_RIGHT : RIGHT_TO_LEFT
  return other.test(text) ? `\u2068${text}\u2069` : text
}
