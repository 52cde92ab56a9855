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

/** The usual volleys, judged by the median of their runs: with nothing else to do, and under load where that was asked for. */
function figuresOf({ runs, due }: Deadlines) {
  const usual = runs.filter((r) => r.due === due)
  const loads = [...new Set(usual.map((r) => r.load))]
  return loads.flatMap((load) => {
    const meanwhile = load ? ` while ${load} messages a second arrive` : ''
    const figure = (how: string, floor: number, of: Volleyed[]) =>
      of.length ? [{ how: `${how}${meanwhile}`, floor, p99s: of.map(p99) }] : []
    const here = usual.filter((r) => r.load === load)
    return [
      ...figure(
        'At once',
        AT_ONCE_MS,
        here.filter((r) => r.overMs === 0),
      ),
      ...figure(
        'Spread',
        SPREAD_MS,
        here.filter((r) => r.overMs > 0),
      ),
    ]
  })
}
const shown = (p99s: number[]) =>
  p99s.length === 1 ? ms(p99s[0]!) : `${ms(median(p99s))} (${ms(Math.min(...p99s))} to ${ms(Math.max(...p99s))})`

export function deadlinesText(it: Deadlines): string {
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
        ...figuresOf(it).map(({ how, floor, p99s }) => [`${how}, lateness p99, ms`, shown(p99s), whole(floor)]),
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
  const late = figuresOf(it).find(({ floor, p99s }) => median(p99s) > floor)
  if (late) return `${late.how}, lateness p99 is ${ms(median(late.p99s))} ms; the floor is ${late.floor} ms.`
  const slope = slopeOf(it.idle)
  if (slope > SLOPE) return `Looking for due work grows with the open clocks: slope ${slope.toFixed(3)}, the floor is ${SLOPE}.`
  return null
}
