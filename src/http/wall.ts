import type { Directory } from '../actions/needs'
import { iso, isoOrNull } from '../domain/moment'
import { show } from '../domain/public-id'
import { presentAlert } from './alerts'
import type { Handler } from './route'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const SHOWN = 50

/** Everything on one screen that hangs where visitors pass: clocks by how near they are, load by tier, alerts, and the week ahead. No customer is named. */
export const getWall: Handler = async (services, request) => {
  const { tenant } = request.principal
  const [directory, now] = [await services.directory(tenant), services.needs.now()]
  const [due, alerts, moves] = [
    await services.reads.openClocks(tenant, now + 8 * DAY, 5_000),
    await services.reads.alerts(tenant, now - DAY),
    await services.reads.moves(tenant, now - DAY),
  ]
  const clocks = due.flatMap((c) => (c.dueAt === null || c.obligation === 'may' ? [] : [{ ...c, dueAt: c.dueAt }]))
  const within = (from: number, to: number) => clocks.filter((c) => c.dueAt > from && c.dueAt <= to)
  const column = (list: typeof clocks) => ({
    count: list.length,
    clocks: list.slice(0, SHOWN).map((c) => ({
      id: show('clk', c.id),
      milestone: c.milestone,
      kind: c.kind,
      title: c.title,
      regime: c.regime,
      case_id: show('case', c.caseId),
      number: `C-${c.number}`,
      severity: c.severity,
      tier: c.tier,
      owner: c.owner,
      due_at: iso(c.dueAt),
      state: c.state,
    })),
  })
  return {
    now: iso(now),
    open: clocks.length,
    columns: {
      breached: column(within(Number.NEGATIVE_INFINITY, now)),
      hour: column(within(now, now + HOUR)),
      four_hours: column(within(now + HOUR, now + 4 * HOUR)),
      today: column(within(now + 4 * HOUR, now + DAY)),
    },
    ladder: ladder(directory),
    moved: moves,
    alerts: alerts.map((alert) => {
      const { id, severity, state, cause, customers, opened_at, acknowledged_by, acknowledged_at, cases, next } = presentAlert(
        directory,
        alert,
      )
      const named = cases.map((it) => ({ id: it.id, number: it.number, severity: it.severity }))
      return { id, severity, state, cause, customers, opened_at, acknowledged_by, acknowledged_at, cases: named, next }
    }),
    capacity: capacityOf(directory),
    next: isoOrNull(clocks.find((c) => c.dueAt > now)?.dueAt ?? null),
  }
}

/** How much each tier carries of what it can carry; managers and administrators are a rung of their own. */
function ladder({ people }: Directory) {
  const there = people.filter((p) => p.role !== 'auditor')
  const rung = (name: string, members: typeof there) => ({
    rung: name,
    people: members.filter((p) => p.available).length,
    load: members.reduce((sum, p) => sum + p.load, 0),
    capacity: members.filter((p) => p.available).reduce((sum, p) => sum + p.capacity, 0),
  })
  const above = there.filter((p) => p.role === 'manager' || p.role === 'administrator')
  const desk = there.filter((p) => !above.includes(p))
  return [1, 2, 3]
    .map((tier) =>
      rung(
        `tier_${tier}`,
        desk.filter((p) => p.tier === tier),
      ),
    )
    .concat(rung('managers', above))
}

/** Room for further cases at the desk, as a measure of a day: what the people who are there may still take. */
const capacityOf = ({ people }: Directory) =>
  people.filter((p) => p.available && p.role !== 'auditor').reduce((sum, p) => sum + Math.max(0, p.capacity - p.load), 0)
