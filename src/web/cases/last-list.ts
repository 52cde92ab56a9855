/** The list that the person came from, so that `[` and `]` walk it and "back" leads there. */
let order: readonly string[] = []
let address = '/cases'

export function rememberList(references: readonly string[], at: string) {
  order = references
  // While a case is being loaded, the address is its own already.
  if (!at.startsWith('/cases/')) address = at
}
export const listAddress = () => address
export const beside = (reference: string, by: 1 | -1): string | null => {
  const at = order.indexOf(reference)
  return at < 0 ? null : (order[at + by] ?? null)
}
