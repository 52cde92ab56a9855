import os from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { asOwner, type Db } from '../../../store/db'
import { tenantsDue } from '../../../store/due'
import { say } from '../../output'
import { Latencies, type Quantiles } from './figures'
import { describeMachine, type Machine } from './machine'
import { loadClocks } from './open-clocks'
import { ownServer } from './own-server'

export type DeadlinesOptions = { open: number; due: number; runs: number }
export type Deadlines = {
  machine: Machine
  open: number
  due: number
  /** Milliseconds from the due instant to the commit that fired the clock, one entry a run. */
  runs: { lateness: Quantiles; allFiredMs: number; fired: number; doubled: number; notices: number }[]
  /** Milliseconds of one look for due work while none is due. */
  idlePoll: Quantiles
}

const SOON = 3_000
const PATIENCE = 60_000
const POLLS = 400
/** Each look counts what is left, on the same two cores: more often, and looking would be a good part of what is measured. */
const LOOK_MS = 20

/**
 * Fires many clocks that are due in one instant, among a great many that are not, through the server's own wake loop. Lateness is seen from
 * outside, by watching how many are left, so that it includes the commit and up to 20 ms until the next look.
 */
export async function measureDeadlines({ open, due, runs }: DeadlinesOptions): Promise<Deadlines> {
  const loadBefore = os.loadavg()[0]!
  const server = await ownServer()
  try {
    const machine = await describeMachine(server.db, loadBefore)
    say(`loading ${open.toLocaleString('en')} open clocks …`)
    await loadClocks(server.db, server.tenant.id, { open, reserved: due * runs })
    say('polling while nothing is due …')
    const idlePoll = await pollIdle(server.db)
    const fired = []
    for (let run = 0; run < runs; run++) {
      fired.push(await fire(server.db, run, due))
      say(`run ${run + 1}: p99 ${fired.at(-1)!.lateness.p99} ms`)
    }
    return { machine, open, due, runs: fired, idlePoll }
  } finally {
    await server.stop()
  }
}

async function pollIdle(db: Db): Promise<Quantiles> {
  const took = new Latencies(100)
  for (let i = 0; i < POLLS; i++) {
    const began = performance.now()
    await tenantsDue(db, Date.now())
    took.add(performance.now() - began)
  }
  return took.summary()
}

async function fire(db: Db, run: number, due: number) {
  const at = Date.now() + SOON
  await asOwner(
    db,
    `update clock set due_at = to_timestamp($1::float8 / 1000), wake_at = to_timestamp($1::float8 / 1000), warn_at = null
      where milestone = 'bench' and id in (select id from clock where milestone = 'bench' and state = 'running' and wake_at is null order by id limit $2)`,
    [at - 1, due],
  )
  const noticesBefore = await count(db, `select count(*)::int as n from notice where kind = 'clock_missed'`)
  await sleep(Math.max(0, at - Date.now() - 50))
  const { lateness, lastMs } = await watch(db, at, due)
  const fired = await count(
    db,
    `select count(*)::int as n from clock where milestone = 'bench' and state = 'missed' and due_at = to_timestamp($1::float8 / 1000)`,
    [at - 1],
  )
  const events = await count(
    db,
    `select count(*)::int as n from case_event where kind = 'clock_missed' and at >= to_timestamp($1::float8 / 1000)`,
    [at - 1],
  )
  const notices = (await count(db, `select count(*)::int as n from notice where kind = 'clock_missed'`)) - noticesBefore
  return { run, lateness: lateness.summary(), allFiredMs: Math.round(lastMs), fired, doubled: Math.max(0, events - fired), notices }
}

/** Counts down what is left; each drop is that many clocks whose commit was seen now. */
async function watch(db: Db, at: number, due: number) {
  const lateness = new Latencies()
  let left = due
  let lastMs = 0
  while (left > 0 && Date.now() - at < PATIENCE) {
    const now = await count(db, 'select count(*)::int as n from clock where wake_at <= to_timestamp($1::float8 / 1000)', [at])
    lastMs = Date.now() - at
    for (; left > now; left--) lateness.add(lastMs)
    await sleep(LOOK_MS)
  }
  return { lateness, lastMs }
}

const count = async (db: Db, text: string, values: unknown[] = []) => Number((await asOwner<{ n: number }>(db, text, values))[0]!.n)
