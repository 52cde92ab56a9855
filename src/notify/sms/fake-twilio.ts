import { testClockMs } from '../testing/clock'
import type { Imitation } from '../testing/imitation'
import { json } from '../testing/imitation'

const ACCOUNT = 'AC0123456789abcdef0123456789abcdef'
const TOKEN = 'a-token-of-the-account'

const refusal = (status: number, code: number, message: string) =>
  json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status })

function twilio(kind: 'sms' | 'call', resource: string, own: (form: URLSearchParams) => [number, string] | null): Imitation {
  const row = (url: string, secret: string) => ({
    kind,
    url: `${url}/2010-04-01/Accounts/${ACCOUNT}`,
    secret,
    from: '+15005550006',
    allowPrivate: true,
  })
  return {
    kind,
    page:
      resource === 'Calls.json'
        ? 'https://www.twilio.com/docs/voice/api/call-resource'
        : 'https://www.twilio.com/docs/messaging/api/message-resource',
    read: testClockMs.read,
    notifier: (url) => row(url, TOKEN),
    revoked: (url) => row(url, 'an-old-token'),
    address: '+66 81-234-5678',
    answers({ path, headers, body }) {
      const login = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`
      if (headers.authorization !== login) return refusal(401, 20003, 'Authenticate')
      if (path !== `/2010-04-01/Accounts/${ACCOUNT}/${resource}`) return refusal(404, 20404, 'Not found')
      if (headers['content-type'] !== 'application/x-www-form-urlencoded') return refusal(400, 20422, 'Invalid content type')
      const form = new URLSearchParams(body)
      if (!/^\+[1-9]\d{6,14}$/.test(form.get('To') ?? '')) return refusal(400, 21211, "Invalid 'To' Phone Number")
      if (!form.get('From')) return refusal(400, 21603, "A 'From' phone number is required.")
      const wrong = own(form)
      if (wrong) return refusal(400, ...wrong)
      return json(201, { sid: kind === 'sms' ? 'SM1' : 'CA1', status: 'queued', to: form.get('To'), from: form.get('From') })
    },
    limited: { says: refusal(429, 20429, 'Too Many Requests'), outcome: { state: 'failed', permanent: false, reason: 'http_429' } },
    malformed: { says: { status: 201, body: '<html>' }, outcome: { state: 'unknown', reason: 'bad_answer' } },
    refuses: {
      says: refusal(400, 21610, 'Attempt to send to unsubscribed recipient'),
      outcome: { state: 'failed', permanent: true, reason: 'code_21610' },
    },
    providerId: kind === 'sms' ? 'SM1' : 'CA1',
  }
}

export const fakeTwilioSms = twilio('sms', 'Messages.json', (form) => {
  const body = form.get('Body') ?? ''
  return body === ''
    ? [21602, 'Message body is required.']
    : body.length > 1_600
      ? [21617, 'The concatenated message body exceeds the 1600 character limit.']
      : null
})

export const fakeTwilioCall = twilio('call', 'Calls.json', (form) => {
  const twiml = form.get('Twiml') ?? ''
  if (twiml === '' || twiml.length > 4_000) return [21205, 'Url is not valid, or Twiml is missing or longer than 4,000 characters.']
  return /^<Response>(<Say language="[a-zA-Z-]+">[^<>]*<\/Say>(<Pause length="1"\/>)?)+<\/Response>$/.test(twiml)
    ? null
    : [12100, 'Document parse failure']
})
