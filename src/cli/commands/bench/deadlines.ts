import os from 'node:os'
import type { Db } from '../../../store/db'
import { tenantsDue } from '../../../store/due'
import { say } from '../../output'
import { underLoad } from './arriving'
import { Latencies, type Quantiles } from './figures'
import { describeMachine, type Machine } from './machine'
import { loadCases, loadClocks } from './open-clocks'
import { type OwnServer, ownServer } from './own-server'
import { fire, type Volley, type Volleyed } from './volley'

export type DeadlinesOptions = { open: number; due: number; runs: number; load: number }
export type Deadlines = {
  machine: Machine
  open: number
  due: number
  runs: Volleyed[]
  /** Milliseconds of one look for due work while none is due, among so many open clocks. */
  idle: { open: number; poll: Quantiles }[]
}

const POLLS = 400
const OVER_MS = 10_000
const GREAT = 10

/** Fires many clocks among a great many that are not due, through the server's own wake loop: at once, spread, both under load, and ten times as many. */
export async function measureDeadlines(options: DeadlinesOptions): Promise<Deadlines> {
  const loadBefore = os.loadavg()[0]!
  const server = await ownServer()
  try {
    const machine = await describeMachine(server.db, loadBefore)
    const volleys = volleysOf(options)
    const idle = await fill(server, options.open, volleys)
    const runs: Volleyed[] = []
    for (const volley of volleys) {
      const once = () => fire(server.db, server.tenant.id, volley)
      runs.push(volley.load ? await underLoad(server, volley.load, once) : await once())
      say(`${volley.name}: p99 ${runs.at(-1)!.lateness.p99} ms`)
    }
    return { machine, open: options.open, due: options.due, runs, idle }
  } finally {
    await server.stop()
  }
}

/** Each volley has clocks of its own. */
function volleysOf(options: DeadlinesOptions): Volley[] {
  let from = 0
  return patternsOf(options).map((pattern) => {
    from += pattern.due
    return { ...pattern, from: from - pattern.due }
  })
}

/** The great one comes last: what it leaves behind for the database to clear away is not what the others are asked about. */
const patternsOf = ({ due, runs, load }: DeadlinesOptions): Omit<Volley, 'from'>[] => [
  ...usual(due, runs, 0),
  ...(load ? usual(due, runs, load) : []),
  { name: 'ten times as many', due: due * GREAT, overMs: 0, load: 0 },
]

function usual(due: number, runs: number, load: number) {
  const meanwhile = load ? `, ${load}/s arrive` : ''
  return [
    ...Array.from({ length: runs }, (_, i) => ({ name: `at once, ${i + 1}${meanwhile}`, due, overMs: 0, load })),
    { name: `over ${OVER_MS / 1000} s${meanwhile}`, due, overMs: OVER_MS, load },
  ]
}

/** Loads a hundredth, a tenth and then all of the open clocks, and looks for due work at each size. */
async function fill({ db, tenant }: OwnServer, open: number, volleys: Volley[]): Promise<Deadlines['idle']> {
  say(`loading ${open.toLocaleString('en')} open clocks …`)
  await loadCases(db, tenant.id, { open, reserved: volleys.reduce((sum, { due }) => sum + due, 0) })
  const idle: Deadlines['idle'] = []
  for (const size of [...new Set([open / 100, open / 10, open].map(Math.ceil))]) {
    await loadClocks(db, tenant.id, idle.at(-1)?.open ?? 0, size)
    idle.push({ open: size, poll: await pollIdle(db) })
  }
  return idle
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
