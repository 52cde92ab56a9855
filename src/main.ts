import { join } from 'node:path'
import { caseActions } from './actions/case-actions'
import { caseFactActions } from './actions/case-facts'
import { letterActions } from './actions/letters'
import type { Directory, Needs } from './actions/needs'
import { rebaseActions } from './actions/rebase'
import { resolveNotice, takeBack } from './actions/settle-notice'
import { triageMessage } from './actions/triage-message'
import { catalogues } from './catalogues'
import { AppClock, type Clock } from './clock'
import { composingServices, presenceOver } from './composing'
import type { Config } from './config'
import { counting } from './counting'
import { deskServices } from './desk'
import { type Detector, loadDetector } from './detection/detect'
import { watchDisk } from './disk-watch'
import { doors, keyPrincipal } from './doors'
import { Engine } from './engine'
import { type FirmDetection, firmDetection } from './firm-detection'
import type { Principal, Services } from './http/services'
import { letterWords } from './letter-words'
import { listServices } from './lists'
import { Live } from './live'
import { Loads } from './loads'
import { deliveryOf, needsOf } from './means'
import type { Opinion } from './opinion/opinion'
import { readingBy } from './opinions'
import { type Reader, readerHere, startReader } from './reader'
import { remember } from './remember'
import { roomBy } from './room'
import { runningServices } from './running'
import { sendersOf } from './senders'
import { Spread } from './spread'
import { close, connect, type Db } from './store/db'
import { removeDemo } from './store/demo'
import type { DiskWatch } from './store/disk'
import { backlog } from './store/due'
import { countLoads, loadDirectory } from './store/firm'
import { idempotent } from './store/idempotency'
import { newId } from './store/ids'
import { listen, spreadChanges } from './store/listen'
import { releaseWaiting } from './store/outbox'
import { readsOf } from './store/reads'
import { Receiver } from './store/receiver'
import { regimesOf } from './store/regimes'
import { loadRules, type Rules } from './store/rules'
import { talkingServices } from './talking'
import { alertServices, linksOf, tellingServices } from './telling'

const DIRECTORY_MS = 5_000

export type Redress = {
  db: Db
  needs: Needs
  services: Services
  engine: Engine
  rules: Rules
  detector: Detector
  clock: Clock
  live: Live
  setBaseUrl(url: string): void
  backlog(): Promise<number>
  trouble: { last: string | null }
  stop(): Promise<void>
}

export type BuildOptions = {
  url: string
  root: string
  config: Pick<Config, 'pollMs' | 'undoMs' | 'minFreeMb' | 'url'>
  /** Whether a thread of its own reads the messages: worth it where there is more than one core and much to read. */
  reader?: boolean
  /** A second model for what the detector is not sure of. */
  opinion?: Opinion | null
  dataDir: string | null
  testClock: boolean
  /** The time to live by; the real one unless a test brings its own. */
  clock?: Clock
  version: string
  log(line: string): void
}

/** Builds the whole machine over one database; nobody else calls `new`. Nothing runs before `engine.start()` and nothing listens before the app does. */
export async function build(options: BuildOptions): Promise<Redress> {
  const { url, root, config } = options
  const [db, rules, detector] = [await connect(url, 12), loadRules(root), loadDetector(join(root, 'models'))]
  const [clock, live] = [options.clock ?? new AppClock(), new Live()]
  const spread = new Spread(live.announce, (texts) => spreadChanges(db, texts))
  let baseUrl = config.url ?? 'http://127.0.0.1'
  const firms = firmDetection(db, clock.now, detector, join(root, 'models'))
  const loads = new Loads((tenant) => countLoads(db, tenant))
  const load = (tenant: string) => loadDirectory(db, rules, tenant, baseUrl, new Date(clock.now()).getUTCFullYear(), loads)
  const directories = remember<Directory>(DIRECTORY_MS, firms.refining(load))
  const senders = sendersOf(db, clock, () => baseUrl)
  const forget = (tenant: string) => {
    directories.forget(tenant)
    senders.forget(tenant)
    engine.waker.forget(tenant)
    keys.clear()
    releaseSoon(db, tenant, clock)
  }
  const forgetAll = () => [directories, engine.waker].forEach((it) => void it.clear())
  const needs = needsOf(db, clock, spread.announce, detector, catalogues(root), directories.get)
  const trouble: Redress['trouble'] = { last: null }
  const reader: Reader | null = options.reader ? startReader(join(root, 'models')) : options.opinion ? readerHere(detector.detect) : null
  const engine = new Engine({
    ...(reader ? { read: readingBy(reader, options.opinion ?? null, options.log) } : {}),
    db,
    url,
    needs,
    pollMs: config.pollMs,
    delivery: { ...deliveryOf(db, senders.send), actions: linksOf(db, needs, catalogues(root)) },
    trouble: (what, error) => {
      trouble.last = `${what}: ${error instanceof Error ? error.message : String(error)}`
      options.log(trouble.last)
    },
  })
  const receiver = new Receiver(db, engine.stored)
  const disk = watchDisk(options.dataDir, config.minFreeMb, db, needs, options.log)
  const keys = remember<Principal | null>(2_000, (secret) => keyPrincipal(db, secret))
  const presence = presenceOver(db, live, clock.now)
  const heard = listen(url, { changed: forget, present: presence.hear, live: spread.hear, lost: forgetAll, back: live.missed })
  const services = servicesOf(options, {
    db,
    regimes: regimesOf({ db, rules, now: clock.now, directory: directories.get, forget }),
    senders,
    needs,
    presence,
    engine,
    clock,
    receiver,
    disk,
    firms,
    keys,
    directories,
    ...{ forget, trouble, live, baseUrl: () => baseUrl },
  })
  return {
    db,
    needs,
    services,
    engine,
    rules,
    detector,
    clock,
    live,
    trouble,
    backlog: () => backlog(db),
    setBaseUrl: (address) => {
      baseUrl = address
      forgetAll()
    },
    stop: async () => {
      disk?.stop()
      presence.stop()
      await engine.stop()
      await Promise.all([reader?.stop(), spread.stop()])
      await heard.stop()
      await senders.close()
      await close(db)
    },
  }
}

