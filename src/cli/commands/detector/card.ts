import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../../paths'
import { type Globals, result, table } from '../../output'
import { readModel } from './shipped'

/** What a model was trained on and what it is worth; `shipped` is the model that comes with Redress. */
export async function card(globals: Globals, model: string) {
  if (model === 'shipped') {
    const read = (name: string) =>
      JSON.parse(readFileSync(join(packageRoot(), 'models', 'general', name), 'utf8')) as Record<string, unknown>
    const { first: _, second: __, ...data } = { ...read('card.json'), figures: read('figures.json') } as Record<string, unknown>
    return result(globals, data, plain({ ...data, figures: undefined, ...(data.figures as object) }))
  }
  const { card: own } = readModel(model)
  result(globals, own, plain(own))
}

/** Short fields one a line, lists of objects as tables; long lists of numbers are left to --json. */
function plain(data: Record<string, unknown>): string {
  return Object.entries(data)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}\n${indented(shown(value))}`)
    .join('\n')
}

function shown(value: unknown): string {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item)))
      return rowsOf(value as Record<string, unknown>[])
    return value.length > 40 ? `${value.length} values (see --json)` : value.join(', ') || 'none'
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${typeof inner === 'object' ? JSON.stringify(inner).slice(0, 160) : String(inner)}`)
      .join('\n')
  return String(value)
}

function rowsOf(rows: Record<string, unknown>[]): string {
  const head = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return table(
    head,
    rows.map((row) => head.map((name) => String(row[name] ?? ''))),
  )
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
