import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Moment } from '../../domain/moment'

/** What a link opens: one alert or question, or for a customer one case, of one firm, until a moment. It opens nothing else. */
export type AlertLink = {
  purpose: 'alert' | 'question' | 'survey' | 'status'
  tenant: string
  about: string
  person: string
  until: Moment
}

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Two parts without a full stop inside, short enough for a text message: who, what and until when; and 128 bits that prove it. */
export function signLink(secret: Uint8Array, { purpose, tenant, about, person, until }: AlertLink): string {
  const when = Buffer.alloc(6)
  when.writeUIntBE(Math.floor(until / 1_000), 0, 6)
  const said = Buffer.concat([bytesOf(tenant), bytesOf(about), bytesOf(person || NOBODY), when]).toString('base64url')
  return `${said}.${proof(secret, purpose, said)}`
}

/** The link where it is ours and whole, with whether its time is over; null for anything else. */
export function readLink(
  secret: Uint8Array,
  purpose: AlertLink['purpose'],
  text: string,
  now: Moment,
): (AlertLink & { expired: boolean }) | null {
  const match = /^([\w-]{72})\.([\w-]{22})$/.exec(text)
  if (!match) return null
  const [, said = '', given = ''] = match
  const [ours, theirs] = [Buffer.from(proof(secret, purpose, said)), Buffer.from(given)]
  if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return null
  const raw = Buffer.from(said, 'base64url')
  const until = raw.readUIntBE(48, 6) * 1_000
  const [tenant, about, person] = [0, 16, 32].map((at) => uuidOf(raw.subarray(at, at + 16))) as [string, string, string]
  return { purpose, tenant, about, person: person === NOBODY ? '' : person, until, expired: now > until }
}

const proof = (secret: Uint8Array, purpose: string, said: string) =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['link', purpose, said]))
    .digest()
    .subarray(0, 16)
    .toString('base64url')

function uuidOf(raw: Buffer) {
  const hex = raw.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
