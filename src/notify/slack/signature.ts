import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Moment } from '../../domain/moment'

const TOLERANCE_S = 300

export const slackSignature = (secret: string, timestamp: string, body: string) =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`

/** Whether Slack sent this: its signature over the raw body, not older than five minutes. Compared in constant time. */
export function isFromSlack(secret: string, headers: Record<string, string | string[] | undefined>, body: string, now: Moment): boolean {
  const [timestamp, signature] = [headers['x-slack-request-timestamp'], headers['x-slack-signature']]
  if (typeof timestamp !== 'string' || typeof signature !== 'string' || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now / 1_000 - Number(timestamp)) > TOLERANCE_S) return false
  const [ours, theirs] = [Buffer.from(slackSignature(secret, timestamp, body)), Buffer.from(signature)]
  return ours.length === theirs.length && timingSafeEqual(ours, theirs)
}
