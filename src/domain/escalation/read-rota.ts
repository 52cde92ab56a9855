import { timeOfDay } from '../time/calendar'
import { done, fieldsOf, type Read, say } from '../time/reading'
import { isZone } from '../time/zone'
import type { Layer, Rota } from './rota'

/** Reads a rota as a file or the console sends it; every problem is a sentence. `people` are the ids that it may name. */
export function readRota(value: unknown, people: ReadonlySet<string>, firmZone: string): Read<Omit<Rota, 'version'>> {
  const problems: string[] = []
  const fields = fieldsOf(value, 'rota', problems)
  const timeZone = fields.maybeText('time_zone') ?? firmZone
  if (!isZone(timeZone)) problems.push(`rota.time_zone must be a zone such as Asia/Bangkok, but it is ${say(timeZone)}.`)
  const rota = {
    id: fields.text('id'),
    title: fields.text('title'),
    timeZone,
    layers: fields.list('layers').map((entry, at) => layerFrom(entry, `rota.layers[${at}]`, people, problems)),
  }
  fields.end()
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(rota.id)) problems.push('rota.id must be small letters, digits and dashes, such as "night".')
  if (rota.layers.length === 0) problems.push('rota.layers must hold at least one layer, or nobody is ever on call.')
  return done(rota, problems)
}

const DAYS: readonly unknown[] = [1, 2, 3, 4, 5, 6, 7]

function layerFrom(value: unknown, where: string, people: ReadonlySet<string>, problems: string[]): Layer {
  const fields = fieldsOf(value, where, problems)
  const listed = fields.list('days')
  const days = listed.filter((day): day is number => DAYS.includes(day))
  const layer: Layer = {
    name: fields.maybeText('name') ?? where,
    people: fields.texts('people'),
    every: fields.oneOf('every', ['day', 'week'], 'week'),
    at: fields.maybeText('at') ?? '09:00',
    starts: fields.date('starts') ?? '2026-01-05',
    days,
    hours: fields.has('hours') ? hoursFrom(fields.value('hours'), `${where}.hours`, problems) : null,
    holidays: fields.oneOf('holidays', ['also', 'only', 'not'], 'also'),
  }
  fields.end()
  if (layer.people.length === 0) problems.push(`${where}.people must name somebody.`)
  for (const person of layer.people)
    if (!people.has(person)) problems.push(`${where}.people names ${say(person)}, who is not on the staff.`)
  if (timeOfDay(layer.at) === null) problems.push(`${where}.at must be a time such as 09:00, but it is ${say(layer.at)}.`)
  if (days.length < listed.length) problems.push(`${where}.days may hold 1 (Monday) to 7 (Sunday), but it is ${say(listed)}.`)
  return layer
}

function hoursFrom(value: unknown, where: string, problems: string[]): { from: string; to: string } {
  const fields = fieldsOf(value, where, problems)
  const hours = { from: fields.text('from'), to: fields.text('to') }
  fields.end()
  for (const time of [hours.from, hours.to])
    if (timeOfDay(time) === null) problems.push(`${where} must hold times such as 18:00, but it holds ${say(time)}.`)
  return hours
}
