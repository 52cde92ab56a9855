import { parseDay } from './day'

/** The outcome of reading data that people write: the value, or every problem at once, each a sentence that says where. */
export type Read<T> = { ok: true; value: T } | { ok: false; problems: string[] }

/**
 * Reads one object of a data file field by field and collects what is wrong in sentences. Whatever a field holds, reading goes on with
 * a harmless stand-in, so that one pass names every mistake; `end()` names the fields that nobody asked for.
 */
export function fieldsOf(value: unknown, where: string, problems: string[]) {
  const fields: Record<string, unknown> = isRecord(value) ? value : {}
  if (!isRecord(value)) problems.push(`${where} must be a list of named fields, but it is ${say(value)}.`)
  const asked = new Set<string>()
  const at = (key: string) => `${where}.${key}`
  const has = (key: string) => {
    asked.add(key)
    return Object.hasOwn(fields, key) && fields[key] !== null && fields[key] !== undefined
  }

  const text = (key: string): string => {
    if (has(key) && typeof fields[key] === 'string' && fields[key] !== '') return fields[key]
    problems.push(`${at(key)} must be a text, but it is ${has(key) ? say(fields[key]) : 'missing'}.`)
    return ''
  }
  const flag = (key: string): boolean => {
    if (!has(key)) return false
    if (typeof fields[key] !== 'boolean') problems.push(`${at(key)} must be true or false, but it is ${say(fields[key])}.`)
    return fields[key] === true
  }
  const oneOf = <const T extends string>(key: string, choices: readonly T[], standard?: T): T => {
    if (!has(key) && standard !== undefined) return standard
    const found = choices.find((choice) => choice === fields[key])
    if (found === undefined) {
      problems.push(`${at(key)} must be one of ${choices.join(', ')}, but it is ${has(key) ? say(fields[key]) : 'missing'}.`)
    }
    return found ?? choices[0]!
  }
  const list = (key: string): unknown[] => {
    if (!has(key)) return []
    if (Array.isArray(fields[key])) return fields[key]
    problems.push(`${at(key)} must be a list, but it is ${say(fields[key])}.`)
    return []
  }
  const date = (key: string): string | null => {
    if (!has(key)) return null
    const found = text(key)
    if (parseDay(found) === null) problems.push(`${at(key)} must be a date such as 2026-04-03, but it is ${say(fields[key])}.`)
    return found
  }
  return {
    has,
    text,
    flag,
    oneOf,
    list,
    date,
    maybeText: (key: string) => (has(key) ? text(key) : null),
    value: (key: string) => (has(key) ? fields[key] : undefined),
    texts: (key: string) =>
      list(key).filter((entry): entry is string => {
        if (typeof entry !== 'string') problems.push(`${at(key)} must hold texts only, but it holds ${say(entry)}.`)
        return typeof entry === 'string'
      }),
    someOf: <const T extends string>(key: string, choices: readonly T[]): T[] =>
      list(key).flatMap((entry) => {
        const found = choices.find((choice) => choice === entry)
        if (found === undefined) problems.push(`${at(key)} may hold ${choices.join(', ')}, but it holds ${say(entry)}.`)
        return found === undefined ? [] : [found]
      }),
    end: () => {
      for (const key of Object.keys(fields)) if (!asked.has(key)) problems.push(`${at(key)} is not a field that we know.`)
    },
  }
}

export const done = <T>(value: T, problems: string[]): Read<T> => (problems.length === 0 ? { ok: true, value } : { ok: false, problems })

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** How a wrong value is shown in a sentence, cut to a length that fits one; a value that contains itself is only called so. */
export function say(value: unknown) {
  const text = shown(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
function shown(value: unknown) {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return 'something that cannot be shown'
  }
}
