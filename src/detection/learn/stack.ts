/** How members are put together: logit of class k = Σ share[m] · score(m, k) + bias[k]. With two classes there is one logit, of the second. */
export type Stack = { share: number[]; bias: number[] }
/** Scores of rows: `lanes` per row, one behind the other; two classes have one lane. */
export type Scores = Float32Array

const PASSES = 400
const RATE = 0.5
const MOMENTUM = 0.9
const DOUBT = 1e-4

/** Fits shares and biases to scores of rows that the members had not learned, so that the softmax (or the logistic) means what it says. */
export function fitStack(members: Scores[], labels: Int32Array, lanes: number): Stack {
  const spread = members.map(spreadOf)
  const share = new Float64Array(members.length).fill(1 / members.length)
  const bias = new Float64Array(lanes)
  const [pace, biasPace] = [new Float64Array(members.length), new Float64Array(lanes)]
  const p = new Float64Array(lanes)
  for (let pass = 0; pass < PASSES; pass++) {
    const [slope, biasSlope] = [new Float64Array(members.length), new Float64Array(lanes)]
    for (let row = 0; row < labels.length; row++) {
      for (let k = 0; k < lanes; k++) {
        p[k] = bias[k]!
        for (let m = 0; m < members.length; m++) p[k]! += (share[m]! / spread[m]!) * members[m]![row * lanes + k]!
      }
      toProbabilities(p)
      for (let k = 0; k < lanes; k++) {
        const off = p[k]! - (isOf(labels[row]!, k, lanes) ? 1 : 0)
        biasSlope[k]! += off
        for (let m = 0; m < members.length; m++) slope[m]! += (off * members[m]![row * lanes + k]!) / spread[m]!
      }
    }
    for (let m = 0; m < members.length; m++) {
      pace[m] = MOMENTUM * pace[m]! + slope[m]! / labels.length + DOUBT * share[m]!
      share[m] = Math.max(0, share[m]! - RATE * pace[m]!)
    }
    for (let k = 0; k < lanes; k++) {
      biasPace[k] = MOMENTUM * biasPace[k]! + biasSlope[k]! / labels.length
      bias[k]! -= RATE * biasPace[k]!
    }
  }
  return { share: [...share].map((s, m) => s / spread[m]!), bias: [...bias] }
}

/** Makes logits of one row into probabilities in place: a softmax, or with a single lane the logistic. */
export function toProbabilities(logits: Float64Array): void {
  if (logits.length === 1) {
    logits[0] = 1 / (1 + Math.exp(-logits[0]!))
    return
  }
  let most = Number.NEGATIVE_INFINITY
  for (const logit of logits) most = Math.max(most, logit)
  let sum = 0
  for (let k = 0; k < logits.length; k++) {
    logits[k] = Math.exp(logits[k]! - most)
    sum += logits[k]!
  }
  for (let k = 0; k < logits.length; k++) logits[k]! /= sum
}

/** Whether a label is the class that a lane speaks of; the single lane of two classes speaks of the second. */
export const isOf = (label: number, lane: number, lanes: number): boolean => label === (lanes === 1 ? 1 : lane)

function spreadOf(scores: Scores): number {
  let [sum, squares] = [0, 0]
  for (const score of scores) {
    sum += score
    squares += score * score
  }
  return Math.sqrt(Math.max(1e-12, squares / scores.length - (sum / scores.length) ** 2))
}

/** Logits of all rows by a stack. */
export function stacked(members: Scores[], { share, bias }: Stack, rows: number, lanes: number): Float64Array {
  const logits = new Float64Array(rows * lanes)
  for (let i = 0; i < logits.length; i++) {
    logits[i] = bias[i % lanes]!
    for (let m = 0; m < members.length; m++) logits[i]! += share[m]! * members[m]![i]!
  }
  return logits
}
