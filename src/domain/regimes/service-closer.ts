import { SEVERITIES, type Severity } from '../finding'
import type { fieldsOf } from '../time/reading'
import type { Promises } from './service-policy'

/** Promises for cases of these severities that came through these channels; none named means all. */
export type Closer = { severities: readonly Severity[]; channels: readonly string[]; promises: Promises }

type Fields = ReturnType<typeof fieldsOf>

export function closerFrom(fields: Fields, where: string, problems: string[], channels: readonly string[], promises: Promises): Closer {
  const row = { severities: fields.someOf('severities', SEVERITIES), channels: fields.someOf('channels', channels), promises }
  if (row.severities.length === 0 && row.channels.length === 0)
    problems.push(`${where} fits every case; name severities or channels, or write the promise for the whole house.`)
  return row
}

const USUAL = { id: 'usual', title: 'As usual', when: 'true' }
const idOf = (at: number) => `row_${at + 1}`
const list = (texts: readonly string[]) => `[${texts.map((text) => `'${text}'`).join(', ')}]`

/** The classes of the rule book that a policy stands for: one for each row, and one for every other case. */
export const classesOf = (closer: readonly Closer[]) => [
  ...closer.map(({ severities, channels }, at) => ({
    id: idOf(at),
    title: [...severities, ...channels].join(', '),
    when: [
      ...(severities.length > 0 ? [`severity in ${list(severities)}`] : []),
      ...(channels.length > 0 ? [`channel in ${list(channels)}`] : []),
    ].join(' && '),
  })),
  USUAL,
]

/** The lengths of one promise, each with the classes that it is for; no classes means all. */
export function valuesOf(closer: readonly Closer[], usual: string | null, name: keyof Promises): { span: string; classes: string[] }[] {
  const all = [...closer.map(({ promises }, at) => ({ id: idOf(at), span: promises[name] ?? usual })), { id: USUAL.id, span: usual }]
  const spans = [...new Set(all.map(({ span }) => span))]
  if (spans.length === 1) return usual === null ? [] : [{ span: usual, classes: [] }]
  return spans.flatMap((span) => (span === null ? [] : [{ span, classes: all.filter((one) => one.span === span).map(({ id }) => id) }]))
}
