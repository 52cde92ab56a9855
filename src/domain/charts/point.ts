/**
 * One bar. `hatched` is the part of it that stands still (paused, asleep), `mark` what it is held against (a week ago, a usual day),
 * `missing` says that the number may be too small, or that nobody works then.
 */
export type Point = { key: string; value: number; hatched: number; mark: number | null; missing: boolean }
