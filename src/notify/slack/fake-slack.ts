import { testClockMs } from '../testing/clock'
import { bodyOf, type Imitation } from '../testing/imitation'

const row = (url: string, hook: string) => ({
  kind: 'slack' as const,
  url: `${url}/services/T0/B0/${hook}`,
  secret: 'signing',
  allowPrivate: true,
})

/** One message a second is of the rate-limit page; the limits of blocks and the words of refusals are from memory. */
export const fakeSlack: Imitation = {
  kind: 'slack',
  page: 'https://docs.slack.dev/apis/web-api/rate-limits and https://api.slack.com/docs/verifying-requests-from-slack',
  read: testClockMs.read,
  notifier: (url) => row(url, 'good'),
  revoked: (url) => row(url, 'gone'),
  address: null,
  answers({ path, body }) {
    if (!path.endsWith('/good')) return { status: 404, body: 'no_service' }
    const said = bodyOf(body)
    const blocks = Array.isArray(said?.blocks) ? (said.blocks as { type: string; text?: { text: string }; elements?: Button[] }[]) : []
    if (blocks.length === 0 || blocks.length > 50) return { status: 400, body: 'invalid_blocks' }
    const most: Record<string, number> = { header: 150, section: 3_000 }
    const fits = blocks.every(
      ({ type, text, elements = [] }) => (text?.text.length ?? 0) <= (most[type] ?? 0) && (type !== 'actions' || elements.every(isButton)),
    )
    return fits ? { status: 200, body: 'ok' } : { status: 400, body: 'invalid_blocks' }
  },
  limited: {
    says: { status: 429, headers: { 'retry-after': '30' }, body: 'rate_limited' },
    outcome: { state: 'failed', permanent: false, reason: 'http_429', retryAfterMs: 30_000 },
  },
  malformed: { says: { status: 200, body: '<html>' }, outcome: { state: 'sent', providerId: null } },
  refuses: { says: { status: 400, body: 'invalid_blocks' }, outcome: { state: 'failed', permanent: true, reason: 'http_400' } },
  providerId: null,
}

type Button = { type: string; text: { text: string }; action_id: string; value?: string; url?: string }
const isButton = ({ type, text, action_id, value = '', url = '' }: Button) =>
  type === 'button' &&
  text.text.length <= 75 &&
  action_id.length <= 255 &&
  value.length <= 2_000 &&
  url.length <= 3_000 &&
  (value !== '') !== (url !== '')
