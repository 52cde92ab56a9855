import { setTimeout as sleep } from 'node:timers/promises'
import { asOwner, type Db } from '../../../store/db'
import { Latencies, type Quantiles } from './figures'
import { RESERVED_ID } from './open-clocks'

/** Clocks that fall due together, or evenly over a time, while so many messages a second arrive. */
export type Volley = {
  name: string
  /** Which of the reserved clocks: these many from this one on. */
  from: number
  due: number
  overMs: number
  load: number
}
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
/** So many clocks get their time in a millisecond, at the least. */
const ARMED_PER_MS = 20
const PATIENCE = 60_000
/** Looking happens on the same two cores: it reads nothing but the audit rows that are new. */
const LOOK_MS = 20

/**
 * Lateness is seen from outside, by the audit rows that are committed with what fired, so that it includes the commit and up to 20 ms until the
 * next look.
 */
export async function fire(db: Db, tenant: string, volley: Volley): Promise<Volleyed> {
  const { from, due, overMs } = volley
  const at = Date.now() + SOON + Math.round(due / ARMED_PER_MS)
  const before = await noticesOf(db)
  await asOwner(db, ARM, [tenant, from, due, at - 1, overMs])
  await sleep(Math.max(0, at - Date.now() - 50))
  const { lateness, lastMs } = await watch(db, at, volley)
  const [{ fired, events } = { fired: 0, events: 0 }] = await asOwner<{ fired: number; events: number }>(db, COUNT, [tenant, from, due])
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

const THESE = 'generate_series($2::int, $2::int + $3::int - 1) as i'
/** As the engine sets it: a clock is missed one millisecond after its due moment. */
const ARM = `
  update clock c set due_at = to_timestamp(a.at / 1000), wake_at = to_timestamp((a.at + 1) / 1000), warn_at = null
    from (select ${RESERVED_ID} as id, $4::float8 + floor((i - $2::int) * $5::float8 / $3::int) as at from ${THESE}) a
   where c.tenant_id = $1 and c.id = a.id`
const FIRED = `select seq, json_array_length(body::json->'clocks') as n from audit where seq > $1 and action = 'clocks.fired' order by seq`
const COUNT = `
  select count(*) filter (where c.state = 'missed')::int as fired,
         coalesce(sum((select count(*) from case_event e where e.tenant_id = c.tenant_id and e.case_id = c.case_id and e.kind = 'clock_missed'
                          and e.data->>'clockId' = c.id::text)), 0)::int as events
    from ${THESE} join clock c on c.tenant_id = $1 and c.id = ${RESERVED_ID}`

const noticesOf = (db: Db) => count(db, `select count(*)::int as n from notice where kind = 'clock_missed'`)
const count = async (db: Db, text: string, values: unknown[] = []) => Number((await asOwner<{ n: number }>(db, text, values))[0]!.n)
