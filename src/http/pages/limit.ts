import type { FastifyRequest } from 'fastify'

const MOST_KEPT = 50_000

/** Counts what each source did within a sliding window, in the memory of this process. */
export class Limiter {
  #seen = new Map<string, number[]>()
  #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** True while this one stays within `most` in `withinMs`; those beyond are not counted, so that waiting always helps. */
  allows(what: string, most: number, withinMs: number): boolean {
    const now = this.#now()
    const recent = (this.#seen.get(what) ?? []).filter((at) => at > now - withinMs)
    const allowed = recent.length < most
    if (allowed) recent.push(now)
    this.#seen.delete(what)
    this.#seen.set(what, recent)
    if (this.#seen.size > MOST_KEPT) this.#seen.delete(this.#seen.keys().next().value!)
    return allowed
  }
}

const NEAR = /^(::1$|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd])/

/**
 * Whom to count an attempt against. Behind a proxy near by it is the address that this proxy added last; a header never counts for anything
 * else, because everybody can write one.
 */
export function sourceOf(request: FastifyRequest): string {
  const peer = request.ip.replace(/^::ffff:/, '')
  const forwarded = request.headers['x-forwarded-for']
  if (typeof forwarded !== 'string' || !NEAR.test(peer)) return peer
  return forwarded.split(',').at(-1)!.trim().slice(0, 64) || peer
}
