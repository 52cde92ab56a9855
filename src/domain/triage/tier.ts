import type { Tier } from '../case/events'
import type { Severity } from '../finding'

/** Who may handle a case of this severity: 1 a saved reply answers it, 2 it needs a personal answer, 3 senior people. */
const BY_SEVERITY: Record<Severity, Tier> = { A: 3, B: 3, C: 2, D: 1, E: 1 }

/** The tier of a case: by its severity, raised by whatever asks for more. */
export const tierFor = (severity: Severity, ...asked: Tier[]): Tier => Math.max(BY_SEVERITY[severity], ...asked) as Tier
