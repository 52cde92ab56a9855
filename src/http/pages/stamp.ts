import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a form carries so that we know that we made it, when, and which submission it is. */
export type Stamp = { submission: string; madeAt: number }

const LIVES = 24 * 3_600_000

export const newStamp = (now: number): Stamp => ({ submission: randomBytes(16).toString('base64url'), madeAt: now })

/** `<submission>.<when>.<signature>`; a stamp of one firm's form is worth nothing on another's. */
export const signStamp = (secret: Uint8Array, slug: string, { submission, madeAt }: Stamp) =>
  `${submission}.${madeAt.toString(36)}.${signature(secret, 'form', slug, submission, madeAt.toString(36))}`

/** The stamp where it is ours; `fresh` while a person may reasonably still be writing. */
export function readStamp(secret: Uint8Array, slug: string, text: string, now: number): (Stamp & { fresh: boolean }) | null {
  const match = /^([\w-]{22})\.([0-9a-z]{1,11})\.([\w-]{43})$/.exec(text)
  if (!match || !same(match[3]!, signature(secret, 'form', slug, match[1]!, match[2]!))) return null
  const madeAt = Number.parseInt(match[2]!, 36)
  return { submission: match[1]!, madeAt, fresh: now - madeAt <= LIVES && madeAt <= now + 60_000 }
}

/** A link to a page that shows one reference to whoever handed it in: nobody makes one for somebody else's. */
export const signReference = (secret: Uint8Array, slug: string, reference: string) =>
  `${reference}.${signature(secret, 'thanks', slug, reference)}`

export function readReference(secret: Uint8Array, slug: string, text: string): string | null {
  const match = /^([0-9A-Z]{4}-[0-9A-Z]{4})\.([\w-]{43})$/.exec(text)
  return match && same(match[2]!, signature(secret, 'thanks', slug, match[1]!)) ? match[1]! : null
}

const VISIT_LIVES = 180 * 24 * 3_600_000

/** What a browser keeps so that its conversation in the chat window is found again: a name nobody guesses, when it was given, our signature. */
export const signVisitor = (secret: Uint8Array, tenant: string, visitor: string, madeAt: number) =>
  `${visitor}.${madeAt.toString(36)}.${signature(secret, 'chat', tenant, visitor, madeAt.toString(36))}`

export function readVisitor(secret: Uint8Array, tenant: string, text: string, now: number): string | null {
  const match = /^(visitor-[0-9a-f]{32})\.([0-9a-z]{1,11})\.([\w-]{43})$/.exec(text)
  if (!match || !same(match[3]!, signature(secret, 'chat', tenant, match[1]!, match[2]!))) return null
  const madeAt = Number.parseInt(match[2]!, 36)
  return madeAt <= now + 60_000 && now - madeAt <= VISIT_LIVES ? match[1]! : null
}

const signature = (secret: Uint8Array, ...parts: string[]) => createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url')
const same = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
