import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FIRST_LANES, SECOND_LANES } from '../heads'
import type { ModelCard } from '../model'
import { type Learned, LANES } from './trainer'

/** Weights beyond this share of the largest are clipped, so that a few loud ones do not cost all others their precision. */
const CLIP = 0.9995

/** Rounds the weights to int8 with one scale per lane and lays the two tables one behind the other. */
export function quantise(learned: Learned): { bytes: Uint8Array; first: ModelCard['first']; second: ModelCard['second'] } {
  const rows = 2 ** learned.bits
  const bytes = new Int8Array(rows * LANES)
  const scale: number[] = []
  for (let lane = 0; lane < LANES; lane++) {
    const step = laneStep(learned, rows, lane)
    scale.push(step)
    const [base, stride] = lane < FIRST_LANES ? [lane, FIRST_LANES] : [rows * FIRST_LANES + lane - FIRST_LANES, SECOND_LANES]
    for (let row = 0; row < rows; row++) bytes[base + row * stride] = Math.max(-127, Math.min(127, Math.round(learned.weights[row * LANES + lane]! / step)))
  }
  const bias = [...learned.bias].map((b) => Number(b.toPrecision(6)))
  return {
    bytes: new Uint8Array(bytes.buffer),
    first: { scale: scale.slice(0, FIRST_LANES), bias: bias.slice(0, FIRST_LANES) },
    second: { scale: scale.slice(FIRST_LANES), bias: bias.slice(FIRST_LANES) },
  }
}

function laneStep(learned: Learned, rows: number, lane: number): number {
  const sizes: number[] = []
  for (let row = 0; row < rows; row++) {
    const size = Math.abs(learned.weights[row * LANES + lane]!)
    if (size > 0) sizes.push(size)
  }
  if (sizes.length === 0) return 1
  sizes.sort((a, b) => a - b)
  return Number(((sizes[Math.floor((sizes.length - 1) * CLIP)] ?? 1) / 127).toPrecision(6))
}

/** Writes `weights.bin` and `card.json`. */
export function saveModel(dir: string, bytes: Uint8Array, card: Omit<ModelCard, 'sha256' | 'format'>): ModelCard {
  const whole: ModelCard = { ...card, format: 'hashed-linear-int8@1', sha256: createHash('sha256').update(bytes).digest('hex') }
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'weights.bin'), bytes)
  writeFileSync(join(dir, 'card.json'), `${JSON.stringify(whole, null, 2)}\n`)
  return whole
}
