import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { caseActions } from '../../../src/actions/case-actions'
import type { Outcome, OutgoingNotice } from '../../../src/actions/deliver'
import type { Directory, Needs } from '../../../src/actions/needs'
import { catalogues } from '../../../src/catalogues'
import { loadDetector } from '../../../src/detection/detect'
import type { Message } from '../../../src/domain/message'
import { noticeWriter } from '../../../src/domain/notices/text'
import { Engine } from '../../../src/engine'
import { nextAttempt } from '../../../src/notify/retry'
import { packageRoot } from '../../../src/paths'
import type { Db } from '../../../src/store/db'
import { idempotent } from '../../../src/store/idempotency'
import { newId } from '../../../src/store/ids'
import { claimNotices, orphanedNotices } from '../../../src/store/outbox'
import { Receiver } from '../../../src/store/receiver'
import { lookTenant, writeTenant } from '../../../src/store/tenant-tx'
import { isOn } from '../sabotage/which'

const root = packageRoot()
const detector = loadDetector(join(root, 'models'))
const noticeText = noticeWriter(catalogues(root))

export type MachineOptions = {
  db: Db
  tenant: string
  directory: Directory
  now(): number
  random(): number
  send(notice: OutgoingNotice): Promise<Outcome>
  trouble?(what: string, error: unknown): void
}

/** A lease that the test gives and takes. `expired` is what the holder's own clock would tell it. */
export class GivenLease {
  epoch = 0
  expired = false
  get held() {
    return this.epoch > 0 && (isOn('no epoch') || !this.expired)
  }
  start = () => undefined
  release = async () => undefined
}

export type Machine = ReturnType<typeof machineOver>

/** The machine of one process, wired as `main.ts` does, over any store, with a clock, dice and a way out that the test holds in its hands. */
export function machineOver({ db, tenant, directory, now, random, send, trouble = () => undefined }: MachineOptions) {
  const needs: Needs = {
    now,
    newId: () => newId(now()),
    randomBytes: (n) => Uint8Array.from({ length: n }, () => Math.floor(random() * 256)),
    digest: (parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex'),
    store: {
      write: (of, work, how) => writeTenant(db, of, work, how),
      look: (of, work) => lookTenant(db, of, work),
      directory: async () => directory,
    },
    detect: detector.detect,
    noticeText,
    tzVersion: process.versions.tz ?? 'unknown',
    announce: () => undefined,
  }
  const lease = new GivenLease()
  const engine = new Engine(
    {
      db,
      url: '',
      needs,
      pollMs: 1_000_000,
      delivery: {
        claim: (of, at, epoch, limit) => claimNotices(db, of, at, epoch, limit),
        orphans: (of, epoch) => orphanedNotices(db, of, epoch),
        send: (_tenant, _way, notice) => send(notice),
        nextAttempt: (audience, attempt, outcome, at) => nextAttempt(audience, attempt, outcome, at, random()),
      },
      trouble,
    },
    lease,
  )
  const receiver = new Receiver(db, engine.stored)
  return {
    lease,
    engine,
    needs,
    cases: caseActions(needs, { undoMs: 0, words: {} }),
    receive: (message: Message) => receiver.receive(tenant, { id: needs.newId(), message, origin: 'live', demo: false, raw: null }),
    /** As the HTTP side does it: once for a key, however often it is asked. */
    once: (key: string, run: () => Promise<unknown>) =>
      idempotent(db, tenant, key, 'test', createHash('sha256').update(key).digest(), now(), async () => ({
        status: 200,
        body: JSON.stringify((await run()) ?? null),
      })),
  }
}
