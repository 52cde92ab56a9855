import type { Moment } from '../domain/moment'
import type { Sender, SenderKind } from './contract'
import { dingtalkSender } from './dingtalk/dingtalk'
import { admit, type Resolve, type Wall } from './egress'
import { lineSender } from './line/line'
import { pushSender } from './push/push'
import { publicKeyOf } from './push/vapid'
import { slackSender } from './slack/slack'
import { accountOf, callSender, phoneOf, smsSender } from './sms/sms'
import { smsGatewaySender } from './sms-gateway/sms-gateway'
import { mailServer } from './smtp/address'
import type { Mailbox } from './smtp/compose'
import { smtpSender } from './smtp/smtp'
import { teamsSender } from './teams/teams'
import { telegramSender } from './telegram/telegram'
import { keyOf } from './webhook/sign'
import { webhookSender } from './webhook/webhook'
import { wecomSender } from './wecom/wecom'

/** A notifier as it is stored. A webhook's `secret` may be several, apart by a space, while one is rotated out; `from` is a number or a name that texts and calls come from. */
export type Notifier = { kind: SenderKind; url: string; secret: string | null; allowPrivate: boolean; from?: string }

/** What the house lends to every sender; all but `from` have defaults. */
export type House = {
  from: Mailbox
  name?: string
  timeoutMs?: number
  now?: () => Moment
  resolve?: Resolve
  /** Where a provider may tell what became of a text or a call; only addresses that it can reach are of use. */
  receipts?: string
}

/** The list of ways out: a new one is a folder and a line here. */
export function createSender(notifier: Notifier, house: House): Sender {
  const { url, secret } = notifier
  const wall: Wall = { allowPrivate: notifier.allowPrivate, ...(house.resolve ? { resolve: house.resolve } : {}) }
  const patience = house.timeoutMs === undefined ? {} : { timeoutMs: house.timeoutMs }
  const clock = house.now ? { now: house.now } : {}
  const plain = { url, wall, ...patience, ...clock }
  const keyed = { ...plain, secret }
  const phone = { ...keyed, from: notifier.from ?? '', ...(house.receipts ? { receipts: house.receipts } : {}) }
  const made: Record<SenderKind, () => Sender> = {
    smtp: () => smtpSender({ url, wall, from: house.from, ...(house.name ? { name: house.name } : {}), ...patience }),
    slack: () => slackSender(keyed),
    dingtalk: () => dingtalkSender(keyed),
    sms: () => smsSender(phone),
    call: () => callSender(phone),
    sms_gateway: () => smsGatewaySender(phone),
    wecom: () => wecomSender(plain),
    teams: () => teamsSender(plain),
    line: () => lineSender(keyed),
    telegram: () => telegramSender(keyed),
    push: () => pushSender(keyed),
    webhook: () => webhookSender({ url, secrets: secretsOf(secret), wall, ...patience, ...clock }),
  }
  return made[notifier.kind]()
}

/** Why a row cannot work, for `notifier add` to say before it is stored; null where it can. Names are only looked up when used. */
export function problemOf(notifier: Notifier): string | null {
  const { kind, url, secret, allowPrivate } = notifier
  if (kind === 'push') return !/^(mailto:|https:)/.test(url) ? 'bad_subject' : publicKeyOf(secret ?? '') === null ? 'bad_secret' : null
  const target = kind === 'smtp' ? mailServer(url) : admit(url.replace(/[{}]/g, ''), { allowPrivate })
  if (typeof target === 'string') return target
  return (NEEDED[kind] ?? (() => null))(notifier)
}

const tokenNeeded = ({ secret }: Notifier) => (secret ? null : 'no_secret')
const accountNeeded = ({ url, secret, from }: Notifier) =>
  accountOf(url) === null
    ? 'bad_account'
    : !secret
      ? 'no_secret'
      : phoneOf(from ?? '') === null && !/^[\w ]{2,11}$/.test(from ?? '')
        ? 'no_from'
        : null

/** What each kind must have besides an address. */
const NEEDED: Partial<Record<SenderKind, (notifier: Notifier) => string | null>> = {
  sms: accountNeeded,
  call: accountNeeded,
  line: tokenNeeded,
  telegram: tokenNeeded,
  webhook: ({ secret }) => {
    const secrets = secretsOf(secret)
    return secrets.length > 0 && secrets.every((each) => keyOf(each) !== null) ? null : 'bad_secret'
  },
}

const secretsOf = (secret: string | null) => (secret ?? '').split(/\s+/).filter((each) => each !== '')
