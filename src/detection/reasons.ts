import type { Reason } from '../domain/finding'
import type { Features } from './features'
import { FEATURE_UNITS } from './features'
import { FIRST_LANES, LANE } from './heads'
import { featureValue, type Model, rowOf, weightOf } from './model'
import { wholeGraphemes } from './text/graphemes'
import type { Folded } from './text/normalise'
import { kindOf, SPACE } from './text/scripts'

const loud = new Float64Array(FEATURE_UNITS + 1)
/** A unit belongs to a reason when it speaks at least this loudly, compared to the loudest one. */
const SHARE = 0.3
/** Stretches that speak for less than this share of the strongest one are left out. */
const FAINT = 0.2

/**
 * The stretches of the text that spoke most for the complaint (`direction` 1) or against it (-1), strongest first, at most `most`.
 * Weight is in logits before calibration, summed over the stretch.
 */
export function complaintReasons(
  model: Model,
  folded: Folded,
  features: Features,
  text: string,
  direction: 1 | -1,
  most: number,
): Reason[] {
  const end = Math.min(folded.length, FEATURE_UNITS)
  spread(model, features, end, direction)
  let loudest = 0
  for (let i = 0; i < end; i++) loudest = Math.max(loudest, loud[i]!)
  if (loudest <= 0) return []
  const found = runs(folded, end, loudest * SHARE).sort((a, b) => b.weight - a.weight || a.first - b.first)
  return found
    .filter(({ weight }) => weight >= found[0]!.weight * FAINT)
    .slice(0, most)
    .map(({ first, last, weight }) => ({
      task: 'complaint',
      ...wholeGraphemes(text, folded.at[first]!, folded.at[last]!),
      weight: Math.round(weight * 1000) / 1000,
      rule: null,
    }))
}

/** Shares each feature's contribution evenly among the units that it came from: noted where it begins and ends, then summed up along the text. */
function spread(model: Model, features: Features, end: number, direction: number): void {
  const unitWeight = model.card.first.scale[LANE.complaint]! * featureValue(features.count) * direction
  loud.fill(0, 0, end + 1)
  for (let f = 0; f < features.count; f++) {
    const first = features.first[f]!
    if (first < 0) continue
    const row = rowOf(model.firstMarks, features.hashes[f]!)
    if (row < 0) continue
    const after = features.last[f]! + 1
    const share = (weightOf(model.first, row, FIRST_LANES, LANE.complaint) * unitWeight) / (after - first)
    loud[first]! += share
    loud[after]! -= share
  }
  for (let i = 1; i < end; i++) loud[i]! += loud[i - 1]!
}

type Run = { first: number; last: number; weight: number }

/** Maximal stretches of loud units; a single space inside one does not end it. */
function runs(folded: Folded, end: number, threshold: number): Run[] {
  const found: Run[] = []
  let open: Run | null = null
  for (let i = 0; i < end; i++) {
    const space = kindOf[folded.units[i]!] === SPACE
    if (!space && loud[i]! >= threshold) {
      if (open === null) {
        open = { first: i, last: i, weight: 0 }
        found.push(open)
      }
      open.last = i
      open.weight += loud[i]!
    } else if (!(space && open !== null && open.last === i - 1)) open = null
  }
  return found
}
