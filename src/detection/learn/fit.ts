import { seeded } from '../train/example'
import { type Learned, learnMember, type Member, scoreMember } from './members'
import { shuffle } from './solve'
import { makeSpace, matrixOf, presenceOf, type Read, readText, type Space, type Sparse } from './space'
import { fitStack, type Scores, type Stack, stacked } from './stack'

/** A text with its label's number and, where known, its language. */
export type Labelled = { text: string; label: number; lang: string }
export type FitOptions = {
  seed: number
  /** Numbers that stand beside a text's grams: see `besideOf`. */
  beside: (text: string) => Float32Array
  /** The spread that each of those numbers is made to: see `unitsOf`. */
  units: Float32Array
  progress?: (done: number, of: number) => void
}
/** All that was learned, in full precision: per member and lane the weights, and how members are put together. */
export type Fitted = {
  space: Space
  lanes: number
  members: { member: Member; learned: Learned[] }[]
  stack: Stack
  /** Logits of every row by members that had not learned it, for calibrating. */
  unseen: Float64Array
}

const MANY_ROWS = 20_000
export const MANY_CLASSES = 12
const FOLDS = { few: 5, many: 3 }
const LEAST_ROWS = 20

/**
 * Learns a task of any number of classes. Members learn on all rows; how they are put together is learned from what they say of rows that
 * they have not seen, in an inner cross-validation. Deterministic by seed. Time grows with rows × classes.
 * @throws where there are too few rows, or one class only
 */
export function fitTask(rows: Labelled[], classes: number, options: FitOptions): Fitted {
  if (rows.length < LEAST_ROWS) throw new Error(`${rows.length} rows are too few to learn from; at least ${LEAST_ROWS} are needed`)
  if (classes < 2) throw new Error('all rows have the same label: there is nothing to tell apart')
  const texts: Read[] = rows.map(({ text }) => readText(text))
  const dense = rows.map(({ text }) => options.beside(text))
  const space = makeSpace(texts, dense, options.units)
  const matrix = matrixOf(space, texts, dense)
  texts.length = 0
  const labels = Int32Array.from(rows, ({ label }) => label)
  const presence = presenceOf(space, matrix)
  const lanes = classes === 2 ? 1 : classes
  const wanted = membersFor(space, classes)
  const folds = rows.length > MANY_ROWS || classes > MANY_CLASSES ? FOLDS.many : FOLDS.few
  const fold = foldsOf(labels, folds, options.seed)
  const task: Task = { matrix, presence, labels, lanes, firstDense: space.dense.from, seed: options.seed }
  let done = 0
  const tick = () => options.progress?.(++done, wanted.length * (folds + 1))
  const scores = wanted.map((member) => unseenScores(task, member, fold, folds, tick))
  const stack = fitStack(scores, labels, lanes)
  const unseen = stacked(scores, stack, rows.length, lanes)
  const all = Int32Array.from(rows.keys())
  const members = wanted.map((member, m) => {
    const learned = (stack.share[m]! > 0 ? lanesOf(lanes) : []).map((of) => learn(task, member, all, of).learned)
    tick()
    return { member, learned }
  })
  return { space, lanes, members: members.filter(({ learned }) => learned.length > 0), stack: kept(stack), unseen }
}

const kept = ({ share, bias }: Stack): Stack => ({ share: share.filter((s) => s > 0), bias })

type Task = { matrix: Sparse; presence: Sparse; labels: Int32Array; lanes: number; firstDense: number; seed: number }

const lanesOf = (lanes: number): number[] => (lanes === 1 ? [1] : Array.from({ length: lanes }, (_, k) => k))

const learn = ({ matrix, presence, labels, firstDense, seed }: Task, member: Member, rows: Int32Array, of: number) =>
  learnMember(member.kind === 'ratio' ? presence : matrix, member, rows, labels, of, firstDense, seed)

/** Which members earn their place was measured; see the guide to the detector. */
function membersFor({ blocks, dense, columns }: Space, classes: number): Member[] {
  const [chars, words] = blocks.map(({ from, hashes }): [number, number] => [from, from + hashes.length])
  const all: Member = { name: 'all', kind: 'plain', cost: 0.5 }
  if (classes > MANY_CLASSES) return [all, { name: 'words', kind: 'plain', cost: 0.5, only: words! }]
  return [
    all,
    { name: 'chars', kind: 'plain', cost: 0.5, only: chars! },
    { name: 'words', kind: 'plain', cost: 0.5, only: words! },
    { name: 'ratio', kind: 'ratio', cost: 1 },
    { name: 'beside', kind: 'plain', cost: 3, only: [dense.from, columns] },
  ]
}

function unseenScores(task: Task, member: Member, fold: Int32Array, folds: number, tick: () => void): Scores {
  const { labels, lanes } = task
  const scores: Scores = new Float32Array(labels.length * lanes)
  for (let f = 0; f < folds; f++) {
    const [inside, outside] = [new Int32Array(rowsWhere(fold, (g) => g !== f)), rowsWhere(fold, (g) => g === f)]
    for (const [lane, of] of lanesOf(lanes).entries()) {
      const { learned, matrix } = learn(task, member, inside, of)
      for (const row of outside) scores[row * lanes + lane] = scoreMember(matrix, row, learned)
    }
    tick()
  }
  return scores
}

function rowsWhere(fold: Int32Array, wanted: (fold: number) => boolean): number[] {
  const rows: number[] = []
  for (let i = 0; i < fold.length; i++) if (wanted(fold[i]!)) rows.push(i)
  return rows
}

/** The fold of each row: every class is spread evenly, in an order drawn by seed. */
export function foldsOf(labels: ArrayLike<number>, folds: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: labels.length }, (_, i) => i)
  shuffle(order, seeded(seed))
  const fold = new Int32Array(labels.length)
  const next = new Map<number, number>()
  let start = 0
  for (const row of order) {
    const label = labels[row]!
    if (!next.has(label)) next.set(label, start++)
    const at = next.get(label)!
    fold[row] = at % folds
    next.set(label, at + 1)
  }
  return fold
}
