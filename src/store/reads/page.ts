import type { Page } from '../../actions/reads'

/** One row more than the limit was read; it is not shown, it only says that there is a next page. */
export function pageOf<T>(rows: T[], limit: number, cursor: (row: T) => string): Page<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > limit && last ? cursor(last) : null }
}

export type Condition = readonly [sql: string, ...values: unknown[]] | null

/** Joins conditions with `and`; each `?` becomes the next parameter. `$1` is the tenant. Values never become part of the SQL. */
export function where(tenant: string, conditions: Condition[]) {
  const values: unknown[] = [tenant]
  const parts = conditions.flatMap((condition) => {
    if (condition === null) return []
    const [sql, ...given] = condition
    let next = 0
    return [`and ${sql.replaceAll('?', () => `$${values.push(given[next++])}`)}`]
  })
  return { sql: parts.join(' '), values }
}

export const escapeLike = (text: string) => text.slice(0, 200).replace(/[\\%_]/g, '\\$&')
