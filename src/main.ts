import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { caseActions } from './actions/case-actions'
import type { Directory, Needs } from './actions/needs'
import { signInNotice } from './actions/notices'
import { triageMessage } from './actions/triage-message'
import { wayTo } from './actions/way'
import { verifyWebhook } from './channels/webhook/verify'
import { AppClock, type Clock } from './clock'
import type { Config } from './config'
import { type Detector, loadDetector } from './detection/detect'
import type { Catalogues } from './domain/notices/catalogue'
import { noticeWriter } from './domain/notices/text'
import { RIGHTS } from './domain/rights'
import { Engine } from './engine'
import type { Principal, Services } from './http/services'
import { Live } from './live'
import type { Sender } from './notify/contract'
import { nextAttempt } from './notify/retry'
import { createSender } from './notify/senders'
import { remember } from './remember'
import { close, connect, type Db } from './store/db'
import { removeDemo } from './store/demo'
import { correct, resolveNotice, takeBack } from './store/desk'
import { DiskWatch } from './store/disk'
import { backlog } from './store/due'
import { loadDirectory, loadRules, type Rules } from './store/firm'
import { idempotent } from './store/idempotency'
import { newId } from './store/ids'
import { findKey } from './store/keys'
import { listen } from './store/listen'
import { findHook, listNotifiers } from './store/notifiers'
import { claimNotices, orphanedNotices } from './store/outbox'
import { readsOf } from './store/reads'
import { Receiver } from './store/receiver'
import { writeTenant } from './store/tenant-tx'
import { createSignInLink, endSession, findSession, listTenants, peekSignInLink, redeemSignInLink } from './store/tenants'

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
  const clock = options.clock ?? new AppClock()
  const live = new Live()
  let baseUrl = config.url ?? 'http://127.0.0.1'
  const directories = remember<Directory>(5_000, (tenant) =>
    loadDirectory(db, rules, tenant, baseUrl, new Date(clock.now()).getUTCFullYear()),
  )
  const senders = sendersOf(db, clock)
  const forget = (tenant: string) => {
    directories.forget(tenant)
    senders.forget(tenant)
    keys.clear()
  }
  const needs: Needs = {
    now: clock.now,
    newId: () => newId(Date.now()),
    randomBytes: (n) => randomBytes(n),
    digest: (parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex'),
    store: { write: (tenant, work) => writeTenant(db, tenant, work), directory: directories.get },
    detect: (text, hints) => detector.detect(text, hints),
    noticeText: noticeWriter(catalogues(root)),
    tzVersion: process.versions.tz ?? 'unknown',
    announce: live.announce,
  }
  const trouble: Redress['trouble'] = { last: null }
  const engine = new Engine({
    db,
    url,
    needs,
    pollMs: config.pollMs,
    delivery: {
      claim: (tenant, now, epoch, limit) => claimNotices(db, tenant, now, epoch, limit),
      orphans: (tenant, epoch) => orphanedNotices(db, tenant, epoch),
      send: senders.send,
      nextAttempt: (audience, attempt, outcome, now) => nextAttempt(audience, attempt, outcome, now, Math.random()),
    },
    trouble: (what, error) => {
      trouble.last = `${what}: ${error instanceof Error ? error.message : String(error)}`
      options.log(trouble.last)
    },
  })
  const receiver = new Receiver(db, engine.stored)
  const disk = options.dataDir ? new DiskWatch(options.dataDir, config.minFreeMb) : null
  const keys = remember<Principal | null>(2_000, (secret) => keyPrincipal(db, secret))
  const heard = listen(url, forget, () => directories.clear())
  const services: Services = {
    needs,
    reads: readsOf(db),
    cases: caseActions(needs, { undoMs: config.undoMs }),
    directory: directories.get,
    keyPrincipal: keys.get,
    sessionPrincipal: (secret) => sessionPrincipal(db, secret, Date.now(), directories.get),
    receive: (tenant, { message, demo, raw }) => receiver.receive(tenant, { id: newId(Date.now()), message, origin: 'live', demo, raw }),
    triage: (tenant, input) => triageMessage(needs, tenant, input),
    correct: (tenant, input) => correct(db, tenant, { ...input, at: clock.now() }),
    idempotent: (tenant, key, route, hash, run) => idempotent(db, tenant, key, route, hash, clock.now(), run),
    way: (tenant, caseId) =>
      writeTenant(db, tenant, async (tx) => {
        const it = await tx.caseById(caseId)
        return it ? wayTo(tx, it) : null
      }),
    takeBack: (tenant, id, by) => takeBack(needs, tenant, id, by),
    resolveNotice: (tenant, id, as, by) => resolveNotice(needs, tenant, id, as, by),
    signIn: {
      peek: async (token) => {
        const link = await peekSignInLink(db, token, Date.now())
        const person = link ? (await directories.get(link.tenant)).people.find((p) => p.id === link.userId) : undefined
        return person ? { name: person.name } : null
      },
      redeem: (token) => redeemSignInLink(db, token, Date.now()),
      requestLink: (email) => sendSignInLink(db, needs, directories.get, email, baseUrl),
      end: (principal, secret) => endSession(db, principal.tenant, secret).then(() => undefined),
    },
    forms: {
      tenantBySlug: async (slug) => {
        const tenant = (await listTenants(db)).find((t) => t.slug === slug)
        return tenant ? directories.get(tenant.id) : null
      },
    },
    hooks: {
      find: async (id) => {
        const [tenant, hook] = id.split('.')
        return tenant && hook && UUID.test(tenant) && UUID.test(hook) ? findHook(db, tenant, hook) : null
      },
      verify: verifyWebhook,
    },
    live,
    health: () => ({ ready: true, disk: disk?.state() ?? null, backlog: engine.waiting, version: options.version }),
    removeDemo: async (tenant, by) => {
      const removed = await removeDemo(db, tenant, by, clock.now())
      forget(tenant)
      return removed
    },
    baseUrl: () => baseUrl,
    testClock: options.testClock
      ? {
          advance: async (ms) => {
            clock.advance(ms)
            await engine.settle()
            return clock.now()
          },
        }
      : null,
    webRoot: join(root, 'dist', 'web'),
  }
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
      directories.clear()
    },
    stop: async () => {
      disk?.stop()
      await engine.stop()
      await heard.stop()
      await senders.close()
      await close(db)
    },
  }
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const catalogues = (root: string) =>
  Object.fromEntries(
    ['en', 'th', 'zh', 'fa'].map((lang) => [lang, JSON.parse(readFileSync(join(root, 'locales', 'notices', `${lang}.json`), 'utf8'))]),
  ) as Catalogues

