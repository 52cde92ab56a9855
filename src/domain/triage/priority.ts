import { SEVERITIES, type Severity } from '../finding'

/** How many priorities one severity has; raising points beyond this no longer count. */
const BAND = 200

/**
 * Where a case stands in the work list, from 0, the most urgent, to 999. Severity decides the band (A 0–199 … E 800–999), points the place
 * within it: no number of lesser reasons ever puts an annoyance before a harm.
 */
export const priorityOf = (severity: Severity, points: number) =>
  BAND * (SEVERITIES.indexOf(severity) + 1) - 1 - Math.min(BAND - 1, Math.max(0, Math.round(points)))

/** The same place in the band of another severity. */
export const inBandOf = (severity: Severity, priority: number) => BAND * SEVERITIES.indexOf(severity) + (priority % BAND)
