import { createHmac } from 'node:crypto'
import { testClockMs } from '../testing/clock'
import { bodyOf, type Imitation, json } from '../testing/imitation'

const SECRET = 'SECtest'
const row = (url: string, secret: string) => ({
  kind: 'dingtalk' as const,
  url: `${url}/robot/send?access_token=abc`,
  secret,
  allowPrivate: true,
})

/** Read as the copy at blog.csdn.net/lxw1844912514/article/details/125780346; the numbers of refusals are from memory. */
export const fakeDingtalk: Imitation = {
  kind: 'dingtalk',
  page: 'https://open.dingtalk.com/document/robots/custom-robot-access',
  read: testClockMs.read,
  notifier: (url) => row(url, SECRET),
  revoked: (url) => row(url, 'SECold'),
  address: null,
  answers({ path, body }) {
    const asked = new URL(path, 'http://fake').searchParams
    const timestamp = asked.get('timestamp') ?? ''
    const sign = createHmac('sha256', SECRET).update(`${timestamp}\n${SECRET}`).digest('base64')
    if (asked.get('access_token') !== 'abc') return json(200, { errcode: 300001, errmsg: 'token is not exist' })
    if (asked.get('sign') !== sign || Math.abs(Number(timestamp) - testClockMs.now) > 3_600_000)
      return json(200, { errcode: 310000, errmsg: 'sign not match' })
    const said = bodyOf(body)
    const card = said?.actionCard as { title?: string; text?: string; btns?: { title: string; actionURL: string }[] } | undefined
    const markdown = said?.markdown as { title?: string; text?: string } | undefined
    const sound = said?.msgtype === 'actionCard' ? card?.btns?.length && card.title && card.text : markdown?.title && markdown.text
    return sound ? json(200, { errcode: 0, errmsg: 'ok' }) : json(200, { errcode: 400101, errmsg: 'miss param' })
  },
  limited: {
    says: json(200, { errcode: 410100, errmsg: 'send too fast' }),
    outcome: { state: 'failed', permanent: false, reason: 'errcode_410100', retryAfterMs: 60_000 },
  },
  malformed: { says: { status: 200, body: '<html>' }, outcome: { state: 'unknown', reason: 'bad_answer' } },
  refuses: { says: json(200, { errcode: 400101 }), outcome: { state: 'failed', permanent: true, reason: 'errcode_400101' } },
  providerId: null,
}
