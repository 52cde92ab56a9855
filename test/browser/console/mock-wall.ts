import type { Mock } from './mock-server'

/** What `GET /api/v1/wall` would say of the desk in memory. */
export function wallOf({ world }: Mock) {
  const open = world.cases.filter(({ state, next_clock }) => state !== 'closed' && next_clock?.due_at)
  const clocks = open.map((one) => ({
    ...{ id: `clk_${one.id}`, kind: one.next_clock!.kind, title: 'Answer', regime: 'house', number: one.number, severity: one.severity },
    ...{ tier: one.tier, owner: one.owner, due_at: one.next_clock!.due_at! },
  }))
  const column = (from: number, to: number) => {
    const within = clocks.filter(({ due_at }) => Date.parse(due_at) - Date.now() > from && Date.parse(due_at) - Date.now() <= to)
    return { count: within.length, clocks: within.slice(0, 50) }
  }
  const [first] = open
  const HOUR = 3_600_000
  return {
    now: new Date().toISOString(),
    open: clocks.length,
    columns: {
      breached: column(Number.NEGATIVE_INFINITY, 0),
      hour: column(0, HOUR),
      four_hours: column(HOUR, 4 * HOUR),
      today: column(4 * HOUR, 24 * HOUR),
    },
    ladder: ['tier_1', 'tier_2', 'tier_3', 'managers'].map((rung, i) => ({ rung, people: i + 1, load: 7 * (i + 1), capacity: 20 })),
    moved: { up: 14, down: 5 },
    alerts: [
      {
        ...{ id: 'alr_1', severity: 'A', state: 'open', cause: 'health/product', customers: 4, opened_at: new Date().toISOString() },
        ...{ acknowledged_by: null, acknowledged_at: null, cases: first ? [{ id: first.id, number: first.number, severity: 'A' }] : [] },
        next: { at: new Date(Date.now() + 372_000).toISOString(), person: 'Dao', level: 2 },
      },
    ],
    capacity: 31,
    next: clocks[0]?.due_at ?? null,
  }
}
