/** The list that the person came from, so that `[` and `]` walk it and "back" leads there. */
let order: readonly string[] = []
let address = '/cases'
let opened: string | null = null

export function rememberList(references: readonly string[], at: string) {
  order = references
  // While a case is being loaded, the address is its own already.
  if (!at.startsWith('/cases/')) address = at
}
/** The case that was read last: back in the list, the reader is where they were. */
export const rememberOpened = (reference: string) => {
  opened = reference
}
export const lastOpened = () => opened
export const listAddress = () => address
export const beside = (reference: string, by: 1 | -1): string | null => {
  const at = order.indexOf(reference)
  return at < 0 ? null : (order[at + by] ?? null)
}
