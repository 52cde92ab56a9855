import { testClockMs } from '../testing/clock'
import { bodyOf, type Imitation, json } from '../testing/imitation'

const ID = `U${'0123456789abcdef'.repeat(2)}`
const row = (url: string, secret: string) => ({ kind: 'line' as const, url, secret, allowPrivate: true })

/** Retry keys, 409 and 5xx are of the page; one to five messages and 5,000 characters a text are of the API reference that it links to. */
export const fakeLine: Imitation = {
  kind: 'line',
  page: 'https://developers.line.biz/en/docs/messaging-api/retrying-api-request/',
  read: testClockMs.read,
  notifier: (url) => row(url, 'channel-token'),
  revoked: (url) => row(url, 'old-token'),
  address: ID,
  answers({ path, headers, body }) {
    if (headers.authorization !== 'Bearer channel-token')
      return json(401, { message: 'Authentication failed. Confirm that the access token is valid.' })
    if (path !== '/v2/bot/message/push') return json(404, { message: 'Not found' })
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(headers['x-line-retry-key'])))
      return json(400, { message: 'Invalid retry key' })
    const said = bodyOf(body)
    const messages = Array.isArray(said?.messages) ? said.messages : []
    const texts = messages.every(
      (m: { type?: unknown; text?: unknown }) => m.type === 'text' && typeof m.text === 'string' && m.text !== '' && m.text.length <= 5_000,
    )
    if (said?.to !== ID || messages.length < 1 || messages.length > 5 || !texts) return json(400, { message: 'The property is invalid' })
    return json(200, { sentMessages: [{ id: '461230966842064897' }] }, { 'x-line-request-id': 'r-1' })
  },
  limited: {
    says: json(429, { message: 'The API rate limit has been exceeded. Try again later.' }),
    outcome: { state: 'failed', permanent: false, reason: 'http_429' },
  },
  malformed: { says: { status: 200, body: 'ok', headers: { 'x-line-request-id': 'r-2' } }, outcome: { state: 'sent', providerId: 'r-2' } },
  refuses: { says: json(400, { message: 'Failed to send messages' }), outcome: { state: 'failed', permanent: true, reason: 'http_400' } },
  providerId: '461230966842064897',
}
