import { LANE } from './heads'
import { type HarmCalibration, type Model, sigmoid } from './model'
import { tellsOfHarm } from './risk/harm'
import type { RiskHit } from './risk/scan'
import { type Heard, lookAgain, type SecondLook } from './second-look'
import { SURE_OF_HARM } from './severity'
import type { Folded } from './text/normalise'

/**
 * From `words` on, a message is read again by its words; where these leave it at `rest` or more, by kinds of words and by its letters too, which is the
 * dear part. One with a phrase of harm is always read to the end.
 */
type Gates = { words: number; rest: number }
/** By language: the lower, the less harm is lost before all of it is read, and the more ordinary messages are read for nothing. */
const GATES: Record<string, Gates> = { en: { words: 0.12, rest: 0.15 }, th: { words: 0.05, rest: 0.05 } }
const OTHER_GATES: Gates = { words: 0.1, rest: 0.1 }
export const gatesOf = (lang: string): Gates => GATES[lang] ?? OTHER_GATES

/** What the first look makes of its lane, with or without a phrase of harm. */
export const firstLook = ({ scale, phrase, shift }: HarmCalibration, lane: number, told: boolean): number =>
  sigmoid(scale * lane + (told ? phrase : 0) + shift)

type Said = { folded: Folded; lang: string; logits: Float64Array; hits: readonly RiskHit[]; complaint: boolean }

/**
 * How likely a message tells of severity A, complaint or not. Whoever writes a phrase of harm past a filter means it, and so, often enough, does a
 * complaint in which two rules of harm speak, as in a long letter about much else: no second look takes that back.
 */
export function harmProbability({ card }: Pick<Model, 'card'>, look: SecondLook, { folded, lang, logits, hits, complaint }: Said): number {
  const phrases = hits.filter((hit) => tellsOfHarm([hit]))
  const told = phrases.length > 0
  const lane = logits[LANE.harm]!
  const first = firstLook(card.harm[lang] ?? card.harm.other!, lane, told)
  const p = first < gatesOf(lang).words && !told ? first : (second(look, { folded, lang, lane, told }) ?? first)
  const meant = complaint && phrases.length > 1 && new Set(phrases.map(({ rule }) => rule)).size > 1
  return meant || phrases.some(({ disguised }) => disguised) ? Math.max(p, SURE_OF_HARM) : p
}

type Open = { folded: Folded; lang: string; lane: number; told: boolean }

function second(look: SecondLook, { folded, lang, lane, told }: Open): number | null {
  const by = look.card.by[lang]
  if (!by) return null
  const glance = (words: number) => heardAs(by.words, lane, words, told)
  const { words, all } = lookAgain(look, folded, lang, (said) => told || glance(said) >= gatesOf(lang).rest)
  return all === null ? glance(words) : heardAs(by, lane, all, told)
}

const heardAs = (by: Heard, lane: number, score: number, told: boolean): number =>
  sigmoid(by.lane * lane + by.score * score + (told ? by.phrase : 0) + by.shift)
