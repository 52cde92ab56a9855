import type { Arrivals } from '../domain/charts/silence'
import type { Moment } from '../domain/moment'

/** What the charts of the desk count; each names its tenant. */
export type ChartReads = {
  /** Open complaints by stretch of age: now, how many of them are paused, and how many were open at an earlier moment. */
  ageing(
    tenant: string,
    at: { now: Moment; before: Moment; ages: readonly number[] },
  ): Promise<{ age: number; now: number; paused: number; before: number }[]>
  /** Clocks met since a moment. */
  met(tenant: string, since: Moment): Promise<number>
  /** Open cases of one person by severity, and how many of them sleep. */
  load(tenant: string, userId: string, now: Moment): Promise<{ severity: string; open: number; asleep: number }[]>
  arrivals(tenant: string, now: Moment): Promise<Arrivals[]>
}
