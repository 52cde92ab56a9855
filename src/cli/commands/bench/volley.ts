import { setTimeout as sleep } from 'node:timers/promises'
import { asOwner, type Db } from '../../../store/db'
import { Latencies, type Quantiles } from './figures'

/** Clocks that fall due together, or evenly over a time, while so many messages a second arrive. */
export type Volley = { name: string; due: number; overMs: number; load: number }
export type Volleyed = Volley & {
  /** Milliseconds from a clock's due instant to the commit that fired it. */
  lateness: Quantiles
  /** Milliseconds from the first due instant until all had fired. */
  allFiredMs: number
  fired: number
  doubled: number
  notices: number
}

const SOON = 3_000
const PATIENCE = 60_000
/** Looking happens on the same two cores: it reads nothing but the audit rows that are new. */
const LOOK_MS = 20

/**
 * Lateness is seen from outside, by the audit rows that are committed with what fired, so that it includes the commit and up to 20 ms until the
 * next look. The volley's clocks carry its number as their version, by which they are counted afterwards.
 */
export async function fire(db: Db, run: number, volley: Volley): Promise<Volleyed> {
  const at = Date.now() + SOON
  const before = await noticesOf(db)
  await asOwner(db, ARM, [at - 1, volley.due, volley.overMs, `run ${run}`])
  await sleep(Math.max(0, at - Date.now() - 50))
  const { lateness, lastMs } = await watch(db, at, volley)
  const [{ fired, events } = { fired: 0, events: 0 }] = await asOwner<{ fired: number; events: number }>(db, COUNT, [`run ${run}`])
  const notices = (await noticesOf(db)) - before
  return { ...volley, lateness: lateness.summary(), allFiredMs: Math.round(lastMs), fired, doubled: Math.max(0, events - fired), notices }
}

/** The longest overdue fire first, so what is new in the audit are the next of them, whose commit was seen now. */
async function watch(db: Db, at: number, { due, overMs }: Volley) {
  const lateness = new Latencies()
  const dueAfter = (n: number) => Math.floor((n * overMs) / due)
  let [last, seen, lastMs] = [await count(db, 'select coalesce(max(seq), 0)::int as n from audit'), 0, 0]
  while (seen < due && Date.now() - at < PATIENCE + overMs) {
    const fired = await asOwner<{ seq: number; n: number }>(db, FIRED, [last])
    lastMs = Date.now() - at
    for (const { seq, n } of fired) {
      for (const until = Math.min(due, seen + n); seen < until; seen++) lateness.add(lastMs - dueAfter(seen))
      last = Math.max(last, seq)
    }
    await sleep(LOOK_MS)
  }
  return { lateness, lastMs }
}

const ARM = `
  update clock c set due_at = to_timestamp(a.at / 1000), wake_at = to_timestamp((a.at + 1) / 1000), warn_at = null, tz_version = $4
    from (select id, $1::float8 + floor((row_number() over (order by id) - 1) * $3::float8 / $2::int) as at
            from clock where milestone = 'bench' and state = 'running' and wake_at is null order by id limit $2::int) a
   where c.milestone = 'bench' and c.id = a.id`
const FIRED = `select seq, json_array_length(body::json->'clocks') as n from audit where seq > $1 and action = 'clocks.fired' order by seq`
const COUNT = `
  select count(*) filter (where c.state = 'missed')::int as fired,
         coalesce(sum((select count(*) from case_event e where e.tenant_id = c.tenant_id and e.case_id = c.case_id and e.kind = 'clock_missed'
                          and e.data->>'clockId' = c.id::text)), 0)::int as events
    from clock c where c.milestone = 'bench' and c.tz_version = $1`

const noticesOf = (db: Db) => count(db, `select count(*)::int as n from notice where kind = 'clock_missed'`)
const count = async (db: Db, text: string, values: unknown[] = []) => Number((await asOwner<{ n: number }>(db, text, values))[0]!.n)
