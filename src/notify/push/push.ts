import { createHash } from 'node:crypto'
import type { Moment } from '../../domain/moment'
import { CREDENTIALS_REFUSED, isPersonal, type Outcome, type Outgoing, refused, type Sender } from '../contract'
import type { Wall } from '../egress'
import { type Answered, post, sentAs } from '../post'
import { clipped, clippedBytes, linesOf, linkOf, oneLine } from '../text'
import { encrypt, LONGEST_PAYLOAD, subscriptionFrom } from './encrypt'
import { publicKeyOf, vapidHeader } from './vapid'

/** `url` is whom a push service may ask (`mailto:` or `https:`), `secret` our private key. A person's address is their browser's subscription. */
export type PushOptions = { url: string; secret: string | null; wall: Wall; timeoutMs?: number; now?: () => Moment }

export function pushSender({ url: subject, secret, wall, timeoutMs = 15_000, now = Date.now }: PushOptions): Sender {
  return {
    kind: 'push',
    async send(notice, signal) {
      if (isPersonal(notice.kind)) return refused('not_for_push')
      const subscription = subscriptionFrom(notice.to.address)
      if (subscription === null) return refused('not_subscribed')
      const authorization = secret ? vapidHeader(secret, subscription.endpoint, subject, now()) : null
      if (authorization === null) return refused('bad_secret')
      const headers = {
        authorization,
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: '3600',
        urgency: notice.kind === 'high_risk_alert' ? 'high' : 'normal',
        topic: topicOf(notice),
      }
      const body = encrypt(Buffer.from(pushText(notice)), subscription)
      return post({ url: subscription.endpoint, wall, timeoutMs, signal, headers, body }, now(), reading)
    },
    check: async () => (secret && publicKeyOf(secret) ? { ok: true, detail: 'the key is sound' } : { ok: false, detail: 'bad_secret' }),
  }
}

/** A later notice about the same case takes the place of one that was not shown yet: 32 characters of the URL alphabet. */
const topicOf = ({ caseReference, id }: Outgoing) =>
  createHash('sha256')
    .update(caseReference ?? id)
    .digest('base64url')
    .slice(0, 32)

/** 404 and 410: the browser has unsubscribed. 401 and 403 are about our key. */
function reading({ status, headers }: Answered): Outcome | null {
  if (status === 404 || status === 410) return refused('not_subscribed')
  if (status === 401 || status === 403) return refused(CREDENTIALS_REFUSED)
  return status < 300 ? sentAs(headers.location) : null
}

/** What the service worker shows; the words of a customer are short here, since a locked screen may show them. */
export function pushText({ subject, body, lang, actions, id }: Outgoing): string {
  const lines = linesOf(body).filter((line) => line.trim() !== '' && !linkOf(line))
  const url = actions?.[0]?.url ?? linesOf(body).map(linkOf).find(Boolean) ?? null
  const shown = { title: clipped(oneLine(subject), 120), lang, tag: id.split(':').slice(0, 2).join(':'), url }
  const room = LONGEST_PAYLOAD - Buffer.byteLength(JSON.stringify({ ...shown, body: '' })) - 200
  return JSON.stringify({ ...shown, body: clippedBytes(oneLine(lines.join(' · ')), Math.min(room, 600)) })
}
