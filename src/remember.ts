/** Keeps answers for a while, so that a question asked thousands of times a second is looked up once. Concurrent askers share one look-up. */
export function remember<T>(forMs: number, look: (key: string) => Promise<T>) {
  const kept = new Map<string, { until: number; answer: Promise<T> }>()
  return {
    get(key: string): Promise<T> {
      const now = performance.now()
      const known = kept.get(key)
      if (known && known.until > now) return known.answer
      const answer = look(key)
      kept.set(key, { until: now + forMs, answer })
      answer.catch(() => kept.delete(key))
      if (kept.size > 10_000) for (const [old, { until }] of kept) if (until <= now) kept.delete(old)
      return answer
    },
    forget: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  }
}
