import { readFileSync, writeFileSync } from 'node:fs'
import type { BaseFiles, BaseParts } from './base'
import type { Calibrations, Decision } from './decide'
import { VIEWS } from './grams'
import { Lexicon } from './lexicon'
import type { Net } from './net'
import type { TaskModel } from './task-model'

/** What a reader must know to trust or refuse a trained model. Times are left out, so that the same rows give the same bytes. */
export type TaskCard = {
  /** @3 knows no networks over words in their order, @4 no lists of good and bad words; they are read, and written no more. */
  format: 'redress-task@3' | 'redress-task@4' | 'redress-task@5'
  task: string
  label: string
  lang_field: string
  classes: string[]
  rows: number
  seed: number
  trained_on: { file: string; rows: number; sha256: string }[]
  base: (BaseParts & { id: string; version: string }) | null
  /** Figures by inner cross-validation on the training rows. */
  unseen: Record<string, number>
  /** Figures on the rows of --dev, from which nothing was learned. */
  dev: Record<string, number> | null
  languages: Record<string, number>
  members: { name: string; share: number }[]
  calibrations: Calibrations
  decision: Decision
}
export type TaskFile = { card: TaskCard; model: TaskModel; base: BaseFiles | null }

type Part = Uint8Array | Int8Array | Int32Array | Float32Array
type PartKind = 'u8' | 'i8' | 'i32' | 'f32'
type Head = {
  card: TaskCard
  model: Record<string, unknown>
  base: (Pick<BaseFiles, 'id' | 'version' | 'card'> & { lists?: BaseFiles['lists'] }) | null
  parts: [string, PartKind, number][]
}

const NET_PARTS = ['first', 'step', 'bias', 'second', 'top'] as const
const CONV_PARTS = ['hashes', 'words', 'step', 'filters', 'bias', 'second', 'top'] as const
const MAGIC = 'REDRESS5'
const KNOWN = [MAGIC, 'REDRESS4', 'REDRESS3']
const ALIGN = 8

export function writeTask(path: string, { card, model, base }: TaskFile): void {
  const { space, plain, ratio } = model
  const parts: [string, Part][] = [
    ...space.blocks.flatMap(({ view, hashes, rarity }): [string, Part][] => [
      [`${view}.hashes`, hashes],
      [`${view}.rarity`, rarity],
    ]),
    ['plain', plain.weights],
    ...(ratio
      ? ([
          ['loud', ratio.loud],
          ['ratio', ratio.weights.weights],
        ] as [string, Part][])
      : []),
    ...model.nets.flatMap((net, n) => NET_PARTS.map((part): [string, Part] => [`net${n}.${part}`, net[part]])),
    ...model.convs.flatMap((conv, n) => CONV_PARTS.map((part): [string, Part] => [`conv${n}.${part}`, conv[part]])),
    ['mean', space.dense.mean],
    ['factor', space.dense.factor],
    ['unit', space.dense.unit],
    ...(base
      ? ([
          ['base.weights', base.weights],
          ['base.words', base.words],
        ] as [string, Part][])
      : []),
  ]
  const head: Head = {
    card,
    model: {
      bias: model.bias,
      step: plain.step,
      loudStep: ratio?.loudStep ?? null,
      ratioStep: ratio?.weights.step ?? null,
      nets: model.nets.map(({ from, hidden }) => ({ from, hidden })),
      convs: model.convs.length,
    },
    base: base && { id: base.id, version: base.version, card: base.card, lists: base.lists },
    parts: parts.map(([name, part]) => [name, kindOf(part), part.length]),
  }
  const text = Buffer.from(JSON.stringify(head))
  const sizes = Buffer.alloc(4)
  sizes.writeUInt32LE(text.length)
  const pieces: Buffer[] = [Buffer.from(MAGIC), sizes, text]
  let at = MAGIC.length + 4 + text.length
  for (const [, part] of parts) {
    const gap = (ALIGN - (at % ALIGN)) % ALIGN
    pieces.push(Buffer.alloc(gap), Buffer.from(part.buffer, part.byteOffset, part.byteLength))
    at += gap + part.byteLength
  }
  writeFileSync(path, Buffer.concat(pieces))
}