async function keyPrincipal(db: Db, secret: string): Promise<Principal | null> {
  const key = await findKey(db, secret)
  return key ? { tenant: key.tenant, actor: `key:${key.id}`, userId: null, keyId: key.id, scopes: key.scopes } : null
}

async function sessionPrincipal(
  db: Db,
  secret: string,
  now: number,
  directory: (tenant: string) => Promise<Directory>,
): Promise<Principal | null> {
  const session = await findSession(db, secret, now)
  const person = session ? (await directory(session.tenant)).people.find((p) => p.id === session.userId) : undefined
  return session && person
    ? { tenant: session.tenant, actor: person.id, userId: person.id, keyId: null, scopes: RIGHTS[person.role] }
    : null
}

/** The same work and the same silence whether somebody has this address or not. */
async function sendSignInLink(db: Db, needs: Needs, directory: (tenant: string) => Promise<Directory>, email: string, baseUrl: string) {
  for (const tenant of await listTenants(db)) {
    const found = await directory(tenant.id)
    const person = found.people.find((p) => p.email?.toLowerCase() === email)
    if (!person) continue
    const until = Date.now() + 86_400_000
    const secret = await createSignInLink(db, tenant.id, person.id, Date.now())
    await needs.store.write(tenant.id, (tx) =>
      tx.commit({ notices: [signInNotice(needs, found, person, `${baseUrl}/sign-in?token=${secret}`, until)] }),
    )
  }
}

/** One live sender for each notifier, made when first used and made anew when the tenant's notifiers change. */
function sendersOf(db: Db, clock: Clock) {
  const made = new Map<string, { tenant: string; sender: Sender }>()
  const senderOf = async (tenant: string, id: string) => {
    const kept = made.get(id)
    if (kept) return kept.sender
    const row = (await listNotifiers(db, tenant)).find((n) => n.id === id)
    if (!row) return null
    const from = { name: null, address: row.options.from ?? 'redress@localhost.localdomain' }
    const sender = createSender(
      { kind: row.kind, url: row.url, secret: row.secret, allowPrivate: row.options.allowPrivate },
      { from, now: clock.now },
    )
    made.set(id, { tenant, sender })
    return sender
  }
  const drop = (which: (tenant: string) => boolean) => {
    for (const [id, { tenant, sender }] of made) {
      if (!which(tenant)) continue
      made.delete(id)
      void sender.close?.()
    }
  }
  return {
    send: async (tenant: string, notifierId: string, notice: Parameters<Sender['send']>[0]) => {
      const sender = await senderOf(tenant, notifierId)
      return sender
        ? sender.send(notice, AbortSignal.timeout(20_000))
        : ({ state: 'failed', permanent: false, reason: 'notifier_gone' } as const)
    },
    forget: (tenant: string) => drop((t) => t === tenant),
    close: async () => drop(() => true),
  }
}
