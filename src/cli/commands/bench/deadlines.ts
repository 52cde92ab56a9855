import os from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { read } from '../../../domain/public-id'
import { asOwner, type Db } from '../../../store/db'
import { tenantsDue } from '../../../store/due'
import { say } from '../../output'
import { Latencies, type Quantiles } from './figures'
import { describeMachine, type Machine } from './machine'
import { loadDue, loadOpen } from './many-clocks'
import { type OwnServer, ownServer } from './own-server'

export type DeadlineOptions = { open: number; due: number }
export type Deadlines = DeadlineOptions & {
  machine: Machine
  /** What asking "is anything due?" costs while nothing is, ms. */
  idlePoll: Quantiles
  /** From the moment at which a clock fell due until its firing could be read by others, ms. */
  lateness: Quantiles
  secondsToFireAll: number
  fired: number
  duplicates: number
  firedTooEarly: number
  notices: number
  bytesPerClock: number
}

const POLLS = 400
const LOOK_MS = 5
/** From the last row's loading to the moment at which everything falls due. */
const AHEAD_MS = 1_500
const GIVE_UP_MS = 120_000

/** Opens `open` clocks over two months and `due` more that fall due in one instant, and lets an ordinary server fire them. */
export async function measureDeadlines({ open, due }: DeadlineOptions): Promise<Deadlines> {
  const loadBefore = os.loadavg()[0]!
  const server = await ownServer()
  try {
    const { db } = server
    const machine = await describeMachine(db, loadBefore)
    const original = await oneCase(server)
    say(`opening ${open.toLocaleString('en')} clocks …`)
    const empty = await bytesOf(db)
    await loadOpen(db, original, open)
    const bytesPerClock = ((await bytesOf(db)) - empty) / Math.max(1, open)
    const idlePoll = await pollIdle(db)
    say(`${due.toLocaleString('en')} fall due in one instant …`)
    const fired = await fireAll(db, original, open, due)
    return { open, due, machine, idlePoll, bytesPerClock, ...fired, ...(await check(db, fired.at)) }
  } finally {
    await server.stop()
  }
}

/** A complaint as a customer would make it; its case is the one that is copied. */
async function oneCase({ url, key, db }: OwnServer): Promise<string> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const text = 'My parcel has not arrived for three weeks and nobody answers my mails. I want my money back.'
  const response = await fetch(`${url}/api/v1/messages`, { method: 'POST', headers, body: JSON.stringify({ text }) })
  const { id } = (await response.json()) as { id: string }
  for (let tries = 0; tries < 500; tries++) {
    const [row] = await asOwner<{ case_id: string | null }>(db, 'select case_id from finding where message_id = $1', [read('msg', id)])
    if (row?.case_id) return row.case_id
    await sleep(20)
  }
  throw new Error('the complaint that the clocks are copied from did not become a case')
}

async function pollIdle(db: Db): Promise<Quantiles> {
  const latencies = new Latencies(100)
  for (let n = 0; n < POLLS + 50; n++) {
    const began = performance.now()
    await tenantsDue(db, Date.now())
    if (n >= 50) latencies.add(performance.now() - began)
  }
  return latencies.summary()
}

async function fireAll(db: Db, original: string, open: number, due: number) {
  const loading = Date.now()
  await loadDue(db, original, open, due, loading + 3_600_000)
  const at = Date.now() + AHEAD_MS
  await asOwner(
    db,
    `update clock set due_at = to_timestamp($1::float8 / 1000), wake_at = to_timestamp(($1::float8 + 1) / 1000) where wake_at = to_timestamp(($2::float8 + 1) / 1000)`,
    [at, loading + 3_600_000],
  )
  if (Date.now() >= at) throw new Error('this machine is too slow to set the clocks before they fall due')
  const lateness = new Latencies()
  await sleep(at - Date.now())
  for (let left = due; left > 0; ) {
    const now = await waiting(db, at)
    const late = Date.now() - at
    for (let n = left - now; n > 0; n--) lateness.add(late)
    left = now
    if (late > GIVE_UP_MS) throw new Error(`${left} of ${due} clocks had not fired after two minutes`)
    await sleep(LOOK_MS)
  }
  return { at, lateness: lateness.summary(), secondsToFireAll: lateness.max / 1000 }
}

const waiting = async (db: Db, at: number) =>
  (
    await asOwner<{ n: number }>(db, 'select count(*)::int as n from clock where wake_at <= to_timestamp(($1::float8 + 1) / 1000)', [at])
  )[0]!.n

async function check(db: Db, at: number) {
  const [row] = await asOwner<{ fired: number; early: number; twice: number; notices: number }>(
    db,
    `select (select count(*)::int from clock where due_at = to_timestamp($1::float8 / 1000) and state = 'missed') as fired,
            (select count(*)::int from clock where due_at > to_timestamp($1::float8 / 1000) and state in ('missed', 'due_soon')) as early,
            (select count(*)::int from (select 1 from case_event where kind = 'clock_missed' group by case_id, data ->> 'clockId' having count(*) > 1) d) as twice,
            (select count(*)::int from notice where kind like 'clock%') as notices`,
    [at],
  )
  return { fired: row!.fired, firedTooEarly: row!.early, duplicates: row!.twice, notices: row!.notices }
}

const bytesOf = async (db: Db) =>
  (
    await asOwner<{ n: number }>(
      db,
      `select sum(pg_total_relation_size(oid))::bigint as n from pg_class where relkind = 'r' and relname in ('clock', 'cases', 'case_event')`,
    )
  )[0]!.n
