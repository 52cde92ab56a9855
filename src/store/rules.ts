import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { type Policy, readPolicies } from '../domain/escalation/policy'
import type { Pack } from '../domain/regimes/pack'
import { readPack } from '../domain/regimes/read-pack'
import { type CalendarPlan, readCalendars } from '../domain/time/read-calendars'
import { readMovedDays } from '../domain/time/read-moved-days'
import type { OwnLists } from './holidays'

/** The rule books, calendars and escalation policies, read and checked once at boot. */
export type Rules = { packs: Pack[]; policies: Policy[]; calendars: CalendarPlan[]; ownHolidays: OwnLists }

const OTHER_FILES = ['calendars.yaml', 'escalation.yaml', 'china-days.yaml']
const filesIn = (folder: string) => readdirSync(folder).filter((name) => /\.ya?ml$/.test(name))

/**
 * Everything that ships under `regimes/`. Throws with every problem of every file in one message, each with file and line: a rule book that
 * is wrong in one place must not run in the others.
 */
export function loadRules(root: string): Rules {
  const folder = join(root, 'regimes')
  const problems: string[] = []
  const read = <T>(name: string, reader: (value: unknown) => Checked<T>) => readFile(join(folder, name), reader, problems)
  const packs = filesIn(folder)
    .filter((name) => !OTHER_FILES.includes(name))
    .sort()
    .flatMap((name) => read(name, packOf) ?? [])
  const policies = read('escalation.yaml', policiesOf)
  const calendars = read('calendars.yaml', readCalendars)
  const china = read('china-days.yaml', readMovedDays)
  problems.push(
    ...packs.filter((pack, at) => packs.findIndex((other) => same(other, pack)) !== at).map(({ id, version }) => twice(id, version)),
  )
  if (problems.length || !policies || !calendars || !china) throw new Error(`The rule books cannot be used:\n${problems.join('\n')}`)
  return { packs, policies, calendars, ownHolidays: new Map([[china.jurisdiction, china]]) }
}
const same = (a: Pack, b: Pack) => a.id === b.id && a.version === b.version
const twice = (id: string, version: string) => `Two rule books are ${id}@${version}; give the newer one a version of its own.`

/** One rule book of a firm, from a file of theirs, or every problem that it has, each a sentence with file and line. */
export function loadPack(file: string): { ok: true; pack: Pack } | { ok: false; problems: string[] } {
  const problems: string[] = []
  const pack = readFile(file, packOf, problems)
  return pack ? { ok: true, pack } : { ok: false, problems }
}

export type Checked<T> = { ok: true; value: T } | { ok: false; problems: string[] }
export function packOf(value: unknown): Checked<Pack> {
  const read = readPack(value)
  return read.ok ? { ok: true, value: read.pack } : read
}
function policiesOf(value: unknown): Checked<Policy[]> {
  const read = readPolicies(value)
  return read.ok ? { ok: true, value: read.policies } : read
}

const readFile = <T>(file: string, reader: (value: unknown) => Checked<T>, problems: string[]): T | null =>
  readText(basename(file), readFileSync(file, 'utf8'), reader, problems)

/** Reads a text as YAML (JSON is some of it); every problem is named with file and line. */
export function readText<T>(name: string, text: string, reader: (value: unknown) => Checked<T>, problems: string[]): T | null {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    problems.push(...document.errors.map((e) => `${name}, line ${lines.linePos(e.pos[0]).line}: this is not YAML: ${e.message}.`))
    return null
  }
  const value = plainOf(document)
  if (value === TOO_MUCH) {
    problems.push(`${name}, line 1: its aliases (*name) stand for more than a rule book could hold; write out what they repeat.`)
    return null
  }
  const read = reader(value)
  if (read.ok) return read.value
  problems.push(...read.problems.map((problem) => `${name}, line ${lineOf(document, lines, problem)}: ${problem}`))
  return null
}

const TOO_MUCH = Symbol('too much')
/** A few lines of aliases of aliases can stand for gigabytes; the library stops counting in time, and we say so. */
function plainOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    if (error instanceof ReferenceError) return TOO_MUCH
    throw error
  }
}

/** Where the place that a problem names stands; what is missing stands where it would have to. */
function lineOf(document: ReturnType<typeof parseDocument>, lines: LineCounter, problem: string): number {
  const where = /^[a-z]+((?:\.\w+|\[\d+\])*)/.exec(problem)?.[1] ?? ''
  const path = [...where.matchAll(/\.(\w+)|\[(\d+)\]/g)].map(([, key, at]) => key ?? Number(at))
  for (let deep = path.length; deep > 0; deep--) {
    const node = document.getIn(path.slice(0, deep), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
