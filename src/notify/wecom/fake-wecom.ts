import { testClockMs } from '../testing/clock'
import { bodyOf, type Imitation, json } from '../testing/imitation'

/** Read as copies of the provider's page at cnblogs.com/tiandi/p/17768525.html; its error codes beyond 45009 are from memory. */
export const fakeWecom: Imitation = {
  kind: 'wecom',
  page: 'https://developer.work.weixin.qq.com/document/path/91770',
  read: testClockMs.read,
  notifier: (url) => ({ kind: 'wecom', url: `${url}/cgi-bin/webhook/send?key=693a91f6`, secret: null, allowPrivate: true }),
  revoked: (url) => ({ kind: 'wecom', url: `${url}/cgi-bin/webhook/send?key=gone`, secret: null, allowPrivate: true }),
  address: null,
  answers({ path, body }) {
    if (!path.endsWith('key=693a91f6')) return json(200, { errcode: 93000, errmsg: 'invalid webhook url' })
    const said = bodyOf(body)
    const markdown = said?.msgtype === 'markdown' ? (said.markdown as { content?: unknown } | undefined)?.content : null
    if (typeof markdown !== 'string' || markdown === '') return json(200, { errcode: 44004, errmsg: 'empty content' })
    if (Buffer.byteLength(markdown) > 4_096) return json(200, { errcode: 40058, errmsg: 'markdown.content exceed max length 4096' })
    return json(200, { errcode: 0, errmsg: 'ok' })
  },
  limited: {
    says: json(200, { errcode: 45009, errmsg: 'api freq out of limit' }),
    outcome: { state: 'failed', permanent: false, reason: 'errcode_45009', retryAfterMs: 60_000 },
  },
  malformed: { says: { status: 200, body: '<html>' }, outcome: { state: 'unknown', reason: 'bad_answer' } },
  refuses: { says: json(200, { errcode: 44004 }), outcome: { state: 'failed', permanent: true, reason: 'errcode_44004' } },
  providerId: null,
}
