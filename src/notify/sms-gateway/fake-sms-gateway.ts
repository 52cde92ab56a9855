import { bodyOf, type Imitation, json } from '../testing/imitation'

/** Our own contract, since every such service has its own: `docs/guides/telling-people.md` says what one has to take and to answer. */
export const fakeSmsGateway: Imitation = {
  kind: 'sms_gateway',
  page: 'docs/guides/telling-people.md',
  read: '2026-11-22',
  notifier: (url) => ({ kind: 'sms_gateway', url: `${url}/send`, secret: 'bearer-1', from: 'Desk', allowPrivate: true }),
  revoked: (url) => ({ kind: 'sms_gateway', url: `${url}/send`, secret: 'bearer-0', from: 'Desk', allowPrivate: true }),
  address: '+66812345678',
  answers({ headers, body }) {
    if (headers.authorization !== 'Bearer bearer-1') return json(401, { error: 'unauthorised' })
    const said = bodyOf(body)
    const sound = typeof said?.to === 'string' && typeof said.text === 'string' && said.id !== undefined && headers['idempotency-key']
    return sound && String(said.text).length <= 459 ? json(202, { id: 'g-1' }) : json(422, { error: 'not understood' })
  },
  limited: {
    says: { status: 429, headers: { 'retry-after': '3' } },
    outcome: { state: 'failed', permanent: false, reason: 'http_429', retryAfterMs: 3_000 },
  },
  malformed: { says: { status: 200, body: 'queued' }, outcome: { state: 'sent', providerId: null } },
  refuses: { says: { status: 422 }, outcome: { state: 'failed', permanent: true, reason: 'http_422' } },
  providerId: 'g-1',
}
