import { LANE } from './heads'
import { type HarmCalibration, type Model, sigmoid } from './model'
import { tellsOfHarm } from './risk/harm'
import type { RiskHit } from './risk/scan'
import { type Heard, lookAgain, type SecondLook } from './second-look'
import { SURE_OF_HARM } from './severity'
import type { Folded } from './text/normalise'

/** From this probability on the words speak of harm a little. */
const SUSPECTED = 0.1
/**
 * From this probability on a message is read again by its words, and, where these leave it at that, by kinds of words and by its letters too, which
 * is the dear part. Chosen by folds of the teaching messages.
 */
export const READ_AGAIN = 0.15

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
  const p = first < READ_AGAIN ? first : (second(look, { folded, lang, lane, told: told.length > 0 }) ?? first)
  const meant = complaint && told.length > 0 && (first >= SUSPECTED || new Set(told.map(({ rule }) => rule)).size > 1)
  return meant || told.some(({ disguised }) => disguised) ? Math.max(p, SURE_OF_HARM) : p
}

type Open = { folded: Folded; lang: string; lane: number; told: boolean }

function second(look: SecondLook, { folded, lang, lane, told }: Open): number | null {
  const by = look.card.by[lang]
  if (!by) return null
  const glance = (words: number) => heardAs(by.words, lane, words, told)
  const { words, all } = lookAgain(look, folded, lang, (said) => glance(said) >= READ_AGAIN)
  return all === null ? glance(words) : heardAs(by, lane, all, told)
}

const heardAs = (by: Heard, lane: number, score: number, told: boolean): number =>
  sigmoid(by.lane * lane + by.score * score + (told ? by.phrase : 0) + by.shift)
