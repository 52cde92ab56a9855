import type { Random } from './random'

/** Length of the told past in days, and the weekday (0 = Sunday) and hour at which it is told to end. */
export const WEEKS = { days: 56, weekday: 4, hour: 15 }

/** How busy each hour of the day is. */
const HOURS = [3, 2, 1, 1, 1, 2, 5, 10, 18, 26, 30, 28, 26, 24, 24, 25, 24, 22, 20, 24, 28, 26, 16, 8]

/** Age in whole days → the weekday that it was. */
export const weekdayOf = (day: number) => (((WEEKS.weekday - day) % 7) + 7) % 7

/**
 * An age in days (0 is now) on a day that `wanted` draws, at an hour when people write; weekends are quieter. `shift` is how many hours
 * the writer's clock is ahead of the firm's.
 */
export function ageOn(wanted: () => number, shift: number, random: Random): number {
  for (;;) {
    const day = Math.floor(wanted())
    const quiet = weekdayOf(day) === 0 || weekdayOf(day) === 6
    if (day < 0 || day >= WEEKS.days || (quiet && random.chance(0.45))) continue
    const hour = Number(random.weighted(Object.fromEntries(HOURS.map((weight, at) => [at, weight]))))
    const age = day + (WEEKS.hour - (hour + random.next()) + shift) / 24
    if (age >= 0 && age < WEEKS.days) return age
  }
}

/** Any day of the past. */
export const anyDay = (random: Random) => () => random.next() * WEEKS.days
/** Ever more towards now, over the last two weeks: the smell after the new formula. */
export const growing = (random: Random) => () => 14 * (1 - Math.sqrt(random.next()))
/** The Saturday and Sunday before last, and the Monday on which people read their statements. */
export const weekend = (random: Random) => () => random.pick([10, 11, 11, 11, 12, 12, 12, 12])
/** Around four weeks ago, rising and falling: parcels for the north. */
export const hump = (random: Random) => () => 29 + (random.next() + random.next() + random.next() - 1.5) * 8
