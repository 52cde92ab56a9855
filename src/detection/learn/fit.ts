import { seeded } from '../train/example'
import { learnNets, type NetPlan } from './learn-net'
import { type Learned, learnMember, type Member, scoreMember } from './members'
import { type Net, scoreNet } from './net'
import { shuffle } from './solve'
import { makeSpace, matrixOf, presenceOf, type Read, readText, type Space, type Sparse } from './space'
import { fitStack, type Scores, stacked } from './stack'

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
/** What a member learned, lane by lane or as a net, and what it counts for. */
export type Taught = { name: string; share: number } & ({ learned: Learned[]; net: null } | { learned: null; net: Net })
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
  const wanted = membersFor(space, classes, rows.length, options.vectors)
  const folds = rows.length > MANY_ROWS || classes > MANY_CLASSES ? FOLDS.many : FOLDS.few
  const fold = foldsOf(labels, folds, options.seed)
  const task: Task = { matrix, presence, labels, classes, lanes, firstDense: space.dense.from, seed: options.seed }
  let done = 0
  const tick = () => options.progress?.(++done, wanted.length * (folds + 1))
  const scores = wanted.map((member) => unseenScores(task, member, fold, folds, tick))
  const stack = fitStack(scores, labels, lanes)
  const unseen = stacked(scores, stack, rows.length, lanes)
  const all = Int32Array.from(rows.keys())
  const members = wanted.flatMap((member, m): Taught[] => {
    const of = { name: member.name, share: stack.share[m]! }
    const taught = of.share > 0 ? [teach(task, member, all, of)] : []
    tick()
    return taught
  })
  return { space, lanes, members, bias: stack.bias, unseen }
}

type NetMember = { name: string; kind: 'net'; plan: NetPlan }
type Task = { matrix: Sparse; presence: Sparse; labels: Int32Array; classes: number; lanes: number; firstDense: number; seed: number }

const lanesOf = (lanes: number): number[] => (lanes === 1 ? [1] : Array.from({ length: lanes }, (_, k) => k))

const learn = ({ matrix, presence, labels, firstDense, seed }: Task, member: Member, rows: Int32Array, of: number) =>
  learnMember(member.kind === 'ratio' ? presence : matrix, member, rows, labels, of, firstDense, seed)

const learnNet = ({ matrix, labels, classes, seed }: Task, { plan }: NetMember, rows: Int32Array): Net =>
  learnNets(matrix, rows, labels, classes, plan, seed)

function teach(task: Task, member: Member | NetMember, rows: Int32Array, of: { name: string; share: number }): Taught {
  if (member.kind === 'net') return { ...of, learned: null, net: learnNet(task, member, rows) }
  return { ...of, learned: lanesOf(task.lanes).map((lane) => learn(task, member, rows, lane).learned), net: null }
}

/** A net draws lots, so a few are asked; where rows are very many, there is time for one. */
const netsOf = (rows: number): number => (rows > 25_000 ? 1 : rows > 4_000 ? 3 : 4)

/** Which members earn their place was measured; see the guide to the detector. */
function membersFor(space: Space, classes: number, rows: number, vectors: boolean): (Member | NetMember)[] {
  const { blocks, dense, columns } = space
  const [chars, words] = blocks.map(({ from, hashes }): [number, number] => [from, from + hashes.length])
  const all: Member = { name: 'all', kind: 'plain', cost: 0.5 }
  const onWords: Member = { name: 'words', kind: 'plain', cost: 0.5, only: words! }
  const nets = netsFor(space, classes, netsOf(rows), vectors)
  if (classes > MANY_CLASSES) return [all, onWords, ...nets]
  return [
    all,
    { name: 'chars', kind: 'plain', cost: 0.5, only: chars! },
    onWords,
    { name: 'ratio', kind: 'ratio', cost: 1 },
    { name: 'beside', kind: 'plain', cost: 3, only: [dense.from, columns] },
    ...nets,
  ]
}

/**
 * Word vectors tell a net which words are near; without them it hears letters too, a few at a time, and has soon heard enough. Many classes
 * take more units and more hearing.
 */
function netsFor({ blocks, dense }: Space, classes: number, nets: number, vectors: boolean): NetMember[] {
  const net = (name: string, plan: Omit<NetPlan, 'nets' | 'keepUnits'>): NetMember => ({
    name,
    kind: 'net',
    plan: { ...plan, nets, keepUnits: 0.7 },
  })
  if (classes > MANY_CLASSES) return [net('net', { from: 0, hidden: 48, passes: 12, keep: 0.25 })]
  if (!vectors) return [net('net', { from: 0, hidden: 16, passes: 6, keep: 0.2 })]
  return [
    net('net', { from: blocks[1]!.from, hidden: 24, passes: 8, keep: 0.6 }),
    net('beside-net', { from: dense.from, hidden: 64, passes: 16, keep: 0.6 }),
  ]
}

function unseenScores(task: Task, member: Member | NetMember, fold: Int32Array, folds: number, tick: () => void): Scores {
  const { labels, lanes } = task
  const scores: Scores = new Float32Array(labels.length * lanes)
  for (let f = 0; f < folds; f++) {
    const [inside, outside] = [new Int32Array(rowsWhere(fold, (g) => g !== f)), rowsWhere(fold, (g) => g === f)]
    if (member.kind === 'net') {
      const net = learnNet(task, member, inside)
      for (const row of outside) scores.set(scoreNet(net, task.matrix, row, lanes), row * lanes)
    } else
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
