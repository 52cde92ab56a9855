import type { Case, CaseEvent, CaseState } from './events'

export const monday = Date.UTC(2026, 2, 2, 9)
export const ana = { by: 'usr_ana', at: monday }
export const engine = { by: 'engine', at: monday }

export const opened: CaseEvent = {
  kind: 'opened',
  caseKind: 'complaint',
  severity: 'C',
  tier: 2,
  priority: 550,
  receivedAt: monday - 60_000,
  because: [],
  imported: false,
  by: 'engine',
  at: monday,
}

/** An ordinary complaint in this state; what the state implies is filled in. */
export const aCase = (state: CaseState = 'open', parts: Partial<Case> = {}): Case => ({
  ...{
    id: 'case_1',
    kind: 'complaint',
    state,
    severity: 'C',
    tier: 2,
    priority: 550,
    owner: 'usr_bo',
    team: 'complaints',
    routingReason: 'Tier 2',
  },
  ...{ openedAt: monday, receivedAt: monday - 60_000, reopened: 0, imported: false },
  acknowledgedAt: state === 'open' ? null : monday,
  answeredAt: state === 'answered' ? monday : null,
  closedAt: state === 'closed' ? monday : null,
  outcome: state === 'closed' ? 'upheld' : null,
  remedy: state === 'closed' ? 'apology' : null,
  ...parts,
})
