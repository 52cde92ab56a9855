import { testClockMs } from '../testing/clock'
import { bodyOf, type Imitation, json } from '../testing/imitation'

const TOKEN = '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11'
const row = (url: string, secret: string) => ({ kind: 'telegram' as const, url, secret, allowPrivate: true })
const no = (error_code: number, description: string, parameters?: object) =>
  json(error_code, { ok: false, error_code, description, ...(parameters ? { parameters } : {}) })

export const fakeTelegram: Imitation = {
  kind: 'telegram',
  page: 'https://core.telegram.org/bots/api#sendmessage',
  read: testClockMs.read,
  notifier: (url) => row(url, TOKEN),
  revoked: (url) => row(url, '123456:an-old-token-of-the-bot'),
  address: '998877',
  answers({ path, body }) {
    if (path !== `/bot${TOKEN}/sendMessage`) return no(401, 'Unauthorized')
    const said = bodyOf(body)
    if (said?.chat_id !== 998877) return no(400, 'Bad Request: chat not found')
    if (typeof said.text !== 'string' || said.text === '') return no(400, 'Bad Request: message text is empty')
    if (said.text.length > 4_096) return no(400, 'Bad Request: message is too long')
    return json(200, { ok: true, result: { message_id: 42 } })
  },
  limited: {
    says: no(429, 'Too Many Requests: retry after 8', { retry_after: 8 }),
    outcome: { state: 'failed', permanent: false, reason: 'http_429', retryAfterMs: 8_000 },
  },
  malformed: { says: { status: 200, body: '<html>' }, outcome: { state: 'unknown', reason: 'bad_answer' } },
  refuses: { says: no(403, 'Forbidden: bot was blocked by the user'), outcome: { state: 'failed', permanent: true, reason: 'error_403' } },
  providerId: '42',
}
