import { seeded } from '../train/example'
import { type Conv, hearConv } from './conv'
import { type Lines, learnConv, linesOf } from './learn-conv'
import { learnNets } from './learn-net'
import { type Learned, learnMember, learnPairs, type Member, scoreMember } from './members'
import { hearNet, type Net } from './net'
import { shuffle } from './solve'
import { makeSpace, matrixOf, presenceOf, type Read, readText, type Space, type Sparse } from './space'
import { fitStack, type Scores, stacked } from './stack'
import { MANY_CLASSES, membersFor, type Wanted } from './wanted'

/** A text with its label's number and, where known, its language. */
export type Labelled = { text: string; label: number; lang: string }
export type FitOptions = {
  seed: number
  /** Numbers that stand beside a text's grams: see `besideOf`. */
  beside: (text: string) => Float32Array
  /** The spread that each of those numbers is made to: see `unitsOf`. */
  units: Float32Array
  /** Whether word vectors are among them. */
  vectors: boolean
  progress?: (done: number, of: number) => void
}
/** What a member learned, lane by lane or as a network, and what it counts for. */
export type Taught = { name: string; share: number; learned?: Learned[]; net?: Net; conv?: Conv }
/** All that was learned, in full precision, and how members are put together: logit = Σ share · what a member says + bias. */
export type Fitted = {
  space: Space
  lanes: number
  members: Taught[]
  bias: number[]
  /** Logits of every row by members that had not learned it, for calibrating. */
  unseen: Float64Array
}

const MANY_ROWS = 20_000
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
  const lines = linesOf(texts.map(({ line }) => line))
  const dense = rows.map(({ text }) => options.beside(text))
  const space = makeSpace(texts, dense, options.units)
  const matrix = matrixOf(space, texts, dense)
  texts.length = 0
  const labels = Int32Array.from(rows, ({ label }) => label)
  const presence = presenceOf(space, matrix)
  const lanes = classes === 2 ? 1 : classes
  const wanted = membersFor(space, classes, rows.length, options.vectors)
  const folds = rows.length > MANY_ROWS || classes > MANY_CLASSES ? FOLDS.many : FOLDS.few
  const fold = foldsOf(labels, folds, options.seed)
  const task: Task = { matrix, presence, lines, labels, classes, lanes, firstDense: space.dense.from, seed: options.seed }
  let done = 0
  const tick = () => options.progress?.(++done, wanted.length * (folds + 1))
  const scores = wanted.map((member) => unseenScores(task, member, fold, folds, tick))
  const stack = fitStack(scores, labels, lanes)
  const unseen = stacked(scores, stack, rows.length, lanes)
  const all = Int32Array.from(rows.keys())
  const members = wanted.flatMap((member, m): Taught[] => {
    const of = { name: member.name, share: stack.share[m]! }
    const taught = of.share > 0 ? [{ ...of, ...teach(task, member, all) }] : []
    tick()
    return taught
  })
  return { space, lanes, members, bias: stack.bias, unseen }
}

type Task = {
  matrix: Sparse
  presence: Sparse
  lines: Lines
  labels: Int32Array
  classes: number
  lanes: number
  firstDense: number
  seed: number
}

const lanesOf = (lanes: number): number[] => (lanes === 1 ? [1] : Array.from({ length: lanes }, (_, k) => k))

/** What a member learned, lane by lane, with the rows as it hears them: one after the other, since a ratio member's rows are as large as all. */
function* lanesLearned(task: Task, member: Member, rows: Int32Array): Generator<{ learned: Learned; matrix: Sparse }> {
  const { matrix, presence, labels, classes, lanes, firstDense, seed } = task
  if (member.kind === 'pairs') for (const learned of learnPairs(matrix, member, rows, labels, classes, seed)) yield { learned, matrix }
  else
    for (const of of lanesOf(lanes))
      yield learnMember(member.kind === 'ratio' ? presence : matrix, member, rows, labels, of, firstDense, seed)
}

function teach(task: Task, member: Wanted, rows: Int32Array): Omit<Taught, 'name' | 'share'> {
  const { matrix, lines, labels, classes, seed } = task
  if (member.kind === 'net') return { net: learnNets(matrix, rows, labels, classes, member.plan, seed) }
  if (member.kind === 'conv') return { conv: learnConv(lines, rows, labels, classes, member.plan, seed) }
  return { learned: Array.from(lanesLearned(task, member, rows), ({ learned }) => learned) }
}

function unseenScores(task: Task, member: Wanted, fold: Int32Array, folds: number, tick: () => void): Scores {
  const { labels, lanes } = task
  const scores: Scores = new Float32Array(labels.length * lanes)
  for (let f = 0; f < folds; f++) {
    const [inside, outside] = [new Int32Array(rowsWhere(fold, (g) => g !== f)), rowsWhere(fold, (g) => g === f)]
    if (member.kind === 'net' || member.kind === 'conv') {
      const { net, conv } = teach(task, member, inside)
      for (const row of outside) {
        const says = new Float64Array(lanes)
        if (net) hearNet(net, task.matrix, task.matrix.start[row]!, task.matrix.start[row + 1]!, says)
        if (conv) hearConv(conv, task.lines.lines[row]!, says)
        scores.set(says, row * lanes)
      }
    } else {
      let lane = 0
      for (const { learned, matrix } of lanesLearned(task, member, inside)) {
        for (const row of outside) scores[row * lanes + lane] = scoreMember(matrix, row, learned)
        lane++
      }
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
