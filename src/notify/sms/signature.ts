import { createHmac, timingSafeEqual } from 'node:crypto'

/** `X-Twilio-Signature`: base64(HMAC-SHA1(auth token, address + each form field's name and value, sorted by name)). */
export function twilioSignature(token: string, url: string, fields: Record<string, string>): string {
  const said = Object.keys(fields)
    .sort()
    .map((name) => name + fields[name])
    .join('')
  return createHmac('sha1', token)
    .update(url + said)
    .digest('base64')
}

export function isFromTwilio(token: string, url: string, fields: Record<string, string>, signature: string | undefined): boolean {
  const [ours, theirs] = [Buffer.from(twilioSignature(token, url, fields)), Buffer.from(signature ?? '')]
  return ours.length === theirs.length && timingSafeEqual(ours, theirs)
}
