/** How often each value occurs, in two stretches of time. */
export type Counts = Record<string, number>
export type Drift = { what: string; psi: number; before: number; now: number; moved: { value: string; before: number; now: number } | null }

/** By custom: below .1 nothing happened, from .25 on somebody should look. */
export const LOOK = 0.25
const LEAST = 200
const FLOOR = 0.001

/** The population stability index of two distributions; 0 where either has too few to tell. `moved` is the value whose share changed most. */
export function driftOf(what: string, before: Counts, now: Counts): Drift {
  const [a, b] = [total(before), total(now)]
  if (a < LEAST || b < LEAST) return { what, psi: 0, before: a, now: b, moved: null }
  const values = [...new Set([...Object.keys(before), ...Object.keys(now)])]
  const shares = values.map((value) => ({ value, before: (before[value] ?? 0) / a, now: (now[value] ?? 0) / b }))
  const psi = shares.reduce((sum, s) => sum + term(Math.max(FLOOR, s.before), Math.max(FLOOR, s.now)), 0)
  const moved = shares.reduce((most, s) => (Math.abs(s.now - s.before) > Math.abs(most.now - most.before) ? s : most))
  return { what, psi: Math.round(psi * 1_000) / 1_000, before: a, now: b, moved }
}

const term = (p: number, q: number): number => (q - p) * Math.log(q / p)
const total = (counts: Counts): number => Object.values(counts).reduce((a, b) => a + b, 0)
