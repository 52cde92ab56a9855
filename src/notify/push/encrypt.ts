import { createCipheriv, createECDH, createHmac, randomBytes } from 'node:crypto'

/** What a browser hands over when somebody allows notifications: where to post, its public key (65 bytes) and a shared secret (16). */
export type Subscription = { endpoint: string; keys: { p256dh: string; auth: string } }

/** The record size that push services must take is 4,096 bytes: 86 of header and 17 of padding mark and tag leave 3,993. */
export const LONGEST_PAYLOAD = 3_993

/** Salt and the sender's key pair of this one message; handed in by tests alone. */
export type OneTime = { salt: Buffer; privateKey: Buffer }

/** RFC 8291: only the browser that subscribed can read it. One record of `aes128gcm` (RFC 8188) with its header. */
export function encrypt(payload: Buffer, { keys }: Subscription, oneTime?: OneTime): Buffer {
  const theirs = Buffer.from(keys.p256dh, 'base64url')
  const ecdh = createECDH('prime256v1')
  if (oneTime) ecdh.setPrivateKey(oneTime.privateKey)
  else ecdh.generateKeys()
  const ours = ecdh.getPublicKey()
  const salt = oneTime?.salt ?? randomBytes(16)
  const secret = derived(
    Buffer.from(keys.auth, 'base64url'),
    ecdh.computeSecret(theirs),
    Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]),
    32,
  )
  const key = derived(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derived(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  const sealed = Buffer.concat([cipher.update(Buffer.concat([payload, Buffer.from([2])])), cipher.final(), cipher.getAuthTag()])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(4_096)
  return Buffer.concat([salt, size, Buffer.from([ours.length]), ours, sealed])
}

/** HKDF-SHA256 with one block, which is all that is needed here. */
export function derived(salt: Buffer, input: Buffer, info: Buffer, length: number): Buffer {
  const prk = createHmac('sha256', salt).update(input).digest()
  return createHmac('sha256', prk)
    .update(info)
    .update(Buffer.from([1]))
    .digest()
    .subarray(0, length)
}

/** Null where it is not what a browser hands over. */
export function subscriptionFrom(text: string | null): Subscription | null {
  try {
    const said = JSON.parse(text ?? '') as Partial<Subscription> | null
    const { endpoint, keys } = said ?? {}
    const sound =
      typeof endpoint === 'string' &&
      URL.canParse(endpoint) &&
      Buffer.from(keys?.p256dh ?? '', 'base64url').length === 65 &&
      Buffer.from(keys?.auth ?? '', 'base64url').length === 16
    return sound ? { endpoint, keys: { p256dh: keys!.p256dh, auth: keys!.auth } } : null
  } catch {
    return null
  }
}
