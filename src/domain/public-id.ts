/** Public ids are a prefix that says what it is and the row's UUID without dashes; they sort by time like the rows do. */
export type Prefix =
  | 'msg'
  | 'case'
  | 'clk'
  | 'ntc'
  | 'usr'
  | 'con'
  | 'att'
  | 'cor'
  | 'key'
  | 'alr'
  | 'qst'
  | 'nfr'
  | 'apr'
  | 'ded'
  | 'svr'
  | 'viw'
  | 'joi'

export const show = <T extends string | null>(prefix: Prefix, id: T): T extends null ? null : string =>
  (id === null ? null : `${prefix}_${id.replaceAll('-', '')}`) as T extends null ? null : string

/** The row's UUID, or null for anything that is not an id of this kind. */
export function read(prefix: Prefix, id: string): string | null {
  const match = /^([a-z]{2,4})_([0-9a-f]{32})$/.exec(id)
  if (match?.[1] !== prefix) return null
  const hex = match[2]!
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
