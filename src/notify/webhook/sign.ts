import { createHmac } from 'node:crypto'

/** The key bytes of a `whsec_` + base64 secret; null unless it holds 24 to 64 bytes, as Standard Webhooks 1.0 asks. */
export function keyOf(secret: string): Buffer | null {
  const encoded = secret.replace(/^whsec_/, '')
  const key = Buffer.from(encoded, 'base64')
  const sound = key.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '')
  return sound && key.length >= 24 && key.length <= 64 ? key : null
}

/** `webhook-signature` over `{id}.{timestamp}.{body}`: one `v1,…` for each key, so that a rotation can sign with the old and the new. */
export function signature(keys: readonly Buffer[], id: string, timestamp: number, body: string): string {
  return keys.map((key) => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`).join(' ')
}
