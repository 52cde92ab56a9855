import type { ConvPlan } from './learn-conv'
import type { NetPlan } from './learn-net'
import type { Member } from './members'
import type { Space } from './space'

export type NetMember = { name: string; kind: 'net'; plan: NetPlan }
export type ConvMember = { name: string; kind: 'conv'; plan: ConvPlan }
export type Wanted = Member | NetMember | ConvMember

export const MANY_CLASSES = 12
const MANY_ROWS = 25_000

/** Which members earn their place was measured; see the guide to the detector. */
export function membersFor(space: Space, classes: number, rows: number, vectors: boolean): Wanted[] {
  const { blocks, dense, columns } = space
  const [chars, words] = blocks.map(({ from, hashes }): [number, number] => [from, from + hashes.length])
  const all: Member = { name: 'all', kind: 'plain', cost: 0.5 }
  const onWords: Member = { name: 'words', kind: 'plain', cost: 0.5, only: words! }
  const networks = [...netsFor(space, classes, netsOf(rows), vectors), ...(vectors ? [] : [inOrder(rows)])]
  if (classes > MANY_CLASSES) return [all, onWords, ...networks]
  return [
    classes > 2 ? { ...all, name: 'pairs', kind: 'pairs' } : all,
    { name: 'chars', kind: 'plain', cost: 0.5, only: chars! },
    onWords,
    { name: 'ratio', kind: 'ratio', cost: 1 },
    { name: 'beside', kind: 'plain', cost: 3, only: [dense.from, columns] },
    ...networks,
  ]
}

/** A net draws lots, so a few are asked, fewer where rows are many: learning is to take minutes. */
const netsOf = (rows: number): number => (rows > MANY_ROWS ? 1 : rows > 15_000 ? 2 : rows > 4_000 ? 3 : 4)

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

const inOrder = (rows: number): ConvMember => ({
  name: 'order',
  kind: 'conv',
  plan: { dims: 32, filters: 64, passes: rows > MANY_ROWS ? 2 : 5, keepWords: 0.75, keepUnits: 0.5 },
})
