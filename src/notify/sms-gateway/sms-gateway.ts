import type { Moment } from '../../domain/moment'
import { type Outgoing, refused, type Sender } from '../contract'
import { reachable, type Wall } from '../egress'
import { JSON_BODY, objectIn, post, sentAs } from '../post'
import { phoneOf, smsText } from '../sms/sms'

export type SmsGatewayOptions = { url: string; secret: string | null; from: string; wall: Wall; timeoutMs?: number; now?: () => Moment }

/**
 * Any text-message service with an HTTP address. Where the address holds `{to}`, its `{to}`, `{text}`, `{from}` and `{id}` are filled in and
 * it is posted to; elsewhere it gets JSON with these four. The secret travels as a bearer token; `Idempotency-Key` is the same on every attempt.
 */
export function smsGatewaySender({ url, secret, from, wall, timeoutMs = 15_000, now = Date.now }: SmsGatewayOptions): Sender {
  return {
    kind: 'sms_gateway',
    async send(notice, signal) {
      const to = phoneOf(notice.to.address)
      if (to === null) return refused('no_phone')
      const said = { id: notice.id, to, from, text: smsText(notice) }
      const bearer: Record<string, string> = secret ? { authorization: `Bearer ${secret}` } : {}
      const headers = { ...JSON_BODY, ...bearer, 'idempotency-key': asciiId(notice) }
      const inAddress = url.includes('{to}')
      const request = {
        url: inAddress ? filled(url, said) : url,
        wall,
        timeoutMs,
        signal,
        headers,
        body: inAddress ? '' : JSON.stringify(said),
      }
      return post(request, now(), (answer) => {
        const body = objectIn(answer)
        return answer.status < 300 ? sentAs(body?.id ?? body?.message_id) : null
      })
    },
    check: () => reachable(url.replace(/[{}]/g, ''), wall, timeoutMs),
  }
}

const asciiId = ({ id }: Outgoing) => id.replace(/[^\x21-\x7e]/g, '_').slice(0, 200)
const filled = (url: string, said: Record<string, string>) =>
  url.replace(/\{(to|text|from|id)\}/g, (_whole, name: string) => encodeURIComponent(said[name] ?? ''))
