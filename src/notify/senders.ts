import type { Moment } from '../domain/moment'
import type { Sender, SenderKind } from './contract'
import { dingtalkSender } from './dingtalk/dingtalk'
import { admit, type Resolve, type Wall } from './egress'
import { slackSender } from './slack/slack'
import { mailServer } from './smtp/address'
import type { Mailbox } from './smtp/compose'
import { smtpSender } from './smtp/smtp'
import { keyOf } from './webhook/sign'
import { webhookSender } from './webhook/webhook'

/** A notifier as it is stored. A webhook's `secret` may be several, apart by a space, while one is rotated out. */
export type Notifier = { kind: SenderKind; url: string; secret: string | null; allowPrivate: boolean }

/** What the house lends to every sender; all but `from` have defaults. */
export type House = { from: Mailbox; name?: string; timeoutMs?: number; now?: () => Moment; resolve?: Resolve }

/** The list of ways out: a new one is a folder and a line here. */
export function createSender(notifier: Notifier, house: House): Sender {
  const { url, secret } = notifier
  const wall: Wall = { allowPrivate: notifier.allowPrivate, ...(house.resolve ? { resolve: house.resolve } : {}) }
  const patience = house.timeoutMs === undefined ? {} : { timeoutMs: house.timeoutMs }
  const clock = house.now ? { now: house.now } : {}
  const made: Record<SenderKind, () => Sender> = {
    smtp: () => smtpSender({ url, wall, from: house.from, ...(house.name ? { name: house.name } : {}), ...patience }),
    slack: () => slackSender({ url, wall, ...patience }),
    dingtalk: () => dingtalkSender({ url, secret, wall, ...patience, ...clock }),
    webhook: () => webhookSender({ url, secrets: secretsOf(secret), wall, ...patience, ...clock }),
  }
  return made[notifier.kind]()
}

/** Why a row cannot work, for `notifier add` to say before it is stored; null where it can. Names are only looked up when used. */
export function problemOf({ kind, url, secret, allowPrivate }: Notifier): string | null {
  const target = kind === 'smtp' ? mailServer(url) : admit(url, { allowPrivate })
  if (typeof target === 'string') return target
  if (kind !== 'webhook') return null
  const secrets = secretsOf(secret)
  return secrets.length > 0 && secrets.every((each) => keyOf(each) !== null) ? null : 'bad_secret'
}

const secretsOf = (secret: string | null) => (secret ?? '').split(/\s+/).filter((each) => each !== '')
