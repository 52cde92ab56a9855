import { isOver } from '../../domain/regimes/settle'
import type { Clock } from '../data/types'

export type How = 'started' | 'met' | 'met_late' | 'owed_again' | 'fell_away' | 'stands_still' | 'goes_on' | 'moved'
/** A clock that stands otherwise than before; `was` is when it fell due then. */
export type Moved = { clock: Clock; how: How; was: string | null }

/** The clocks that stand otherwise after something was told. What only time has done, a warning or a miss, is not among them. */
export function movedBetween(before: readonly Clock[], after: readonly Clock[]): Moved[] {
  const old = new Map(before.map((clock) => [clock.id, clock]))
  const found = after.flatMap((clock): Moved[] => {
    const was = old.get(clock.id)
    const how = was ? changeOf(was, clock) : isOver(clock) ? null : clock.met_at ? 'met' : 'started'
    return how === null ? [] : [{ clock, how, was: was?.due_at ?? null }]
  })
  return joined(found)
}

/** Another class may have the same promise under another name: what fell away for it has moved. */
function joined(found: readonly Moved[]): Moved[] {
  const taken = new Set<Moved>()
  const whole = found.map((one) => {
    if (one.how !== 'started') return one
    const before = found.find(
      (it) => it.how === 'fell_away' && !taken.has(it) && it.clock.kind === one.clock.kind && it.clock.regime === one.clock.regime,
    )
    if (!before) return one
    taken.add(before)
    return { ...one, how: 'moved' as const, was: before.was }
  })
  return whole.filter((one) => !taken.has(one))
}

function changeOf(was: Clock, now: Clock): How | null {
  if (isOver(was) !== isOver(now)) return isOver(now) ? 'fell_away' : 'started'
  if (isOver(now)) return null
  if (was.met_at === null && now.met_at !== null) return now.state === 'met' ? 'met' : 'met_late'
  if (was.met_at !== null && now.met_at === null) return 'owed_again'
  if ((was.state === 'paused') !== (now.state === 'paused')) return now.state === 'paused' ? 'stands_still' : 'goes_on'
  return was.due_at === now.due_at ? null : 'moved'
}
