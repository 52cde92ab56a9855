import { createHash } from 'node:crypto'
import { iso, type Moment } from '../../domain/moment'
import { jsonOf, type Outgoing, refused, type Sender } from '../contract'
import { guardedFetch, reachable, type Wall } from '../egress'
import { finalForWebhook, outcomeOf } from '../http-outcome'
import { keyOf, signature } from './sign'

/** Several `secrets` while one is being rotated out; each is `whsec_…`. */
export type WebhookOptions = { url: string; secrets: string[]; wall: Wall; timeoutMs?: number; now?: () => Moment }

/** Standard Webhooks 1.0: signed, 15 s, only 2xx is success, the same `webhook-id` on every attempt. */
export function webhookSender({ url, secrets, wall, timeoutMs = 15_000, now = Date.now }: WebhookOptions): Sender {
  const keys = secrets.map(keyOf)
  return {
    kind: 'webhook',
    async send(notice, signal) {
      if (notice.kind === 'sign_in_link') return refused('not_for_webhook')
      const sound = keys.filter((key) => key !== null)
      if (sound.length === 0 || sound.length < keys.length) return refused('bad_secret')
      const sentAt = now()
      const body = jsonOf(() => envelope(notice, sentAt))
      if (body === null) return refused('cannot_be_written')
      const headers = signedHeaders(sound, webhookIdOf(notice.id), Math.floor(sentAt / 1000), body)
      return outcomeOf(await guardedFetch({ url, wall, timeoutMs, signal, headers, body }), finalForWebhook, now())
    },
    async check() {
      return keys.length === 0 || keys.includes(null) ? { ok: false, detail: 'bad_secret' } : reachable(url, wall, timeoutMs)
    },
  }
}

/** The dedupe key itself where it can stand in a header and be told apart from the timestamp after it (no full stop), else its digest. */
export const webhookIdOf = (id: string) =>
  /^[\w:-]{1,128}$/.test(id) ? id : `evt_${createHash('sha256').update(id).digest('hex').slice(0, 40)}`

function signedHeaders(keys: readonly Buffer[], id: string, timestamp: number, body: string) {
  return {
    'content-type': 'application/json',
    'user-agent': 'Redress',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature(keys, id, timestamp, body),
  }
}

/** Our notices under the event names that integrators subscribe to. A kind that already is an event name stays. */
const EVENTS: Record<string, string> = {
  high_risk_alert: 'alert.opened',
  escalation: 'case.escalated',
  assignment: 'case.assigned',
  clock_warning: 'case.clock.due_soon',
  clock_missed: 'case.clock.breached',
  clock_digest: 'case.clock.digest',
  disk_low: 'server.disk_low',
  acknowledgement: 'message.outbound',
  reply: 'message.outbound',
  mention: 'case.mentioned',
  outcome_unknown: 'message.failed',
  quarantine: 'message.quarantined',
}

export const envelope = (notice: Outgoing, now: Moment) => ({
  type: EVENTS[notice.kind] ?? notice.kind,
  timestamp: iso(notice.at ?? now),
  data: notice.actions?.length ? { ...notice.data, actions: notice.actions.map(({ label, url }) => ({ label, url })) } : notice.data,
})
