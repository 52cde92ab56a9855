import { createDecipheriv, createECDH, createPublicKey, verify } from 'node:crypto'
import { testClockMs } from '../testing/clock'
import type { Imitation } from '../testing/imitation'
import { derived } from './encrypt'
import { newVapidKeys } from './vapid'

/** A browser that subscribed: it keeps its private key and opens what arrives, as RFC 8291 says. */
export function fakeBrowser() {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  const auth = Buffer.from('a shared secret!')
  return {
    subscription: (endpoint: string) =>
      JSON.stringify({ endpoint, keys: { p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url') } }),
    open: (body: Buffer) => opened(body, ecdh.getPrivateKey(), auth),
  }
}

/** Throws where a byte was changed or the message was meant for somebody else. */
export function opened(body: Buffer, privateKey: Buffer, auth: Buffer): string {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(privateKey)
  const [salt, size, length] = [body.subarray(0, 16), body.readUInt32BE(16), body[20]!]
  const theirs = body.subarray(21, 21 + length)
  const sealed = body.subarray(21 + length)
  if (sealed.length > size) throw new Error('more than one record')
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), theirs])
  const secret = derived(auth, ecdh.computeSecret(theirs), info, 32)
  const decipher = createDecipheriv(
    'aes-128-gcm',
    derived(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16),
    derived(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12),
  )
  decipher.setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8')
}

/** Whether a VAPID header is signed by the key that it names, for this push service and not for longer than a day. */
export function vapidIsSound(header: string, origin: string, nowMs: number, known: string): boolean {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? []
  const [head = '', claims = '', signed = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  if (point.length !== 65 || key !== known) return false
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') }
  const says = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { aud: string; exp: number; sub: string }
  const fits = says.aud === origin && says.exp > nowMs / 1_000 && says.exp <= nowMs / 1_000 + 86_400 && /^(mailto|https):/.test(says.sub)
  const publicKey = createPublicKey({ format: 'jwk', key: jwk })
  return (
    fits &&
    verify('sha256', Buffer.from(`${head}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signed, 'base64url'))
  )
}

const keys = newVapidKeys()
const row = (secret: string) => ({ kind: 'push' as const, url: 'mailto:desk@desk.example', secret, allowPrivate: true })
export const browser = fakeBrowser()

export const fakePush: Imitation = {
  kind: 'push',
  page: 'https://datatracker.ietf.org/doc/rfc8292 (with RFC 8030, 8188 and 8291)',
  read: testClockMs.read,
  notifier: () => row(keys.privateKey),
  revoked: () => row(newVapidKeys().privateKey),
  address: null,
  answers({ headers, bytes }) {
    if (!vapidIsSound(String(headers.authorization), `http://${headers.host}`, testClockMs.now, keys.publicKey))
      return { status: 403, body: 'invalid JWT' }
    if (headers['content-encoding'] !== 'aes128gcm' || !/^\d+$/.test(String(headers.ttl))) return { status: 400 }
    if (!/^[\w-]{1,32}$/.test(String(headers.topic)) || !['very-low', 'low', 'normal', 'high'].includes(String(headers.urgency)))
      return { status: 400 }
    if (bytes.length > 4_096) return { status: 413 }
    browser.open(bytes)
    return { status: 201, headers: { location: 'https://push.example/m/1' } }
  },
  limited: {
    says: { status: 429, headers: { 'retry-after': '5' } },
    outcome: { state: 'failed', permanent: false, reason: 'http_429', retryAfterMs: 5_000 },
  },
  malformed: { says: { status: 201, body: '<html>' }, outcome: { state: 'sent', providerId: null } },
  refuses: { says: { status: 410 }, outcome: { state: 'failed', permanent: true, reason: 'not_subscribed' } },
  providerId: 'https://push.example/m/1',
}
