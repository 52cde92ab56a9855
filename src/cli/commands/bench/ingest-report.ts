import { table } from '../../output'
import { median } from './figures'
import type { Ingest, Run } from './ingest'
import { machineLines } from './machine'

export const FLOOR = { rate: 3_000, alertMs: 1_000, backlogSeconds: 1 }
export const GOAL = { rate: 8_000, alertMs: 250 }

const whole = (n: number) => Math.round(n).toLocaleString('en')
const ms = (n: number | null) => (n === null ? '-' : n < 10 ? n.toFixed(1) : String(Math.round(n)))
const cores = (n: number | null) => (n === null ? '-' : n.toFixed(2))

export function ingestText(it: Ingest): string {
  const rates = it.single.map((r) => r.rate)
  const runs = it.single.map((r, i): [string, Run] => [`single ${i + 1}`, r])
  const rows: [string, Run][] = [...runs, ['batch', it.batch], [`open loop ${it.open.offered}/s`, it.open]]
  return [
    machineLines(it.machine),
    `corpus: median ${it.corpus.medianBytes} B, p99 ${it.corpus.p99Bytes} B, ${percent(it.corpus.nonAscii)} not ASCII, ${percent(it.corpus.complaints)} complaints`,
    '',
    table(
      [
        'RUN',
        'MSG/S',
        'WITH DRAIN',
        'ACK P50',
        'ACK P99',
        'BACKLOG',
        'DRAIN S',
        'LOST',
        'DOUBLED',
        'OTHER ANSWERS',
        'CORES server/postgres/load',
      ],
      rows.map(([name, run]) => rowOf(name, run)),
    ),
    '',
    table(
      ['FIGURE', 'MEASURED', 'FLOOR', 'GOAL'],
      [
        [
          'messages/s, median',
          `${whole(median(rates))} (${whole(Math.min(...rates))} to ${whole(Math.max(...rates))})`,
          whole(FLOOR.rate),
          whole(GOAL.rate),
        ],
        ['arrival → alert committed, p99 ms', alertOf(it.open.load.alert), whole(FLOOR.alertMs), whole(GOAL.alertMs)],
        ['arrival → provider has the alert, p99 ms', alertOf(it.open.load.delivered), '', ''],
        ['bytes per message, all tables and indexes', whole(it.bytesPerMessage), '', ''],
      ],
    ),
    '',
    `effect: ${whole(it.effect.messages)} messages, ${whole(it.effect.cases)} cases, ${whole(it.effect.clocks)} clocks, ${whole(it.effect.escalations)} escalations, ${whole(it.effect.notices)} notices, ${whole(it.effect.audit)} audit rows`,
  ].join('\n')
}

const percent = (share: number) => `${Math.round(share * 100)} %`
const alertOf = (q: { count: number; p50: number | null; p99: number | null } | null) =>
  q ? `${ms(q.p99)} (p50 ${ms(q.p50)}, ${q.count} alerts)` : '-'

const rowOf = (name: string, { rate, sustained, load, backlog, drainSeconds, fate, cores: used }: Run) => [
  name,
  whole(rate),
  whole(sustained),
  ms(load.ack.p50),
  ms(load.ack.p99),
  whole(backlog),
  drainSeconds.toFixed(2),
  String(fate.lost + fate.notUnderstood),
  String(fate.doubled + fate.refusedButStored),
  Object.entries(load.others)
    .map(([what, n]) => `${n} × ${what}`)
    .join(', ') || 'none',
  `${cores(used.server)} / ${cores(used.postgres)} / ${cores(used.generator)}`,
]

/** Why these figures do not do, or null. */
export function ingestVerdict(it: Ingest): string | null {
  const runs = [...it.single, it.batch, it.open]
  const bad = runs.some(({ fate }) => fate.lost + fate.doubled + fate.notUnderstood + fate.refusedButStored > 0)
  if (bad) return 'A message was lost, doubled or never understood: the figures are void.'
  if (it.single.some((r) => r.drainSeconds > FLOOR.backlogSeconds)) return 'The backlog at the end of a run was more than a second of work.'
  const rate = median(it.single.map((r) => r.rate))
  if (rate < FLOOR.rate) return `${whole(rate)} messages/s is below the floor of ${whole(FLOOR.rate)}.`
  const p99 = it.open.load.alert?.p99 ?? null
  if (p99 !== null && p99 > FLOOR.alertMs) return `Alerts took ${ms(p99)} ms (p99); the floor is ${whole(FLOOR.alertMs)} ms.`
  return null
}
