import type { Moment } from '../moment'
import type { Pack } from './pack'

/** From then on an id stands for this version of the firm's own, or with null for none of its own any more. */
export type Turn = { id: string; at: Moment; pack: Pack | null }
/** From then on the firm keeps a rule book that ships, or no longer does. */
export type Choice = { id: string; at: Moment; on: boolean }

/**
 * Every version that a firm keeps or has kept, each with the time in which new cases take it: a case keeps what held when it was opened,
 * whatever is brought or withdrawn later. A rule book of the firm's own goes before one that ships under the same id.
 */
export function versionsKept(shipped: readonly Pack[], choices: readonly Choice[], turns: readonly Turn[]): Pack[] {
  const ids = [...new Set([...shipped, ...turns].map(({ id }) => id))]
  return ids.flatMap((id) => {
    const own = { shipped: shipped.filter((one) => one.id === id), choices: of(choices, id), turns: of(turns, id) }
    return spansOf(own).flatMap(({ packs, from, to }) => packs.map((pack) => during(pack, from, to)))
  })
}
const of = <T extends { id: string; at: Moment }>(list: readonly T[], id: string) =>
  list.filter((one) => one.id === id).sort((a, b) => a.at - b.at)

type Own = { shipped: readonly Pack[]; choices: readonly Choice[]; turns: readonly Turn[] }
type Span = { packs: readonly Pack[]; from: Moment; to: Moment }
const NONE: readonly Pack[] = []

function spansOf({ shipped, choices, turns }: Own): Span[] {
  const spans: Span[] = []
  for (const from of [...new Set([-Infinity, ...choices.map(({ at }) => at), ...turns.map(({ at }) => at)])].sort((a, b) => a - b)) {
    const mine = turns.findLast(({ at }) => at <= from)?.pack
    const chosen = choices.findLast(({ at }) => at <= from)?.on === true
    const packs = mine ? [mine] : chosen ? shipped : NONE
    const last = spans.at(-1)
    if (last && same(last.packs, packs)) continue
    if (last) last.to = from
    spans.push({ packs, from, to: Infinity })
  }
  return spans
}
const same = (a: readonly Pack[], b: readonly Pack[]) => a === b || (a.length === b.length && a.every((pack, at) => pack === b[at]))

const copies = new WeakMap<Pack, Map<string, Pack>>()
/** Always the same object for the same version and time, so that what was counted with it stays counted. */
function during(pack: Pack, from: Moment, to: Moment): Pack {
  if (from === -Infinity && to === Infinity) return pack
  const made = copies.get(pack) ?? new Map<string, Pack>()
  copies.set(pack, made)
  const key = `${from} ${to}`
  const kept = made.get(key) ?? { ...pack, kept: { from, to } }
  made.set(key, kept)
  return kept
}

/** Whether new cases take this version at that moment. */
export const takenAt = ({ kept }: Pack, at: Moment) => kept === undefined || (kept.from <= at && at < kept.to)
