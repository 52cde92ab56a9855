import { table } from '../../output'
import type { Deadlines } from './deadlines'
import { median } from './figures'
import { machineLines } from './machine'

const FLOOR_MS = 1_000
const GOAL_MS = 500
const IDLE_MS = 1

const ms = (n: number | null) => (n === null ? '-' : n < 10 ? n.toFixed(2) : String(Math.round(n)))

export function deadlinesText(it: Deadlines): string {
  const p99 = it.runs.map((r) => r.lateness.p99 ?? Number.POSITIVE_INFINITY)
  return [
    machineLines(it.machine),
    `${it.open.toLocaleString('en')} open clocks, ${it.due.toLocaleString('en')} due in one instant, each on a case of its own; every miss tells an owner and a lead`,
    '',
    table(
      ['RUN', 'P50', 'P99', 'MAX', 'ALL FIRED', 'FIRED', 'DOUBLED', 'NOTICES'],
      it.runs.map((r, i) => [
        String(i + 1),
        ms(r.lateness.p50),
        ms(r.lateness.p99),
        ms(r.lateness.max),
        ms(r.allFiredMs),
        String(r.fired),
        String(r.doubled),
        String(r.notices),
      ]),
    ),
    '',
    table(
      ['FIGURE', 'MEASURED', 'FLOOR', 'GOAL'],
      [
        ['lateness p99, ms', `${ms(median(p99))} (${ms(Math.min(...p99))} to ${ms(Math.max(...p99))})`, String(FLOOR_MS), String(GOAL_MS)],
        ['idle poll p50, ms', `${ms(it.idlePoll.p50)} (p99 ${ms(it.idlePoll.p99)})`, String(IDLE_MS), String(IDLE_MS)],
      ],
    ),
  ].join('\n')
}

/** Why these figures do not do, or null. */
export function deadlinesVerdict(it: Deadlines): string | null {
  if (it.runs.some((r) => r.fired !== it.due || r.doubled > 0)) return 'A clock did not fire, or fired twice: the figures are void.'
  const p99 = median(it.runs.map((r) => r.lateness.p99 ?? Number.POSITIVE_INFINITY))
  if (p99 > FLOOR_MS) return `Lateness p99 is ${ms(p99)} ms; the floor is ${FLOOR_MS} ms.`
  return null
}
