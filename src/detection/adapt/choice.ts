import { cluesOf } from './clues'
import { bounded, type Delta, loudness, placeIn, RIDGE, TINY } from './delta'

/** Questions with several answers that corrections teach, beside whether a message is a complaint. */
export const CHOICES = ['severity', 'topic', 'emotion'] as const
export type Choice = (typeof CHOICES)[number]
/** By answer, what is added to its logit for each clue. */
export type ChoiceDelta = ReadonlyMap<string, Delta>
/** Probabilities by answer. */
export type Odds = ReadonlyMap<string, number>
export type Said = { text: string; odds: Odds; said: string }

const EPOCHS = 20
const RATE = 0.3
/** A weight that hardly moves anything is not kept. */
const LEAST_WEIGHT = 0.02
/** An answer of the firm's own, which the shared model does not know. What people say is never held for less, or what the model is surest of could not be taught otherwise. */
const UNHEARD_OF = 0.01
/** Any other answer. */
const UNLIKELIEST = 1e-4

/** Probabilities after the firm's own words were heard. */
export function chosen(delta: ChoiceDelta, text: string, odds: Odds): Odds {
  const clues = cluesOf(text)
  const answers = [...new Set([...odds.keys(), ...delta.keys()])]
  const p = softmax(
    answers.map((answer) => {
      const own = delta.get(answer)
      const sum = own ? clues.reduce((total, clue) => total + (own.get(clue) ?? 0), 0) : 0
      return start(odds, answer, own ? UNHEARD_OF : UNLIKELIEST) + bounded(sum * loudness(clues.length))
    }),
  )
  return new Map(answers.map((answer, k) => [answer, p[k]!]))
}

type Row = { places: number[]; start: number[]; others: number[]; said: number }

/**
 * Learns the difference between what people said and what the shared model says, as `learnDelta` does of complaints, with a logit for each
 * answer that people gave; the others keep the model's own. Deterministic.
 */
export function learnChoice(rows: readonly Said[]): ChoiceDelta {
  const answers = [...new Set(rows.map(({ said }) => said))].sort()
  const places = new Map<number, number>()
  const texts = rows.map(
    ({ text, odds, said }): Row => ({
      places: cluesOf(text).map(placeIn(places)),
      start: answers.map((answer) => start(odds, answer, UNHEARD_OF)),
      others: [...odds.keys()].filter((answer) => !answers.includes(answer)).map((answer) => start(odds, answer, UNLIKELIEST)),
      said: answers.indexOf(said),
    }),
  )
  const weights = answers.map(() => new Float64Array(places.size))
  const squares = answers.map(() => new Float64Array(places.size).fill(TINY))
  for (let epoch = 0; epoch < EPOCHS; epoch++) for (const row of texts) learnRow(row, weights, squares)
  const kept = (own: Float64Array) =>
    [...places].flatMap(([clue, place]): [number, number][] =>
      Math.abs(own[place]!) < LEAST_WEIGHT ? [] : [[clue, Math.fround(own[place]!)]],
    )
  return new Map(answers.map((answer, k) => [answer, new Map(kept(weights[k]!))]))
}

function learnRow({ places, start: from, others, said }: Row, weights: readonly Float64Array[], squares: readonly Float64Array[]): void {
  const value = loudness(places.length)
  const sums = weights.map((own) => places.reduce((total, place) => total + own[place]!, 0))
  const p = softmax([...sums.map((sum, k) => from[k]! + bounded(sum * value)), ...others])
  for (const [k, own] of weights.entries()) {
    const error = p[k]! - (k === said ? 1 : 0)
    for (const place of places) {
      const slope = error * value + RIDGE * own[place]!
      squares[k]![place]! += slope * slope
      own[place]! -= (RATE * slope) / Math.sqrt(squares[k]![place]!)
    }
  }
}

const start = (odds: Odds, answer: string, least: number): number => Math.log(Math.max(least, odds.get(answer) ?? UNHEARD_OF))

function softmax(logits: readonly number[]): number[] {
  const most = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - most))
  const all = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / all)
}
