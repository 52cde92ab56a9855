import type { CaseKind, Outcome, Remedy } from '../domain/case/events'
import type { Moment } from '../domain/moment'
import { addBusinessTime, type Calendar } from '../domain/time/calendar'
import { type Chance, chanceOf } from './chance'

/** What a sample person will do, and when. Done through the same actions as a real person's click; the domain may still refuse it. */
export type Act = { at: Moment } & (
  | { do: 'acknowledge' }
  | { do: 'note' }
  | { do: 'hand_up' }
  | { do: 'reply'; final: boolean; remedy: Remedy }
  | { do: 'close'; outcome: Outcome; remedy: Remedy }
)
export type Planned = { kind: CaseKind; highRisk: boolean; openedAt: Moment }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * The life that the sample staff give a case: most are taken up in time and answered within days, some late, a few only after a ladder
 * was climbed or not at all. Follows from `key` alone. Ordinary work is done in the calendar's hours; alerts are answered at any hour.
 */
export function planCase(key: string, it: Planned, calendar: Calendar): Act[] {
  const chance = chanceOf(key)
  const later = (from: Moment, hours: number) => addBusinessTime(calendar, Math.round(from), Math.round(hours * HOUR)).at
  const acts = it.kind === 'opportunity' ? sell(chance, it.openedAt, later) : settle(chance, it, later)
  return acts.map((act) => ({ ...act, at: Math.round(act.at) })).sort((a, b) => a.at - b.at)
}
type Later = (from: Moment, hours: number) => Moment

function sell(chance: Chance, openedAt: Moment, later: Later): Act[] {
  const answered = later(openedAt, chance.next() < 0.85 ? chance.between(0.3, 3.8) : chance.between(4.5, 12))
  const closed = later(answered, chance.between(6, 50))
  const roll = chance.next()
  const outcome = roll < 0.4 ? 'won' : roll < 0.8 ? 'lost' : 'withdrawn'
  return [
    { at: answered, do: 'reply', final: false, remedy: 'none' },
    { at: closed, do: 'close', outcome, remedy: 'none' },
  ]
}

function settle(chance: Chance, it: Planned, later: Later): Act[] {
  const taken = takenUpAt(chance, it, later)
  const acts: Act[] = taken === null ? [] : [{ at: taken, do: 'acknowledge' }]
  const start = taken ?? it.openedAt
  const soon = chance.next()
  if (soon < 0.9) {
    const at = soon < 0.76 ? later(it.openedAt, chance.between(0.5, 3.9)) : later(start, chance.between(1, 7))
    acts.push({ at: Math.max(at, start + 5 * MINUTE), do: 'reply', final: false, remedy: 'none' })
  }
  if (chance.next() < 0.25) acts.push({ at: later(start, chance.between(1, 12)), do: 'note' })
  if (chance.next() < 0.05) acts.push({ at: later(start, chance.between(2, 20)), do: 'hand_up' })
  const answered = Math.max(start + HOUR, later(it.openedAt + daysToAnswer(chance) * DAY, chance.between(0.2, 6)))
  const end = ending(chance)
  return [
    ...acts.filter(({ at }) => at < answered),
    { at: answered, do: 'reply', final: true, remedy: end.remedy },
    { at: later(answered, chance.between(0.5, 16)), do: 'close', ...end },
  ]
}

/** Null where nobody takes the case up before it is answered. */
function takenUpAt(chance: Chance, { highRisk, openedAt }: Planned, later: Later): Moment | null {
  const roll = chance.next()
  if (highRisk) return openedAt + (roll < 0.86 ? chance.between(1.5, 9) : chance.between(11, 34)) * MINUTE
  if (roll < 0.84) return Math.min(later(openedAt, chance.between(0.2, 3)), openedAt + chance.between(1, 20) * HOUR)
  if (roll < 0.93) return later(openedAt, chance.between(4.5, 9))
  return roll < 0.97 ? later(openedAt, chance.between(14, 22)) : null
}

function daysToAnswer(chance: Chance): number {
  const roll = chance.next()
  if (roll < 0.55) return chance.between(0.2, 3)
  if (roll < 0.82) return chance.between(3, 9)
  return roll < 0.95 ? chance.between(9, 24) : chance.between(31, 48)
}

/** As often as it stands here. */
const OUTCOMES = [
  'upheld',
  'upheld',
  'upheld',
  'upheld',
  'partly_upheld',
  'partly_upheld',
  'resolved',
  'resolved',
  'not_upheld',
  'not_upheld',
] as const
const REMEDIES = {
  upheld: ['refund', 'refund', 'replacement', 'apology', 'repair'],
  partly_upheld: ['goodwill', 'apology', 'replacement'],
  resolved: ['apology', 'goodwill', 'replacement'],
  not_upheld: ['explanation', 'explanation', 'goodwill'],
} as const
function ending(chance: Chance): { outcome: Outcome; remedy: Remedy } {
  const outcome = chance.pick(OUTCOMES)
  return { outcome, remedy: chance.pick<Remedy>(REMEDIES[outcome]) }
}

/** When somebody looks at a message in doubt and what they decide; null where it is left lying. */
export function planReview(key: string, it: { likely: boolean; at: Moment }, calendar: Calendar) {
  const chance = chanceOf(`review ${key}`)
  if (chance.next() < 0.06) return null
  const inOffice = addBusinessTime(calendar, it.at, Math.round(chance.between(0.2, 7) * HOUR)).at
  const at = Math.round(Math.min(inOffice, it.at + chance.between(1, 15) * HOUR))
  return { at, decision: chance.next() < (it.likely ? 0.8 : 0.2) ? ('complaint' as const) : ('noise' as const) }
}