const kindOf = (part: Part): PartKind =>
  part instanceof Int32Array ? 'i32' : part instanceof Float32Array ? 'f32' : part instanceof Int8Array ? 'i8' : 'u8'

/** @throws where the file is no trained model, or is cut short. */
export function readTask(path: string): TaskFile {
  const bytes = new Uint8Array(readFileSync(path))
  const buffer = Buffer.from(bytes.buffer)
  if (!KNOWN.includes(buffer.toString('latin1', 0, MAGIC.length)))
    throw new Error(`${path} is not a model that "redress detector train" has written`)
  const length = buffer.readUInt32LE(MAGIC.length)
  let at = MAGIC.length + 4
  if (at + length > bytes.length) throw new Error(`${path} is cut short`)
  const head = JSON.parse(buffer.toString('utf8', at, at + length)) as Head
  at += length
  const parts = new Map<string, Part>()
  for (const [name, kind, count] of head.parts) {
    at += (ALIGN - (at % ALIGN)) % ALIGN
    const size = count * (kind === 'i32' || kind === 'f32' ? 4 : 1)
    if (at + size > bytes.length) throw new Error(`${path} is cut short: "${name}" is missing`)
    parts.set(name, partAt(kind, bytes.buffer, at, count))
    at += size
  }
  return { card: head.card, model: modelOf(head, parts), base: baseOf(head, parts) }
}

function partAt(kind: PartKind, buffer: ArrayBuffer, at: number, count: number): Part {
  if (kind === 'i32') return new Int32Array(buffer, at, count)
  if (kind === 'f32') return new Float32Array(buffer, at, count)
  return kind === 'i8' ? new Int8Array(buffer, at, count) : new Uint8Array(buffer, at, count)
}

function modelOf({ card, model }: Head, parts: Map<string, Part>): TaskModel {
  const part = <T extends Part>(name: string) => parts.get(name) as T
  let from = 0
  const blocks = VIEWS.map((view) => {
    const hashes = part<Int32Array>(`${view}.hashes`)
    const block = { view, from, hashes, rarity: part<Uint8Array>(`${view}.rarity`), lexicon: Lexicon.of(hashes) }
    from += hashes.length
    return block
  })
  const mean = part<Float32Array>('mean')
  const {
    bias,
    step,
    loudStep,
    ratioStep,
    nets,
    convs = 0,
  } = model as {
    bias: number[]
    step: number[]
    loudStep: number[] | null
    ratioStep: number[] | null
    nets: Pick<Net, 'from' | 'hidden'>[]
    convs?: number
  }
  return {
    classes: card.classes,
    lanes: card.classes.length === 2 ? 1 : card.classes.length,
    space: {
      blocks,
      dense: { from, mean, factor: part<Float32Array>('factor'), unit: part<Float32Array>('unit') },
      columns: from + mean.length,
    },
    plain: { weights: part<Int8Array>('plain'), step },
    bias,
    ratio:
      loudStep && ratioStep
        ? { loud: part<Uint8Array>('loud'), loudStep, weights: { weights: part<Int8Array>('ratio'), step: ratioStep } }
        : null,
    nets: nets.map((net, n) => {
      const own = <T extends Part>(name: (typeof NET_PARTS)[number]) => part<T>(`net${n}.${name}`)
      return { ...net, first: own('first'), step: own('step'), bias: own('bias'), second: own('second'), top: own('top') }
    }),
    convs: Array.from({ length: convs }, (_, n) => {
      const own = <T extends Part>(name: (typeof CONV_PARTS)[number]) => part<T>(`conv${n}.${name}`)
      const hashes = own<Int32Array>('hashes')
      const floats = { step: own<Float32Array>('step'), filters: own<Float32Array>('filters'), bias: own<Float32Array>('bias') }
      return { hashes, lexicon: Lexicon.of(hashes), words: own('words'), ...floats, second: own('second'), top: own('top') }
    }),
    calibrations: card.calibrations,
    decision: card.decision,
  }
}

function baseOf({ base }: Head, parts: Map<string, Part>): BaseFiles | null {
  if (!base) return null
  return { lists: {}, ...base, weights: parts.get('base.weights') as Uint8Array, words: parts.get('base.words') as Uint8Array }
}
