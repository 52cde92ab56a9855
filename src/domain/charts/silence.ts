import type { Moment } from '../moment'
import { DAY_MS, HOUR_MS } from '../time/day'

/** How often messages came through a channel within the week before. */
export type Arrivals = { channel: string; messages: number; lastAt: Moment }

const WEEK_MS = 7 * DAY_MS
const SHORTEST = 12 * HOUR_MS
const REGULAR = 20

/**
 * Channels that usually bring something and have brought nothing for five times their usual gap, and for half a day at least: what they
 * carry may be missing from the newest numbers. Of a channel with few messages silence says nothing.
 */
export const silent = (arrivals: readonly Arrivals[], now: Moment): Arrivals[] =>
  arrivals.filter(({ messages, lastAt }) => messages >= REGULAR && now - lastAt > Math.max(SHORTEST, (5 * WEEK_MS) / messages))