type Parts = {
  db: Db
  presence: ReturnType<typeof presenceOver>
  regimes: Services['regimes']
  senders: ReturnType<typeof sendersOf>
  needs: Needs
  engine: Engine
  clock: Clock
  live: Live
  receiver: Receiver
  disk: DiskWatch | null
  firms: FirmDetection
  keys: { get(secret: string): Promise<Principal | null> }
  directories: { get(tenant: string): Promise<Directory> }
  forget(tenant: string): void
  trouble: Redress['trouble']
  baseUrl(): string
}

/** A notice that was written while something was being connected may have been set to wait: it is looked for once more when that has settled. */
const releaseSoon = (db: Db, tenant: string, clock: Clock) =>
  setTimeout(() => void releaseWaiting(db, tenant, clock.now()).catch(() => undefined), DIRECTORY_MS + 500).unref()

/** What routes may ask for, each answered by the part that knows. */
function servicesOf(options: BuildOptions, parts: Parts): Services {
  const { db, needs, engine, clock, live, receiver, disk, firms, keys, directories, forget, baseUrl, senders } = parts
  const [words, reads] = [letterWords(options.root), readsOf(db)]
  const [telling, lists] = [tellingServices(db, needs, clock, senders, forget), listServices(db, needs)]
  const cases = caseActions(needs, { undoMs: options.config.undoMs, words })
  return {
    needs,
    reads,
    cases,
    caseFacts: caseFactActions(needs),
    rebase: rebaseActions(needs),
    letters: letterActions(needs, words, { undoMs: options.config.undoMs }),
    ...deskServices(db, needs, { undoMs: options.config.undoMs, words }, forget),
    regimes: parts.regimes,
    directory: directories.get,
    keyPrincipal: keys.get,
    receive: (tenant, { message, demo, raw }) => receiver.receive(tenant, { id: newId(Date.now()), message, origin: 'live', demo, raw }),
    room: roomBy(() => engine.waiting),
    triage: (tenant, input) => triageMessage(needs, tenant, input),
    correct: lists.correct,
    lists,
    ...firms.services,
    idempotent: (tenant, key, route, hash, run) => idempotent(db, tenant, key, route, hash, clock.now(), run),
    ...composingServices(db, needs, parts.presence),
    takeBack: (tenant, id, by) => takeBack(needs, tenant, id, by),
    resolveNotice: (tenant, id, as, by, channel) => resolveNotice(needs, tenant, id, as, by, channel),
    ...doors(db, needs, baseUrl),
    ...runningServices({
      ...{ db, needs, assign: cases.assign, forget, baseUrl, trouble: () => parts.trouble.last },
      machine: { dir: options.dataDir, root: options.root, minFreeMb: options.config.minFreeMb },
    }),
    alerts: alertServices(db, needs),
    telling,
    ...talkingServices(db, needs),
    live,
    counting: counting(live, (tenant) => reads.counts(tenant, clock.now())),
    health: () => ({ ready: true, disk: disk?.state() ?? null, backlog: engine.waiting, version: options.version }),
    removeDemo: async (tenant, by) => {
      const removed = await removeDemo(db, tenant, by, clock.now())
      forget(tenant)
      return removed
    },
    baseUrl,
    testClock: options.testClock
      ? {
          advance: async (ms) => {
            clock.advance(ms)
            await telling.look()
            await lists.rouse()
            await engine.settle()
            return clock.now()
          },
        }
      : null,
    webRoot: join(options.root, 'dist', 'web'),
  }
}
