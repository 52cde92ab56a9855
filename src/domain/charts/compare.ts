/** Below this many a share says more about chance than about the work. */
export const ENOUGH = 20

export type Share = { part: number; of: number }
export type Verdict = 'too_early' | 'no_change' | 'more' | 'less'

/** The 95 % interval of Wilson: honest also near nought and one, where the usual one leaves the scale. */
export function intervalOf({ part, of }: Share): { low: number; high: number } {
  const z = 1.96
  const share = part / of
  const middle = share + (z * z) / (2 * of)
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const width = 1 + (z * z) / of
  return { low: Math.max(0, (middle - spread) / width), high: Math.min(1, (middle + spread) / width) }
}

/** Whether a share has changed: only where the two intervals stand apart, and not at all where either has too few behind it. */
export function compared(now: Share, before: Share): Verdict {
  if (now.of < ENOUGH || before.of < ENOUGH) return 'too_early'
  const [a, b] = [intervalOf(now), intervalOf(before)]
  if (a.low > b.high) return 'more'
  return a.high < b.low ? 'less' : 'no_change'
}
