import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Moment } from '../../domain/moment'

export type SignedCall = {
  /** All that count at this moment: two while one is rotated out. `whsec_…`, 24 to 64 bytes; a malformed one never matches. */
  secrets: string[]
  /** As Node gives them, names in lower case. */
  headers: Record<string, string | string[] | undefined>
  /** The bytes as they came; a body that was parsed and written again has another signature. */
  rawBody: Buffer
  now: Moment
  toleranceMs: number
}

export type Verified =
  | { ok: true; id: string; timestamp: Moment }
  | { ok: false; code: 'missing_header' | 'bad_timestamp' | 'too_old' | 'too_new' | 'bad_signature' }

/** More than this many signatures in one header is not a rotation. */
const MOST_SIGNATURES = 16

/**
 * Whether a call is signed as Standard Webhooks 1.0 asks: HMAC-SHA256 over `{id}.{timestamp}.{body}`. To be asked before the body is parsed.
 * A call exactly at the tolerance still counts; a repeat within it is caught by its id, which becomes the message's own. Every key is tried
 * against every signature, so the time taken tells nothing about which one came close.
 */
export function verifyWebhook({ secrets, headers, rawBody, now, toleranceMs }: SignedCall): Verified {
  const [id, stamp, signatures] = [headers['webhook-id'], headers['webhook-timestamp'], headers['webhook-signature']]
  if (!isText(id) || !isText(stamp) || !isText(signatures)) return { ok: false, code: 'missing_header' }
  if (!/^\d{1,12}$/.test(stamp)) return { ok: false, code: 'bad_timestamp' }
  const timestamp = Number(stamp) * 1000
  if (timestamp < now - toleranceMs) return { ok: false, code: 'too_old' }
  if (timestamp > now + toleranceMs) return { ok: false, code: 'too_new' }
  const given = signatures.split(' ').slice(0, MOST_SIGNATURES)
  const expected = secrets.map(keyOf).filter((key) => key !== null)
  const signed = Buffer.concat([Buffer.from(`${id}.${stamp}.`), rawBody])
  return anyMatch(expected, signed, given) ? { ok: true, id, timestamp } : { ok: false, code: 'bad_signature' }
}

const isText = (value: string | string[] | undefined): value is string => typeof value === 'string' && value !== ''

function anyMatch(keys: Buffer[], signed: Buffer, given: string[]): boolean {
  let found = 0
  for (const key of keys) {
    const expected = Buffer.from(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
    for (const each of given) found |= sameBytes(expected, Buffer.from(each))
  }
  return found === 1
}

const sameBytes = (expected: Buffer, given: Buffer) => (given.length === expected.length && timingSafeEqual(given, expected) ? 1 : 0)

/** Null for what is not base64 of 24 to 64 bytes: an empty or short secret must not open the door. */
function keyOf(secret: string): Buffer | null {
  const encoded = secret.replace(/^whsec_/, '')
  const key = Buffer.from(encoded, 'base64')
  const sound = key.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '')
  return sound && key.length >= 24 && key.length <= 64 ? key : null
}
