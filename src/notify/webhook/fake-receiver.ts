import { createHmac } from 'node:crypto'
import { testClockMs } from '../testing/clock'
import type { Imitation } from '../testing/imitation'
import { testSecret } from '../testing/notice'

const row = (url: string, secret: string) => ({ kind: 'webhook' as const, url: `${url}/hook`, secret, allowPrivate: true })

export const fakeReceiver: Imitation = {
  kind: 'webhook',
  page: 'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md',
  read: testClockMs.read,
  notifier: (url) => row(url, testSecret(7)),
  revoked: (url) => row(url, testSecret(8)),
  address: null,
  answers({ headers, body }) {
    const [id, timestamp, signatures] = [headers['webhook-id'], headers['webhook-timestamp'], headers['webhook-signature']]
    const mine = `v1,${createHmac('sha256', Buffer.alloc(24, 7)).update(`${id}.${timestamp}.${body}`).digest('base64')}`
    if (!String(signatures).split(' ').includes(mine)) return { status: 401 }
    return Math.abs(Number(timestamp) - testClockMs.now / 1_000) > 300 ? { status: 400 } : { status: 204 }
  },
  limited: {
    says: { status: 429, headers: { 'retry-after': '30' } },
    outcome: { state: 'failed', permanent: false, reason: 'http_429', retryAfterMs: 30_000 },
  },
  malformed: { says: { status: 200, body: '\u0000' }, outcome: { state: 'sent', providerId: null } },
  refuses: { says: 'gone', outcome: { state: 'failed', permanent: true, reason: 'gone' } },
  providerId: null,
}
