/** How much of the smaller text's pairs of signs both must share. Tried on our samples: the same grievance told twice shares half. */
const SHARED = 0.45
const READ = 1_000

/** Whether two texts tell the same in much the same words; by pairs of signs, so that Thai and Chinese need no spaces. */
export function alike(a: string, b: string): boolean {
  const [one, other] = [pairs(a), pairs(b)]
  if (one.size === 0 || other.size === 0) return false
  let both = 0
  for (const pair of one) if (other.has(pair)) both++
  return both / (one.size + other.size - both) >= SHARED
}

function pairs(text: string): Set<string> {
  const signs = [
    ...text
      .slice(0, READ)
      .normalize('NFKC')
      .toLocaleLowerCase('en')
      .replace(/[\p{P}\p{S}\p{Z}\p{C}]+/gu, ' ')
      .trim(),
  ]
  return new Set(signs.slice(1).map((sign, i) => `${signs[i]}${sign}`))
}
