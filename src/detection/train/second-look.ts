import { createHash } from 'node:crypto'
import { firstLook, gatesOf } from '../harm'
import { LANE } from '../heads'
import { separate } from '../learn/solve'
import type { Sparse } from '../learn/space'
import type { HarmCalibration } from '../model'
import {
  eachView,
  KIND_BYTES,
  type Kinds,
  kindsFrom,
  type LookCalibration,
  type LookCard,
  lookAgain,
  saltOf,
  secondLookFrom,
} from '../second-look'
import { normalise } from '../text/normalise'
import { calibrateAgain, type Held, type Judged } from './calibrate'
import type { Example } from './example'
import { laneStep } from './save'
import { emptyTable, giveRows, LEAST_TEXTS, learnedRow, rarityOf, type Table } from './table'

const BITS = 21
const COST = 0.3
const SEED = 7
/** How much a text counts that was not written to be hard to tell apart, and how many of them there are to a message. */
const OTHERS = { weight: 0.4, share: 1 }

/** The distinct features of each view of a text, and how loud the view is. */
type Looked = { example: Example; views: { hashes: Int32Array; loud: number }[] }

function looked(example: Example, kinds: Kinds): Looked {
  const salt = saltOf(example.lang)
  const views: Looked['views'] = []
  eachView(normalise(example.text), salt, kinds, (hashes, loud) => {
    views.push({ hashes: Int32Array.from(new Set(hashes), (hash) => hash ^ salt), loud })
  })
  return { example, views }
}

const marked = ({ views }: Looked) => ({ hashes: Int32Array.of(...views.flatMap(({ hashes }) => [...hashes])), words: [] })
const isA = ({ labels }: Example): boolean => labels.severity === 'A'
/** Messages, bare words, and what calibrations are fitted to. */
const WRITTEN_OTHERWISE = ['messages', 'words', 'composed-held']
const isMessage = ({ source }: Example): boolean => source === 'messages'

/** Severity A against all else, each language by itself, in a table that all share. Only what the messages hold becomes a feature. */
function learn(examples: Example[], pairs: Int32Array): Table {
  const table = emptyTable(BITS, 1)
  const kinds = kindsFrom(pairs)
  const look = (example: Example) => looked(example, kinds)
  const messages = examples.filter(isMessage).map(look)
  giveRows([{ marks: messages.map(marked), least: LEAST_TEXTS }], table, null)
  for (const lang of [...new Set(messages.map(({ example }) => example.lang))].sort()) {
    const spoken = messages.filter(({ example }) => example.lang === lang)
    const rarity = rarityOf(spoken.map(marked), table)
    const own = [...spoken, ...othersOf(examples, lang, spoken.length * OTHERS.share).map(look)]
    const learned = separate(
      matrixOf(own, table, rarity),
      Int32Array.from(own.keys()),
      Int8Array.from(own, ({ example }) => (isA(example) ? 1 : -1)),
      { cost: COST, seed: SEED, weight: Float32Array.from(own, ({ example }) => (isMessage(example) ? 1 : OTHERS.weight)) },
    )
    for (let row = 0; row < rarity.length; row++) table.weights[row]! += learned[row]! * rarity[row]!
    table.bias[lang] = Float32Array.of(learned[learned.length - 1]!)
  }
  return table
}

/** At most so many of the language's other texts, evenly from first to last. */
function othersOf(examples: Example[], lang: string, most: number): Example[] {
  const others = examples.filter(
    ({ lang: spoken, source, labels }) =>
      spoken === lang && !WRITTEN_OTHERWISE.includes(source) && (labels.severity !== undefined || labels.complaint !== undefined),
  )
  const step = Math.max(1, others.length / most)
  return Array.from({ length: Math.floor(others.length / step) }, (_, i) => others[Math.floor(i * step)]!)
}

function matrixOf(texts: Looked[], table: Table, rarity: Float32Array): Sparse {
  const start = new Int32Array(texts.length + 1)
  const room = texts.reduce((sum, { views }) => sum + views.reduce((n, { hashes }) => n + hashes.length, 0), 0)
  const [column, value] = [new Int32Array(room), new Float32Array(room)]
  let at = 0
  for (const [i, { views }] of texts.entries()) {
    for (const { hashes, loud } of views)
      for (const hash of hashes) {
        const row = learnedRow(table, hash)
        if (row < 0 || rarity[row] === 0) continue
        column[at] = row
        value[at++] = (loud * rarity[row]!) / Math.sqrt(hashes.length)
      }
    start[i + 1] = at
  }
  return { rows: texts.length, columns: rarity.length, start, column: column.slice(0, at), value: value.slice(0, at) }
}

/** Before anybody has judged how it counts. */
const UNHEARD = { lane: 0, score: 1, phrase: 0, shift: 0 }

type Made = { bytes: Uint8Array; card: LookCard }

/** Weights rounded to bytes beside their marks, and behind them the words of a kind. */
function made(table: Table, pairs: Int32Array, calibration: (lang: string) => LookCalibration): Made {
  const { bits, weights, marks, bias } = table
  const step = laneStep(table, 0)
  const bytes = new Uint8Array(2 * weights.length + 4 * pairs.length)
  bytes.set(new Uint8Array(pairs.buffer, pairs.byteOffset, pairs.byteLength), 2 * weights.length)
  for (const [row, weight] of weights.entries()) {
    bytes[2 * row] = marks[row]!
    bytes[2 * row + 1] = Math.round(weight / step)
  }
  const by = Object.entries(bias).map(([lang, [b]]) => [lang, { bias: Number(b!.toPrecision(5)), ...calibration(lang) }])
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { bytes, card: { sha256, bits, kinds: pairs.byteLength / KIND_BYTES, step, by: Object.fromEntries(by) } }
}

/**
 * The file of the second look and its card; `pairs` as {@link kindPairs} gives them. How it is heard beside the first one is learned from messages that
 * neither had learned: those of `held` that the first look gives to the second by what it makes of them, not those that only a phrase of harm sends there.
 */
export function teachSecondLook(
  examples: Example[],
  held: Held[],
  first: Record<string, HarmCalibration>,
  phrase: (text: string) => boolean,
  pairs: Int32Array,
): Made {
  const aside = new Set(held.map(({ example }) => example))
  const judge = made(
    learn(
      examples.filter((example) => !aside.has(example)),
      pairs,
    ),
    pairs,
    () => ({ ...UNHEARD, words: UNHEARD }),
  )
  const look = secondLookFrom(judge.card, judge.bytes)
  const rows = held.flatMap(({ example, logits }): Judged[] => {
    if (!isMessage(example)) return []
    const [lane, told] = [logits[LANE.harm]!, phrase(example.text)]
    if (firstLook(first[example.lang]!, lane, told) < gatesOf(example.lang).words) return []
    const { words, all } = lookAgain(look, normalise(example.text), example.lang, () => true)
    return [{ lang: example.lang, lane, told: told ? 1 : 0, words, score: all!, a: isA(example) }]
  })
  return made(learn(examples, pairs), pairs, (lang) => calibrateAgain(rows.filter((row) => row.lang === lang)))
}
