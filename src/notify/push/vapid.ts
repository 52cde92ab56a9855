import { createECDH, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import type { Moment } from '../../domain/moment'

/** A pair for signing what we push: the public half goes to the browser when it subscribes, the private half is the notifier's secret. */
export function newVapidKeys(): { publicKey: string; privateKey: string } {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  return { publicKey: ecdh.getPublicKey('base64url'), privateKey: ecdh.getPrivateKey().toString('hex').padStart(64, '0') }
}

/** Null for a secret that is not 32 bytes, as hex or base64url. */
export function publicKeyOf(secret: string): Buffer | null {
  const raw = privateBytes(secret)
  if (raw === null) return null
  const ecdh = createECDH('prime256v1')
  try {
    ecdh.setPrivateKey(raw)
    return ecdh.getPublicKey()
  } catch {
    return null
  }
}

const privateBytes = (secret: string) => {
  const raw = /^[0-9a-f]{64}$/i.test(secret) ? Buffer.from(secret, 'hex') : Buffer.from(secret, 'base64url')
  return raw.length === 32 ? raw : null
}

/** RFC 8292: `vapid t=<token>, k=<public key>`. The token names the push service, when it ends (24 h at most) and whom to ask. */
export function vapidHeader(secret: string, endpoint: string, subject: string, now: Moment): string | null {
  const point = publicKeyOf(secret)
  if (point === null) return null
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = Math.floor(now / 1_000) + 12 * 3_600
  const head = `${part({ typ: 'JWT', alg: 'ES256' })}.${part({ aud: new URL(endpoint).origin, exp, sub: subject })}`
  const signed = sign('sha256', Buffer.from(head), { key: keyFrom(secret, point), dsaEncoding: 'ieee-p1363' })
  return `vapid t=${head}.${signed.toString('base64url')}, k=${point.toString('base64url')}`
}

function keyFrom(secret: string, point: Buffer): KeyObject {
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
  return createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: x!, y: y!, d: privateBytes(secret)!.toString('base64url') } })
}
