import { setTimeout as sleep } from 'node:timers/promises'
import type { TenantTx } from '../../actions/needs'
import { beginApprovals } from '../../demo/approvals'
import { startFeed } from '../../demo/feed'
import { createSampleFirm, visitorsLanguage } from '../../demo/firm'
import { tellThePast } from '../../demo/lapse'
import { onCall } from '../../demo/on-call'
import { feedMessages, pastMessages, sampleAnswers, sampleFirm, sampleSaved } from '../../demo/sample'
import { letterWords } from '../../letter-words'
import type { Redress } from '../../main'
import { packageRoot } from '../../paths'
import { type DemoState, readDemo, removeDemo, writeDemo } from '../../store/demo'
import { hasty, pastOf } from '../../store/demo-past'
import { writeTenant } from '../../store/tenant-tx'
import { listTenants, type Tenant } from '../../store/tenants'
import { EXIT, Exit } from '../exit'
import { demoDirectory, withStore } from '../open'
import { type Globals, print, result, say } from '../output'
import { progress } from '../progress'
import { version } from '../version'
import { openBrowser, type Served, type ServeOptions, serve } from './serve'

/** A sample firm to look at: opened at once, its past weeks told in the background, its customers writing on. */
export async function demo(globals: Globals, options: ServeOptions) {
  const began = performance.now()
  let state: DemoState
  await serve(
    globals,
    options,
    demoDirectory(globals),
    async (redress) => {
      const { tenant, ...opened } = await sampleTenant(redress)
      state = opened.state
      if (tenant.settings.demo && !state.told) redress.engine.spared.add(tenant.id)
      return tenant
    },
    (served) => {
      if (!globals.json) introduce(served, options, performance.now() - began)
      return live(globals, served, state)
    },
  )
}

async function sampleTenant({ db }: Redress): Promise<{ tenant: Tenant; state: DemoState }> {
  const [tenants, state] = [await listTenants(db), await readDemo(db)]
  const known = tenants.find((t) => t.id === state?.tenant)
  if (known && state) return { tenant: known, state }
  if (tenants.length > 0)
    throw new Exit(
      EXIT.conflict,
      `${tenants[0]!.name} lives in this directory; samples would stand among its complaints. Give the demo another with --dir.`,
    )
  const now = Date.now()
  const tenant = await createSampleFirm(db, sampleFirm(packageRoot()), sampleSaved(packageRoot()), visitorsLanguage(process.env), now)
  const fresh = { tenant: tenant.id, asOf: now, told: false }
  await writeDemo(db, fresh)
  return { tenant, state: fresh }
}

function introduce({ dir, signIn, tenant, url }: Served, options: ServeOptions, ms: number) {
  print(`  redress ${version()} · demo · nothing leaves this computer
  ✓ store      ${dir}  ${(ms / 1000).toFixed(1)} s
  ✓ detector   rules + local model (en th zh fa)
  ➜ open       ${signIn}   (one-time link)
  ➜ customers  ${url}/demo/chat   (form: ${url}/f/${tenant.slug})

  Try:  paste a complaint into the box  ·  press 1 to accept  ·  ? for keys
  Next: redress init        make it real          Ctrl+C stops and keeps the demo${tenant.settings.demo ? '' : '\n  The samples of this directory were removed. A new firm: redress demo --dir NEW'}`)
  if (options.open) openBrowser(signIn)
}

/** Tells what is not told yet, then lets the feed go on. Returns how to end both. */
function live(globals: Globals, { redress, tenant }: Served, state: DemoState): (() => Promise<void>) | undefined {
  if (!tenant.settings.demo) return undefined
  let stopped = false
  let stopFeed = () => {}
  const isDemo = async () => !stopped && (await redress.services.directory(tenant.id)).tenant.demo
  /** Clears away what was still on its way when somebody removed the rest. */
  const orSweep = async () => {
    const there = await isDemo()
    if (!there && !stopped) await removeDemo(redress.db, tenant.id, 'engine', Date.now())
    return there
  }
  const work = async () => {
    for (let tries = 1, told = state.told; !told && (await isDemo()); tries++) {
      told = await tell(globals, redress, tenant, state, isDemo).catch((error) => onlySometimes(error, tries))
    }
    if (!stopped) redress.engine.spared.delete(tenant.id)
    if (await orSweep()) stopFeed = feed(redress, tenant, orSweep)
  }
  const working = work().catch((error: unknown) => {
    if (!stopped) say(`redress: the sample cannot go on: ${error instanceof Error ? error.message : String(error)}`)
  })
  return async () => {
    stopped = true
    stopFeed()
    await working
  }
}

/** A database that went away comes back, and the telling goes on where it was; what fails again and again is said. */
async function onlySometimes(error: unknown, tries: number): Promise<false> {
  if (tries >= 5) throw error
  await sleep(1_000 * tries)
  return false
}

async function tell(globals: Globals, redress: Redress, tenant: Tenant, state: DemoState, goOn: () => Promise<boolean>): Promise<boolean> {
  const root = packageRoot()
  const messages = pastMessages(root, state.asOf)
  const db = hasty(redress.db)
  const store = { ...redress.needs.store, write: <T>(id: string, work: (tx: TenantTx) => Promise<T>) => writeTenant(db, id, work) }
  const bar = progress('  sample', messages.length, { json: globals.json === true, quiet: globals.quiet === true, items: 'messages' })
  try {
    while (redress.engine.epoch === 0 && (await goOn())) await sleep(20)
    const whole = await tellThePast({
      needs: { ...redress.needs, store },
      tenant: tenant.id,
      epoch: () => redress.engine.epoch,
      past: pastOf(db, tenant.id, state.asOf),
      messages,
      answers: sampleAnswers(root),
      words: letterWords(root),
      goOn,
      told: (n) => bar.at(n, n),
    })
    if (whole) {
      await beginApprovals(redress.db, redress.needs, tenant.id, sampleAnswers(root), letterWords(root))
      await writeDemo(redress.db, { ...state, told: true })
    }
    return whole
  } finally {
    bar.end()
    await db.end()
  }
}

const feed = ({ services, detector }: Redress, tenant: Tenant, goOn: () => Promise<boolean>) =>
  startFeed({
    messages: feedMessages(packageRoot()),
    receive: (message) => services.receive(tenant.id, { message, demo: true, raw: null }),
    grave: ({ text }) => {
      const { complaint, severity } = detector.detect(text)
      return complaint.value === 'yes' && severity.value === 'A'
    },
    meanwhile: onCall({
      alerts: () => services.reads.alerts(tenant.id, null),
      people: async () => (await services.directory(tenant.id)).people,
      act: (input) => services.alerts.act(tenant.id, input),
      now: services.needs.now,
    }),
    goOn,
    now: services.needs.now,
    random: Math.random,
    trouble: (error) => say(`redress: feed: ${error instanceof Error ? error.message : String(error)}`),
  })

/** Removes the samples of the demo's directory; what the visitor put in themselves stays. */
export const clean = (globals: Globals) =>
  withStore({ ...globals, dir: demoDirectory(globals) }, async ({ db, dir }) => {
    const state = await readDemo(db)
    const tenant = (await listTenants(db)).find((t) => t.id === state?.tenant && t.settings.demo)
    if (!tenant) throw new Exit(EXIT.nothing, `There are no samples in ${dir}.`)
    const removed = await removeDemo(db, tenant.id, 'cli', Date.now())
    result(
      globals,
      { removed },
      `Removed ${removed['messages']} sample messages and ${removed['cases']} cases from ${tenant.name}. What you put in yourself is still there.`,
    )
  })
