import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { fakeGateway } from '../../src/notify/testing/fake-gateway'
import { testSecret } from '../../src/notify/testing/notice'
import { newId } from '../../src/store/ids'
import { storeIncoming } from '../../src/store/inbox'
import { putNotifier } from '../../src/store/notifiers'
import { SAYS } from '../cast'
import { report } from '../support/figures'
import type { Sabotage } from './sabotage/which'
import { message, ownFirm } from './support/firm'
import { until } from './support/house'
import { type Verdict, verdictOn } from './support/invariants'

/** A process that drives the loops, without HTTP. */
class Driver {
  #child: ChildProcess
  epochs: number[] = []

  constructor(database: string, env: Record<string, string>) {
    this.#child = spawn(process.execPath, [path.join(inject('programs'), 'engine.mjs'), database], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    createInterface({ input: this.#child.stdout! }).on('line', (line) => this.epochs.push((JSON.parse(line) as { epoch: number }).epoch))
  }
  get epoch() {
    return this.epochs.at(-1) ?? 0
  }
  get isStopped() {
    return readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').split(') ')[1]!.startsWith('T')
  }
  continue = () => void this.#child.kill('SIGCONT')
  kill = () => void this.#child.kill('SIGKILL')
}

const CASES = 6
const LONG_AGO = 3 * 86_400_000

type Run = { takeOverMs: number; epochs: [number[], number[]]; deliveries: Map<string, number>; missed: number; verdict: Verdict }
const cleaning: (() => unknown)[] = []
afterAll(async () => {
  for (const clean of cleaning.reverse()) await clean()
})

/**
 * The leader is stopped right after it has claimed what it is about to send, for longer than its lease. Another process takes over and does
 * the work; then the first one goes on, with everything that it had in mind.
 */
async function sleeper(sabotage?: Sabotage): Promise<Run> {
  const env: Record<string, string> = sabotage ? { REDRESS_SABOTAGE: sabotage } : {}
  const firm = await ownFirm()
  const gateway = await fakeGateway()
  cleaning.push(firm.leave, gateway.close)
  const { db, tenant, database } = firm
  await putNotifier(
    db,
    tenant,
    { name: 'provider', kind: 'webhook', url: gateway.url, secret: testSecret(3), options: { allowPrivate: true } },
    0,
  )
  const first = new Driver(database.url, { ...env, REDRESS_AFTER_CLAIM: 'SIGSTOP' })
  cleaning.push(first.kill)
  await until('the first leads', 20_000, () => first.epoch > 0)
  const said = [...Array(CASES).keys()].map((n) => message(`m${n}`, SAYS.complaint, Date.now() - LONG_AGO))
  const acknowledged = new Map<string, string>()
  for (const m of said) {
    const [kept] = await storeIncoming(db, tenant, [{ id: newId(Date.now()), message: m, origin: 'live', demo: false, raw: null }])
    acknowledged.set(m.externalId!, kept!.id)
  }
  await until('the first has stopped moving', 20_000, () => first.isStopped)
  const began = performance.now()
  const second = new Driver(database.url, env)
  cleaning.push(second.kill)
  await until('the second has taken over', 40_000, () => second.epoch > 0)
  const takeOverMs = performance.now() - began
  const left = `select 1 from notice where state in ('sending', 'queued') and send_after < now() + interval '1 hour'`
  await until('the second has done the work', 40_000, async () => (await db.pool.query(left)).rowCount === 0)
  first.continue()
  await sleep(2_500)
  const verdict = await verdictOn(db, tenant, { acknowledged, refused: [], taken: [], delivered: [] })
  const deliveries = new Map<string, number>()
  for (const { headers } of gateway.accepted()) {
    const id = String(headers['webhook-id'])
    deliveries.set(id, (deliveries.get(id) ?? 0) + 1)
  }
  const { rows } = await db.pool.query(`select count(*)::int as n from case_event where kind = 'clock_missed'`)
  return { takeOverMs, epochs: [first.epochs, second.epochs], deliveries, missed: rows[0].n, verdict }
}

let honest: Run
let sabotaged: Run
beforeAll(async () => {
  ;[honest, sabotaged] = await Promise.all([sleeper(), sleeper('no epoch')])
})

test('T09: who slept past its lease changes and sends nothing; every clock fires once and nobody is told twice', () => {
  report('two engines', { 'take-over s': (honest.takeOverMs / 1000).toFixed(1), notices: honest.deliveries.size, doubled: 0 })

  expect(honest.verdict.problems).toEqual([])
  expect(honest.missed).toBeGreaterThanOrEqual(CASES)
  expect([...honest.deliveries].filter(([, times]) => times > 1)).toEqual([])
  expect(honest.deliveries.size).toBeGreaterThan(CASES)
  expect(honest.epochs[1]).toEqual([honest.epochs[0][0]! + 1])
  expect(honest.epochs[0].at(-1)).toBe(0)
})

test('the test notices "no epoch"', () => {
  expect([...sabotaged.deliveries].filter(([, times]) => times > 1)).not.toEqual([])
})
