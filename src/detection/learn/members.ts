import { type Solving, scoreOf, separate, type Weights } from './solve'
import type { Sparse } from './space'

/**
 * One way of learning the task. `plain` works on the features as they are; `ratio` first makes each feature as loud as it tells
 * the class from the others (log-count ratio, after Wang and Manning, 2012). Both learn each class against all others; `pairs` works as `plain`
 * does and learns each class against each other, so that a rare class is parted from each of the others and not from their crowd.
 */
export type Member = { name: string; kind: 'plain' | 'ratio' | 'pairs'; cost: number; only?: [number, number] }
/** What a member learned of one class. `loud` belongs to a ratio member: how loud each feature is. */
export type Learned = { weights: Weights; loud: Float32Array | null }

/** Half-way between trusting the ratios alone and not at all, in texts' worth of doubt. */
const DOUBT = 1

/** Learns class `of` against all others from `rows`. `dense` is the first column whose loudness is left as it is. */
export function learnMember(
  matrix: Sparse,
  member: Member,
  rows: Int32Array,
  labels: Int32Array,
  of: number,
  dense: number,
  seed: number,
): { learned: Learned; matrix: Sparse } {
  const yes = Int8Array.from(rows, (row) => (labels[row] === of ? 1 : -1))
  const solving: Solving = { cost: member.cost, seed }
  if (member.kind !== 'ratio') return { learned: { weights: separate(matrix, rows, yes, solving, member.only), loud: null }, matrix }
  const loud = ratios(matrix, rows, yes, dense)
  const scaled = scale(matrix, loud, dense)
  return { learned: { weights: separate(scaled, rows, yes, solving), loud }, matrix: scaled }
}

/** Learns each class against each other, once for both; a class's score is the sum of its duels, so that one vector of weights holds them. */
export function learnPairs(
  matrix: Sparse,
  { cost, only }: Member,
  rows: Int32Array,
  labels: Int32Array,
  classes: number,
  seed: number,
): Learned[] {
  const learned = Array.from({ length: classes }, (): Learned => ({ weights: new Float64Array(matrix.columns + 1), loud: null }))
  for (let a = 0; a < classes; a++)
    for (let b = a + 1; b < classes; b++) {
      const two = rows.filter((row) => labels[row] === a || labels[row] === b)
      const yes = Int8Array.from(two, (row) => (labels[row] === a ? 1 : -1))
      const weights = separate(matrix, two, yes, { cost, seed }, only)
      const [forA, forB] = [learned[a]!.weights, learned[b]!.weights]
      for (let j = 0; j < weights.length; j++) {
        forA[j]! += weights[j]!
        forB[j]! -= weights[j]!
      }
    }
  return learned
}

export const scoreMember = (matrix: Sparse, row: number, { weights }: Learned): number => scoreOf(matrix, row, weights)

function ratios({ start, column, value, columns }: Sparse, rows: Int32Array, yes: Int8Array, dense: number): Float32Array {
  const [inside, outside] = [new Float64Array(columns).fill(DOUBT), new Float64Array(columns).fill(DOUBT)]
  for (let t = 0; t < rows.length; t++) {
    const counts = yes[t]! > 0 ? inside : outside
    for (let k = start[rows[t]!]!; k < start[rows[t]! + 1]!; k++) if (column[k]! < dense) counts[column[k]!]! += value[k]!
  }
  let [all, others] = [0, 0]
  for (let j = 0; j < dense; j++) {
    all += inside[j]!
    others += outside[j]!
  }
  const shift = Math.log(all / Math.max(others, 1e-9))
  return Float32Array.from(inside, (count, j) => (j < dense ? Math.abs(Math.log(count / outside[j]!) - shift) : 1))
}

/** The same rows with each feature at its loudness, and the grams of each row made to length 1 together. */
function scale({ start, column, value, ...rest }: Sparse, loud: Float32Array, dense: number): Sparse {
  const scaled = new Float32Array(value.length)
  for (let row = 0; row < rest.rows; row++) {
    let sum = 0
    for (let k = start[row]!; k < start[row + 1]!; k++) {
      const heard = value[k]! * loud[column[k]!]!
      scaled[k] = heard
      if (column[k]! < dense) sum += heard * heard
    }
    const factor = sum > 0 ? 1 / Math.sqrt(sum) : 0
    for (let k = start[row]!; k < start[row + 1]!; k++) if (column[k]! < dense) scaled[k]! *= factor
  }
  return { start, column, value: scaled, ...rest }
}
