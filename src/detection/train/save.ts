import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelCard } from '../model'
import { LOOK_FILE } from '../second-look'
import type { Table } from './table'
import type { Learned } from './trainer'

/** Rounds the weights to int8 with one scale per lane and lays the two tables one behind the other. */
export function quantise(learned: Learned): { bytes: Uint8Array; first: ModelCard['first']; second: ModelCard['second'] } {
  const [first, second] = [quantiseTable(learned.first), quantiseTable(learned.second)]
  const bytes = new Uint8Array(first.bytes.length + second.bytes.length)
  bytes.set(new Uint8Array(first.bytes.buffer), 0)
  bytes.set(new Uint8Array(second.bytes.buffer), first.bytes.length)
  return { bytes, first: first.lanes, second: second.lanes }
}

function quantiseTable(table: Table): { bytes: Int8Array; lanes: ModelCard['first'] } {
  const bytes = new Int8Array(table.weights.length)
  const scale = Array.from({ length: table.lanes }, (_, lane) => laneStep(table, lane))
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.max(-127, Math.min(127, Math.round(table.weights[i]! / scale[i % table.lanes]!)))
  // The reader turns each byte's highest bit round, so that no weight is negative.
  for (let row = 0; row < table.marks.length; row++) bytes[row * table.lanes + table.lanes - 1] = table.marks[row]! ^ 0x80
  return {
    bytes,
    lanes: {
      scale,
      bias: Object.fromEntries(Object.entries(table.bias).map(([lang, bias]) => [lang, [...bias].map((b) => Number(b.toPrecision(5)))])),
    },
  }
}

/** What one whole number of a lane is worth, so that its loudest weight is 127. */
export function laneStep(table: Table, lane: number): number {
  let largest = 0
  for (let i = lane; i < table.weights.length; i += table.lanes) largest = Math.max(largest, Math.abs(table.weights[i]!))
  return largest === 0 ? 1 : Number((largest / 127).toPrecision(6))
}

/** Writes `weights.bin`, `harm.bin` and `card.json`. */
export function saveModel(dir: string, bytes: Uint8Array, again: Uint8Array, card: Omit<ModelCard, 'sha256' | 'format'>): ModelCard {
  const whole: ModelCard = { ...card, format: 'marked-linear-int8@1', sha256: createHash('sha256').update(bytes).digest('hex') }
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, LOOK_FILE), again)
  writeFileSync(join(dir, 'weights.bin'), bytes)
  writeFileSync(join(dir, 'card.json'), `${JSON.stringify(whole, null, 2)}\n`)
  return whole
}
