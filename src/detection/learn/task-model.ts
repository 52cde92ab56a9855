import { type Conv, hearConv, louderConv, numbered } from './conv'
import { answerOf, type Calibrations, type Decision, probabilities } from './decide'
import type { Fitted } from './fit'
import { hearNet, louder, type Net } from './net'
import { type Block, type Read, type Row, readText, rowOf, type Space } from './space'

/** Whole-number weights, `lanes` to a column, each lane with its step. */
export type Coarse = { weights: Int8Array; step: number[] }
/** A task's model, small and quick: members that read features as they are have become one. */
export type TaskModel = {
  classes: string[]
  lanes: number
  space: Space
  plain: Coarse
  bias: number[]
  ratio: { loud: Uint8Array; loudStep: number[]; weights: Coarse } | null
  nets: Net[]
  convs: Conv[]
  calibrations: Calibrations
  decision: Decision
}
/** `sure` is false where the model was less sure than it must be to be right nearly always. */
export type Answer = { p: Float64Array; answer: number; sure: boolean }

/** Puts the fitted members together: plain members are added up, a ratio member and nets stay beside them. Weights become whole numbers. */
export function condense(fitted: Fitted): Pick<TaskModel, 'lanes' | 'space' | 'plain' | 'bias' | 'ratio' | 'nets' | 'convs'> {
  const { space, lanes, members } = fitted
  const { columns } = space
  const sum = new Float32Array(columns * lanes)
  const bias = [...fitted.bias]
  const nets: Net[] = []
  const convs: Conv[] = []
  let ratio: TaskModel['ratio'] = null
  for (const { share, learned, net, conv } of members) {
    if (net) nets.push(louder(net, share))
    if (conv) convs.push(louderConv(conv, share))
    if (!learned) continue
    const own = learned[0]!.loud ? new Float32Array(columns * lanes) : sum
    for (const [lane, { weights, loud }] of learned.entries()) {
      bias[lane]! += share * weights[columns]!
      for (let j = 0; j < columns; j++) own[j * lanes + lane]! += share * weights[j]! * (loud?.[j] ?? 1)
    }
    if (own !== sum) ratio = { ...coarseLoudness(learned.map(({ loud }) => loud!)), weights: coarse(own, lanes) }
  }
  return { lanes, space, plain: coarse(sum, lanes), bias: bias.map((b) => Number(b.toPrecision(7))), ratio, nets, convs }
}

function coarse(weights: Float32Array, lanes: number): Coarse {
  const largest = new Array<number>(lanes).fill(1e-9)
  for (let i = 0; i < weights.length; i++) largest[i % lanes] = Math.max(largest[i % lanes]!, Math.abs(weights[i]!))
  const step = largest.map((most) => Number((most / 127).toPrecision(7)))
  return { weights: Int8Array.from(weights, (weight, i) => Math.round(weight / step[i % lanes]!)), step }
}

function coarseLoudness(loud: Float32Array[]): { loud: Uint8Array; loudStep: number[] } {
  const lanes = loud.length
  const loudStep = loud.map((lane) => Number((lane.reduce((a, b) => Math.max(a, b), 1e-9) / 255).toPrecision(7)))
  const flat = new Uint8Array(lanes * loud[0]!.length)
  for (const [lane, values] of loud.entries())
    for (let j = 0; j < values.length; j++) flat[j * lanes + lane] = Math.round(values[j]! / loudStep[lane]!)
  return { loud: flat, loudStep }
}

export function answer(model: TaskModel, text: string, lang: string, dense: Float32Array): Answer {
  const p = probabilities(logitsOf(model, readText(text), dense), lang, model.calibrations)
  const given = answerOf(p, model.decision)
  let most = 0
  for (const q of p) most = Math.max(most, q)
  return { p, answer: given, sure: most >= model.decision.unsure_below }
}

/** Logits before calibration. */
export function logitsOf(model: TaskModel, read: Read, dense: Float32Array): Float64Array {
  const { lanes, plain, bias, ratio, nets, convs, space } = model
  const row = rowOf(space, read, dense)
  const logits = new Float64Array(lanes)
  for (let k = 0; k < row.length; k++) {
    const [at, value] = [row.column[k]! * lanes, row.value[k]!]
    for (let lane = 0; lane < lanes; lane++) logits[lane]! += plain.weights[at + lane]! * value
  }
  for (let lane = 0; lane < lanes; lane++) logits[lane] = logits[lane]! * plain.step[lane]! + bias[lane]!
  if (ratio) addRatio(logits, ratio, row, space)
  for (const net of nets) hearNet(net, row, 0, row.length, logits)
  for (const conv of convs) hearConv(conv, numbered(conv.lexicon, read.line), logits)
  return logits
}

/** The ratio member knows only whether a gram is there: each block's grams alike, then as loud as they tell classes apart. */
function addRatio(logits: Float64Array, { loud, loudStep, weights }: NonNullable<TaskModel['ratio']>, row: Row, space: Space): void {
  const lanes = logits.length
  const alike = space.blocks.map((block) => presence(block, row))
  const firstDense = space.dense.from
  for (let lane = 0; lane < lanes; lane++) {
    let [sum, squares, beside] = [0, 0, 0]
    for (let k = 0; k < row.length; k++) {
      const column = row.column[k]!
      const at = column * lanes + lane
      if (column >= firstDense) {
        beside += weights.weights[at]! * row.value[k]!
        continue
      }
      const value = alike[column >= space.blocks[1]!.from ? 1 : 0]!
      const heard = value * loud[at]! * loudStep[lane]!
      squares += heard * heard
      sum += weights.weights[at]! * value
    }
    logits[lane]! += weights.step[lane]! * (beside + (squares > 0 ? sum / Math.sqrt(squares) : 0))
  }
}

function presence({ from, hashes }: Block, row: Row): number {
  let count = 0
  for (let k = 0; k < row.length; k++) if (row.column[k]! >= from && row.column[k]! < from + hashes.length) count++
  return 1 / Math.sqrt(Math.max(1, count))
}
