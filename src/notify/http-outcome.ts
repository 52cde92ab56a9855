import type { IncomingHttpHeaders } from 'node:http'
import type { Moment } from '../domain/moment'
import type { Outcome } from './contract'
import type { Answer } from './egress'

/** The longest wait that we let another side impose. */
const LONGEST_WAIT_MS = 24 * 3_600_000

/**
 * What an HTTP answer means for a notice. 4xx and redirects say "not taken"; a 5xx may come from a proxy after the real receiver took it, so
 * it is unknown, except 503 that names a Retry-After, which is a refusal by design. `isFinal` tells which refusals trying again cannot mend.
 */
export function outcomeOf(answer: Answer, isFinal: (status: number) => boolean, now: Moment): Outcome {
  if (answer.kind === 'refused') return { state: 'failed', permanent: answer.permanent, reason: answer.reason }
  if (answer.kind === 'lost') return { state: 'unknown', reason: answer.reason }
  const { status, headers } = answer
  if (status >= 200 && status < 300) return { state: 'sent', providerId: null }
  const wait = retryAfter(headers, now)
  const reason = status === 410 ? 'gone' : status >= 300 && status < 400 ? 'redirected' : `http_${status}`
  if (status >= 500 && !(status === 503 && wait !== null)) return { state: 'unknown', reason }
  return { state: 'failed', permanent: isFinal(status), reason, ...(wait === null ? {} : { retryAfterMs: wait }) }
}

/** Chat services: a refusal stays one, except the three that mean "later". */
export const finalForChat = (status: number) => ![408, 425, 429, 503].includes(status)
/** Webhooks (Standard Webhooks 1.0): only 410 ends it, everything else follows the schedule. */
export const finalForWebhook = (status: number) => status === 410

/** Milliseconds asked for by `Retry-After`, as seconds or as an HTTP date; null where there is none that can be read. */
export function retryAfter(headers: IncomingHttpHeaders, now: Moment): number | null {
  const value = headers['retry-after']?.trim()
  if (!value) return null
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), LONGEST_WAIT_MS)
}
