const SHINGLE = 5

/** A text without what a copy would change first: case, spaces, marks, emoji, the width of letters. */
export const normalised = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')

function shingles(text: string): Set<string> {
  const plain = normalised(text)
  const found = new Set<string>()
  for (let at = 0; at + SHINGLE <= plain.length; at++) found.add(plain.slice(at, at + SHINGLE))
  return found.size > 0 ? found : new Set([plain])
}

/** Texts seen so far, and how like the nearest of them a new one is: the exact Jaccard index of their 5-character shingles, 0 to 1. */
export class Seen {
  private readonly holders = new Map<string, number[]>()
  private readonly sizes: number[] = []

  nearest(text: string): number {
    const own = shingles(text)
    const shared = new Map<number, number>()
    for (const shingle of own) for (const holder of this.holders.get(shingle) ?? []) shared.set(holder, (shared.get(holder) ?? 0) + 1)
    let best = 0
    for (const [holder, both] of shared) best = Math.max(best, both / (own.size + this.sizes[holder]! - both))
    return best
  }

  add(text: string) {
    const own = shingles(text)
    for (const shingle of own) {
      const holders = this.holders.get(shingle)
      if (holders) holders.push(this.sizes.length)
      else this.holders.set(shingle, [this.sizes.length])
    }
    this.sizes.push(own.size)
  }
}
