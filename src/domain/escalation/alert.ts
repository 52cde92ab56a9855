import type { Severity } from '../finding'
import type { Moment } from '../moment'

/**
 * The ten-minute alert: one for each cause, however many customers tell of it. It is acknowledged once for all its cases, and over when it
 * was answered, closed, or said to be no risk.
 */
export type Alert = {
  id: string
  cause: string
  /** The case that began it, and those that joined. */
  caseId: string
  cases: readonly string[]
  severity: Severity
  openedAt: Moment
  updatedAt: Moment
  acknowledgedAt: Moment | null
  acknowledgedBy: string | null
  overAt: Moment | null
  overBecause: OverBecause | null
  demo: boolean
}
export type OverBecause = 'answered' | 'closed' | 'not_a_risk'
export type AlertDeed = 'acknowledge' | 'escalate' | 'not_a_risk' | 'guidance'
export const ALERT_DEEDS: readonly AlertDeed[] = ['acknowledge', 'escalate', 'not_a_risk', 'guidance']

/** A further case of the same cause joins an alert that nobody has taken up yet, for this long after the last one. */
const SAME_WAVE = 20 * 60_000

/** What ties alerts of several customers together: the kinds of danger and what it is about. Without either, the case is a cause of its own. */
export function causeOf(it: { id: string; topics: readonly string[]; because: readonly { code: string }[] }): string {
  const dangers = [...new Set(it.because.map(({ code }) => code).filter((code) => DANGERS.has(code)))].sort()
  const topic = it.topics.find((each) => each !== 'general' && each !== 'other')
  return dangers.length > 0 && topic ? `${dangers.join('+')}/${topic}` : `case:${it.id}`
}
const DANGERS = new Set(['health', 'safety', 'self_harm', 'violence', 'fire', 'regulator', 'legal', 'media', 'fraud', 'privacy', 'outage'])

export const joins = (alert: Alert, cause: string, at: Moment) =>
  alert.cause === cause && alert.acknowledgedAt === null && alert.overAt === null && at - alert.updatedAt <= SAME_WAVE

/** The first three are told one by one; after that only when a wave has become markedly larger, so that an expert is told and not buried. */
const WAVES = [5, 10, 20, 50, 100, 200, 500, 1_000, 5_000]
export const waveOf = (count: number): number => (count <= 3 ? count : ([...WAVES].reverse().find((size) => size <= count) ?? 3))

/** Why a deed cannot be done any more, or null. Guidance stays open to whoever has the alert. */
export function refusedFor(alert: Alert, deed: AlertDeed, by: string): 'over' | 'taken' | null {
  if (alert.overAt !== null) return 'over'
  if (alert.acknowledgedAt === null) return null
  if (alert.acknowledgedBy !== by) return 'taken'
  return deed === 'acknowledge' ? 'taken' : null
}
