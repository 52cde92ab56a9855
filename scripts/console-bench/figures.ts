/** What repeated measurements say: the middle, the 95th percentile, and the spread between the quarters. */
export type Figures = { n: number; median: number; p95: number; spread: number; most: number }

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN

export function figuresOf(values: readonly number[]): Figures {
  const sorted = [...values].sort((a, b) => a - b)
  const spread = at(sorted, 0.75) - at(sorted, 0.25)
  return { n: sorted.length, median: at(sorted, 0.5), p95: at(sorted, 0.95), spread, most: sorted.at(-1) ?? Number.NaN }
}

/** One line for a person. */
export const say = (what: string, { n, median, p95, spread, most }: Figures, budget: string) =>
  `${what.padEnd(34)} median ${median.toFixed(0).padStart(5)} ms   p95 ${p95.toFixed(0).padStart(5)} ms   spread ${spread.toFixed(0).padStart(4)} ms   most ${most.toFixed(0).padStart(5)} ms   n ${n}   (${budget})`
