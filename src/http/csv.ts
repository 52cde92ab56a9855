/**
 * One line of a table that spreadsheets open. A text that one of them would take for a formula is kept a text by an apostrophe; quotes are
 * doubled, and what holds a separator, a quote or a new line is quoted.
 */
export const csvLine = (cells: readonly (string | number | boolean | null)[]) => `${cells.map(cell).join(',')}\r\n`

function cell(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Spreadsheets take a file for UTF-8 only where it begins with this. */
export const BYTE_ORDER_MARK = '\ufeff'
