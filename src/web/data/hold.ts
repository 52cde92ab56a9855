/** What a list shows, and what waits outside so that nothing moves under a hand. */
export type Held<Row> = { shown: Row[]; waiting: number }

/**
 * Merges fresh rows into a list that a pointer or the focus rests in: known rows are renewed in their old place, rows that vanished stay
 * (their screen says what became of them), new ones only count. `removed` are rows that the person's own deed took away.
 */
export function hold<Row extends { id: string }>(before: readonly Row[], fresh: readonly Row[], removed: ReadonlySet<string>): Held<Row> {
  const byId = new Map(fresh.map((row) => [row.id, row]))
  const known = new Set(before.map(({ id }) => id))
  const shown = before.filter(({ id }) => !removed.has(id)).map((row) => byId.get(row.id) ?? row)
  return { shown, waiting: fresh.filter(({ id }) => !known.has(id) && !removed.has(id)).length }
}
