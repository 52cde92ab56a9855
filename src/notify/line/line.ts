import { createHash } from 'node:crypto'
import type { Moment } from '../../domain/moment'
import { type Outcome, type Outgoing, refused, type Sender } from '../contract'
import { reachable, type Wall } from '../egress'
import { type Answered, JSON_BODY, objectIn, post, sentAs } from '../post'
import { clipped, linesOf, oneLine } from '../text'

/** `url` is the API's base, `secret` the channel access token. A person's address is their LINE user id. */
export type LineOptions = { url: string; secret: string | null; wall: Wall; timeoutMs?: number; now?: () => Moment }

export function lineSender({ url, secret, wall, timeoutMs = 15_000, now = Date.now }: LineOptions): Sender {
  return {
    kind: 'line',
    async send(notice, signal) {
      const to = notice.to.address
      if (!secret) return refused('no_token')
      if (!to || !/^[UCR][0-9a-f]{32}$/.test(to)) return refused('no_line_id')
      const headers = { ...JSON_BODY, authorization: `Bearer ${secret}`, 'x-line-retry-key': retryKey(notice.id) }
      const body = JSON.stringify({ to, messages: [{ type: 'text', text: lineText(notice) }] })
      const address = `${url.replace(/\/$/, '')}/v2/bot/message/push`
      return known(await post({ url: address, wall, timeoutMs, signal, headers, body }, now(), reading))
    },
    check: () => reachable(url, wall, timeoutMs),
  }
}

/** The same key on every attempt: what was taken once is answered with 409 and not shown a second time. */
export function retryKey(id: string): string {
  const hex = createHash('sha256').update(`redress line ${id}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** 409 says that this key was taken before: it was sent, by an attempt whose answer we lost. */
const known = (outcome: Outcome): Outcome => (outcome.state === 'failed' && outcome.reason === 'http_409' ? sentAs(null) : outcome)

function reading(answer: Answered): Outcome | null {
  const { status, headers } = answer
  if (status === 200) {
    const sent = objectIn(answer)?.sentMessages
    const first: unknown = Array.isArray(sent) ? sent[0] : null
    const id = typeof first === 'object' && first !== null && 'id' in first ? first.id : null
    return sentAs(id ?? headers['x-line-request-id'])
  }
  return null
}

/** At most 5,000 UTF-16 units in one text. */
export function lineText({ subject, body, actions = [] }: Outgoing): string {
  const links = actions.map(({ label, url }) => `${label}\n${url}`).join('\n')
  const text = [oneLine(subject), ...linesOf(body)]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return links ? `${clipped(text, 5_000 - links.length - 2)}\n\n${links}` : clipped(text, 5_000)
}
