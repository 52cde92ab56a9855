import { SEVERITIES, type Severity } from '../finding'
import { timeOfDay } from '../time/calendar'
import { done, fieldsOf, type Read, say } from '../time/reading'
import { WAY_KINDS, WAYS_OUT, type WayOut } from '../ways-out'
import type { Quiet } from './quiet'

/** How one person wants to be told: the ways in their order by severity, and when they are to be left alone. */
export type Preferences = { ways: Partial<Record<Severity, readonly Wish[]>>; quiet: Quiet | null }
/** A way by the name that it was connected under or by its kind, and how long after the first moment. */
export type Wish = { way: string; afterMs: number }
export const NO_WISHES: Preferences = { ways: {}, quiet: null }

const MINUTE = 60_000
/** How long the quiet ways get before a phone beeps, and the beep before it rings. */
const LATER: Partial<Record<WayOut, number>> = { sms: 2 * MINUTE, sms_gateway: 2 * MINUTE, call: 5 * MINUTE }

export type Connected = { id: string; name: string; kind: WayOut }
export type Chosen = { way: Connected; afterMs: number }

/**
 * The ways by which this person is told of something this severe, in their order. `has` says for which kinds they have an address. What they
 * wished for counts as far as it is connected; where none of it is, or they wished for nothing, all ways that reach them are used, chat and
 * mail at once, texts after two minutes and calls after five.
 */
export function waysFor(
  connected: readonly Connected[],
  { ways }: Preferences,
  severity: Severity,
  has: (kind: NonNullable<(typeof WAYS_OUT)[WayOut]>) => boolean,
): Chosen[] {
  const able = connected.filter(({ kind }) => WAYS_OUT[kind] === null || has(WAYS_OUT[kind]))
  const wished = (ways[severity] ?? []).flatMap(({ way, afterMs }) =>
    able.filter(({ name, kind }) => name === way || kind === way).map((each) => ({ way: each, afterMs })),
  )
  if (wished.length > 0) return wished.filter(({ way }, at) => wished.findIndex((w) => w.way.id === way.id) === at)
  const usual = able.map((way) => ({ way, afterMs: LATER[way.kind] ?? 0 }))
  const soonest = Math.min(...usual.map(({ afterMs }) => afterMs))
  return usual.map(({ way, afterMs }) => ({ way, afterMs: afterMs - soonest })).sort((a, b) => a.afterMs - b.afterMs)
}

/** Reads what a person says about it: `{ways: {A: [{way, after_minutes}]}, quiet: {from, to, severities}}`. */
export function readPreferences(value: unknown, names: readonly string[]): Read<Preferences> {
  const problems: string[] = []
  const fields = fieldsOf(value, 'preferences', problems)
  const ways: Partial<Record<Severity, Wish[]>> = {}
  if (fields.has('ways')) {
    const by = fieldsOf(fields.value('ways'), 'preferences.ways', problems)
    for (const severity of SEVERITIES)
      if (by.has(severity))
        ways[severity] = by.list(severity).map((entry) => wishFrom(entry, `preferences.ways.${severity}`, names, problems))
    by.end()
  }
  const quiet = fields.has('quiet') ? quietFrom(fields.value('quiet'), 'preferences.quiet', problems) : null
  fields.end()
  return done({ ways, quiet }, problems)
}

function wishFrom(value: unknown, where: string, names: readonly string[], problems: string[]): Wish {
  const fields = fieldsOf(typeof value === 'string' ? { way: value } : value, where, problems)
  const way = fields.text('way')
  const after = fields.has('after_minutes') ? fields.value('after_minutes') : 0
  fields.end()
  if (way !== '' && !names.includes(way) && !(WAY_KINDS as string[]).includes(way))
    problems.push(`${where}: nothing called ${say(way)} is connected.`)
  const sound = typeof after === 'number' && Number.isInteger(after) && after >= 0 && after <= 60
  if (!sound) problems.push(`${where}.after_minutes must be 0 to 60, but it is ${say(after)}.`)
  return { way, afterMs: sound ? after * MINUTE : 0 }
}

/** Reads quiet hours; severity A is refused with a sentence, because it never waits. */
export function quietFrom(value: unknown, where: string, problems: string[]): Quiet {
  const fields = fieldsOf(value, where, problems)
  const quiet = { from: fields.text('from'), to: fields.text('to'), severities: fields.someOf('severities', SEVERITIES) }
  fields.end()
  for (const time of [quiet.from, quiet.to])
    if (timeOfDay(time) === null) problems.push(`${where} must hold times such as 22:00, but it holds ${say(time)}.`)
  if (quiet.severities.includes('A')) problems.push(`${where}.severities may not hold A: a severe crisis never waits.`)
  return quiet.severities.length > 0 || fields.has('severities') ? quiet : { ...quiet, severities: ['B', 'C', 'D', 'E'] }
}
