import { useRef } from 'react'

/** The row that shows itself while nobody has chosen one: the first, and the same for as long as the list has it, whatever comes in above. */
export function useFirstRow<Row extends { id: string }>(rows: readonly Row[]): Row | undefined {
  const before = useRef<string | null>(null)
  const first = rows.find(({ id }) => id === before.current) ?? rows[0]
  before.current = first?.id ?? null
  return first
}
