import { table } from '../../output'
import type { Deadlines } from './deadlines'
import { median } from './figures'
import { machineLines } from './machine'
import type { Volleyed } from './volley'

const AT_ONCE_MS = 500
const SPREAD_MS = 300
const IDLE_MS = 1
const SLOPE = 0.05

const ms = (n: number | null) => (n === null ? '-' : n < 10 ? n.toFixed(2) : String(Math.round(n)))
const whole = (n: number) => n.toLocaleString('en')
const p99 = ({ lateness }: Volleyed) => lateness.p99 ?? Number.POSITIVE_INFINITY
const atOnceOf = ({ runs, due }: Deadlines) => runs.filter((r) => r.due === due && r.overMs === 0 && r.load === 0).map(p99)

export function deadlinesText(it: Deadlines): string {
  const atOnce = atOnceOf(it)
  const spread = it.runs.filter(({ overMs }) => overMs > 0)
  const loaded = it.runs.filter(({ load }) => load > 0)
  return [
    machineLines(it.machine),
    `${whole(it.open)} open clocks; those that fall due are each on a case of its own, and every miss tells an owner and a lead`,
    '',
    table(
      ['DUE', 'CLOCKS', 'P50', 'P99', 'MAX', 'ALL FIRED', 'FIRED', 'DOUBLED', 'NOTICES'],
      it.runs.map((r) => [
        r.name,
        whole(r.due),
        ...[r.lateness.p50, r.lateness.p99, r.lateness.max, r.allFiredMs].map(ms),
        ...[r.fired, r.doubled, r.notices].map(String),
      ]),
    ),
    '',
    table(
      ['OPEN', 'IDLE POLL P50', 'P99'],
      it.idle.map(({ open, poll }) => [whole(open), ms(poll.p50), ms(poll.p99)]),
    ),
    '',
    table(
      ['FIGURE', 'MEASURED', 'FLOOR'],
      [
        [
          'at once, lateness p99, ms',
          `${ms(median(atOnce))} (${ms(Math.min(...atOnce))} to ${ms(Math.max(...atOnce))})`,
          whole(AT_ONCE_MS),
        ],
        ...loaded.map((r) => [`at once while ${r.load}/s arrive, lateness p99, ms`, ms(p99(r)), whole(AT_ONCE_MS)]),
        ['spread, lateness p99, ms', spread.map((r) => ms(p99(r))).join(', '), whole(SPREAD_MS)],
        ['idle poll p50, ms', ms(it.idle.at(-1)?.poll.p50 ?? null), String(IDLE_MS)],
        ['idle poll against open clocks, slope', slopeOf(it.idle).toFixed(3), String(SLOPE)],
      ],
    ),
  ].join('\n')
}

/** Of log time against log size, by least squares: 0 is independent of size, 1 in proportion to it. */
export function slopeOf(idle: Deadlines['idle']): number {
  const points = idle.map(({ open, poll }) => [Math.log(open), Math.log(poll.p50 ?? 0)] as const)
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const spread = points.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
  return spread === 0 ? 0 : points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / spread
}

/** Why these figures do not do, or null. */
export function deadlinesVerdict(it: Deadlines): string | null {
  if (it.runs.some((r) => r.fired !== r.due || r.doubled > 0)) return 'A clock did not fire, or fired twice: the figures are void.'
  const tooLate = (how: string, is: number, floor: number) =>
    is > floor ? `${how}, lateness p99 is ${ms(is)} ms; the floor is ${floor} ms.` : null
  const late = [
    tooLate('At once', median(atOnceOf(it)), AT_ONCE_MS),
    ...it.runs.filter(({ load }) => load > 0).map((r) => tooLate(`At once while ${r.load} messages a second arrive`, p99(r), AT_ONCE_MS)),
    ...it.runs.filter(({ overMs }) => overMs > 0).map((r) => tooLate('Spread', p99(r), SPREAD_MS)),
  ].find((sentence) => sentence !== null)
  if (late) return late
  const slope = slopeOf(it.idle)
  if (slope > SLOPE) return `Looking for due work grows with the open clocks: slope ${slope.toFixed(3)}, the floor is ${SLOPE}.`
  return null
}
