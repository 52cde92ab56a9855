import { CHOICES, type Choice, type ChoiceDelta } from './choice'
import type { ChoiceDeltas } from './choice-finding'
import { type Delta, packDelta, unpackDelta } from './delta'

/** All that a firm's corrections changed. */
export type Taught = { complaint: Delta | null; choices: ChoiceDeltas }

const FORMAT = 'RD2\n'
type Part = { task: 'complaint' | Choice; answer: string; size: number }

/** Names and sizes of the parts as one line, then the parts. */
export function packTaught({ complaint, choices }: Taught): Uint8Array {
  const parts = [
    ...(complaint ? [{ task: 'complaint' as const, answer: '', bytes: packDelta(complaint) }] : []),
    ...CHOICES.flatMap((task) => [...(choices[task] ?? [])].map(([answer, delta]) => ({ task, answer, bytes: packDelta(delta) }))),
  ]
  const head = JSON.stringify(parts.map(({ task, answer, bytes }): Part => ({ task, answer, size: bytes.length })))
  return new Uint8Array(Buffer.concat([Buffer.from(`${FORMAT}${head}\n`), ...parts.map(({ bytes }) => bytes)]))
}

/** Reads also what earlier versions kept: the weights of complaints alone. @throws as `unpackDelta` does */
export function unpackTaught(bytes: Uint8Array): Taught {
  const buffer = Buffer.from(bytes)
  if (buffer.toString('latin1', 0, FORMAT.length) !== FORMAT) return { complaint: unpackDelta(bytes), choices: {} }
  const end = buffer.indexOf('\n', FORMAT.length)
  let at = end + 1
  let complaint: Delta | null = null
  const choices: Partial<Record<Choice, Map<string, Delta>>> = {}
  for (const { task, answer, size } of JSON.parse(buffer.toString('utf8', FORMAT.length, end)) as Part[]) {
    const delta = unpackDelta(new Uint8Array(bytes.slice(at, at + size)))
    at += size
    if (task === 'complaint') complaint = delta
    else choices[task] = (choices[task] ?? new Map<string, Delta>()).set(answer, delta)
  }
  return { complaint, choices: choices as Partial<Record<Choice, ChoiceDelta>> }
}
