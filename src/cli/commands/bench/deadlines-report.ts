import { table } from '../../output'
import type { Deadlines } from './deadlines'
import { machineLines } from './machine'

export const FLOOR = { lateMs: 1_000, idlePollMs: 1 }
export const GOAL = { lateMs: 500 }

const whole = (n: number) => Math.round(n).toLocaleString('en')
const fine = (n: number | null) => (n === null ? '-' : n.toFixed(2))

export const deadlinesText = (it: Deadlines): string =>
  [
    machineLines(it.machine),
    '',
    table(
      ['FIGURE', 'MEASURED', 'FLOOR', 'GOAL'],
      [
        ['lateness, p99 ms', whole(it.lateness.p99 ?? 0), whole(FLOOR.lateMs), whole(GOAL.lateMs)],
        ['lateness, p50 and worst ms', `${whole(it.lateness.p50 ?? 0)} and ${whole(it.lateness.max)}`, '', ''],
        ['seconds until all had fired', it.secondsToFireAll.toFixed(2), '', ''],
        ['fired', `${whole(it.fired)} of ${whole(it.due)}, with ${whole(it.open)} more open`, whole(it.due), ''],
        ['fired twice, fired too early', `${it.duplicates}, ${it.firedTooEarly}`, '0, 0', ''],
        ['notices', whole(it.notices), '', ''],
        ['idle poll, p50 and p99 ms', `${fine(it.idlePoll.p50)} and ${fine(it.idlePoll.p99)}`, `${FLOOR.idlePollMs} (p50)`, ''],
        ['bytes per open clock with its case and event', whole(it.bytesPerClock), '', ''],
      ],
    ),
  ].join('\n')

/** Why these figures do not do, or null. */
export function deadlinesVerdict(it: Deadlines): string | null {
  if (it.fired !== it.due || it.duplicates > 0 || it.firedTooEarly > 0) return 'A clock fired other than once: the figures are void.'
  if ((it.lateness.p99 ?? 0) > FLOOR.lateMs)
    return `Clocks fired ${whole(it.lateness.p99 ?? 0)} ms late (p99); the floor is ${whole(FLOOR.lateMs)} ms.`
  if ((it.idlePoll.p50 ?? 0) > FLOOR.idlePollMs)
    return `An idle poll took ${fine(it.idlePoll.p50)} ms; the floor is ${FLOOR.idlePollMs} ms.`
  return null
}
