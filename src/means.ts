import { createHash, randomBytes } from 'node:crypto'
import type { Delivery } from './actions/deliver'
import type { Needs } from './actions/needs'
import type { catalogues } from './catalogues'
import type { Clock } from './clock'
import type { Detector } from './detection/detect'
import { noticeWriter } from './domain/notices/text'
import { nextAttempt } from './notify/retry'
import { filesOfMessage } from './store/composing'
import type { Db } from './store/db'
import { newId } from './store/ids'
import { claimNotices, orphanedNotices } from './store/outbox'
import { lookTenant, writeTenant } from './store/tenant-tx'

/** What actions lean on, made of the parts that are there. */
export const needsOf = (
  db: Db,
  clock: Clock,
  announce: Needs['announce'],
  detector: Detector,
  words: ReturnType<typeof catalogues>,
  directory: Needs['store']['directory'],
): Needs => ({
  now: clock.now,
  newId: () => newId(Date.now()),
  randomBytes: (n) => randomBytes(n),
  digest: (parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex'),
  store: {
    write: (tenant, work, how) => writeTenant(db, tenant, work, how),
    look: (tenant, work) => lookTenant(db, tenant, work),
    directory,
  },
  detect: (text, hints) => detector.detect(text, hints),
  noticeText: noticeWriter(words),
  tzVersion: process.versions.tz ?? 'unknown',
  announce,
})

/** How notices leave; whether this process may send is for its engine to say. */
export const deliveryOf = (db: Db, send: Delivery['send']): Omit<Delivery, 'mine'> => ({
  claim: (tenant, now, epoch, limit) => claimNotices(db, tenant, now, epoch, limit),
  orphans: (tenant, epoch) => orphanedNotices(db, tenant, epoch),
  send,
  files: (tenant, messageId) => filesOfMessage(db, tenant, messageId),
  nextAttempt: (audience, attempt, outcome, now) => nextAttempt(audience, attempt, outcome, now, Math.random()),
})
