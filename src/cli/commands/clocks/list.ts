import { iso } from '../../../domain/moment'
import { readsOf } from '../../../store/reads'
import { count } from '../../count'
import { EXIT, Exit } from '../../exit'
import { tenantFor, withStore } from '../../open'
import { type Globals, result, table } from '../../output'

const UNITS: Record<string, number> = { m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** What is due, soonest first; with --due only what is due within that time. */
export const list = async (globals: Globals, options: { due?: string; limit: string; tenant?: string }) => {
  const within = options.due === undefined ? null : span(options.due)
  const limit = count('limit', options.limit, 1, 10_000)
  return withStore(globals, async (opened) => {
    const now = Date.now()
    const tenant = await tenantFor(opened, options.tenant)
    const rows = await readsOf(opened.db).openClocks(tenant.id, within === null ? null : now + within, limit)
    const data = rows.map((c) => ({
      milestone: c.milestone,
      kind: c.kind,
      regime: c.regime,
      case: c.reference,
      severity: c.severity,
      tier: c.tier,
      owner: c.owner,
      due_at: c.dueAt === null ? null : iso(c.dueAt),
      state: c.state,
    }))
    const lines = rows.map((c) => [
      c.milestone,
      c.reference,
      c.severity,
      c.dueAt === null ? '-' : left(c.dueAt - now),
      c.dueAt === null ? 'no date' : iso(c.dueAt),
      `L${c.tier}`,
      c.owner ?? '-',
    ])
    result(globals, data, lines.length ? table(['CLOCK', 'CASE', 'SEV', 'LEFT', 'DUE', 'TIER', 'OWNER'], lines) : 'Nothing is due.')
  })
}

function span(text: string): number {
  const match = /^(\d+)(m|min|h|d|w)$/.exec(text)
  if (!match) throw new Exit(EXIT.usage, `--due: "${text}" is not a time such as 30m, 4h, 2d or 1w.`)
  return Number(match[1]) * UNITS[match[2]!]!
}

function left(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  const text =
    minutes < 60
      ? `${minutes}m`
      : minutes < 2_880
        ? `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}`
        : `${Math.floor(minutes / 1_440)}d`
  return ms < 0 ? `-${text}` : text
}
