import { LANE } from './heads'
import { type HarmCalibration, type Model, sigmoid } from './model'
import { tellsOfHarm } from './risk/harm'
import type { RiskHit } from './risk/scan'
import { lookAgain, type SecondLook } from './second-look'
import { SURE_OF_HARM } from './severity'
import type { Folded } from './text/normalise'

/** From this probability on the words speak of harm a little. */
const SUSPECTED = 0.1
/**
 * From this probability on a message is read a second time: 2 to 9 in 100 of ordinary posts, in English fewer, since it gains nothing below. Chosen by
 * folds of the teaching messages.
 */
export const LOOKED_AT_AGAIN = { en: 0.4, other: 0.2 }

/** What the first look makes of its lane, with or without a phrase of harm. */
export const firstLook = ({ scale, phrase, shift }: HarmCalibration, lane: number, told: boolean): number =>
  sigmoid(scale * lane + (told ? phrase : 0) + shift)

type Said = { folded: Folded; lang: string; logits: Float64Array; hits: readonly RiskHit[]; complaint: boolean }

/**
 * How likely a message tells of severity A, complaint or not. Whoever writes a phrase of harm past a filter means it, and so does, nearly
 * always, a complaint in which two rules of harm speak, or one and the words a little: no second look takes that back.
 */
export function harmProbability({ card }: Pick<Model, 'card'>, look: SecondLook, { folded, lang, logits, hits, complaint }: Said): number {
  const told = hits.filter((hit) => tellsOfHarm([hit]))
  const lane = logits[LANE.harm]!
  const first = firstLook(card.harm[lang] ?? card.harm.other!, lane, told.length > 0)
  const from = lang === 'en' ? LOOKED_AT_AGAIN.en : LOOKED_AT_AGAIN.other
  const p = first < from ? first : (second(look, folded, lang, lane, told.length > 0) ?? first)
  const meant = complaint && told.length > 0 && (first >= SUSPECTED || new Set(told.map(({ rule }) => rule)).size > 1)
  return meant || told.some(({ disguised }) => disguised) ? Math.max(p, SURE_OF_HARM) : p
}

function second(look: SecondLook, folded: Folded, lang: string, lane: number, told: boolean): number | null {
  const score = lookAgain(look, folded, lang)
  if (score === null) return null
  const by = look.card.by[lang]!
  return sigmoid(by.lane * lane + by.score * score + (told ? by.phrase : 0) + by.shift)
}
