export const TASKS = ['complaint', 'severity', 'urgency', 'sentiment', 'topic', 'intent', 'emotion'] as const
export type Task = (typeof TASKS)[number]
export type Labels = { id: string } & Partial<Record<Task, string>>
/** `n` rows that both passes labelled, the share on which they agree, and Cohen's kappa: that share beyond what chance would give, 1 at best. */
export type Agreement = { n: number; same: number; kappa: number }

/** Cohen's kappa of two lists of labels for the same rows, 1 where there is only one label and both always gave it; NaN without rows. */
export function kappaOf(pairs: readonly (readonly [string, string])[]): Agreement {
  const n = pairs.length
  const [first, second] = [countOf(pairs.map(([a]) => a)), countOf(pairs.map(([, b]) => b))]
  const same = pairs.filter(([a, b]) => a === b).length / n
  let byChance = 0
  for (const [label, times] of first) byChance += (times / n) * ((second.get(label) ?? 0) / n)
  return { n, same, kappa: byChance === 1 ? 1 : (same - byChance) / (1 - byChance) }
}

/** The agreement on every task that both passes labelled. */
export function agreementOf(first: readonly Labels[], second: readonly Labels[]): Partial<Record<Task, Agreement>> {
  const again = new Map(second.map((row) => [row.id, row]))
  const found: Partial<Record<Task, Agreement>> = {}
  for (const task of TASKS) {
    const pairs = first.flatMap((row) => {
      const [a, b] = [row[task], again.get(row.id)?.[task]]
      return a === undefined || b === undefined ? [] : [[a, b] as const]
    })
    if (pairs.length > 0) found[task] = kappaOf(pairs)
  }
  return found
}

function countOf(labels: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return counts
}
