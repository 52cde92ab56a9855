import { expect, test } from 'vitest'
import { england } from '../../../test/calendars'
import type { Person } from '../people'
import { addresseeOf, type Names, strangersIn } from './named'
import type { Target } from './policy'

const person = (id: string, role: Person['role'], team: string, available = true): Person => ({
  ...{ id, name: id.toUpperCase(), email: `${id}@desk.example`, role, tier: 2, team, languages: ['en'], load: 0, capacity: 5, available },
})
const people = [
  person('ana', 'agent', 'care'),
  person('quinn', 'agent', 'quality'),
  person('quade', 'lead', 'quality'),
  person('gone', 'agent', 'care', false),
  person('mira', 'manager', 'care'),
  person('aud', 'auditor', 'quality'),
]
const monday = Date.UTC(2026, 2, 2, 12)
const layer = {
  name: 'l',
  people: ['ana'],
  every: 'week',
  at: '09:00',
  starts: '2026-03-02',
  days: [],
  hours: null,
  holidays: 'also',
} as const
const names: Names = {
  rotas: [{ id: 'night', version: 1, title: 'Night', timeZone: 'Europe/London', layers: [layer] }],
  cover: { overrides: [], absences: [] },
  calendar: england,
  at: monday,
}
const around = { owner: 'ana', exclude: [] as string[], language: null, team: 'care' }
const told = (target: Target, own: Partial<typeof around> = {}, at: Partial<Names> = {}) => {
  const found = addresseeOf(target, people, { ...around, ...own }, { ...names, ...at })
  return found === null ? null : 'way' in found ? `way ${found.way}` : found.person.id
}

test.each<[Target, string]>([
  ['manager', 'mira'],
  ['person:quinn', 'quinn'],
  ['person:QUINN', 'quinn'],
  ['person:quinn@desk.example', 'quinn'],
  ['person:gone', 'mira'],
  ['person:stranger', 'mira'],
  ['team:quality', 'quade'],
  ['department:quality', 'quade'],
  ['department:nobody', 'mira'],
  ['rota:night', 'ana'],
  ['rota:unknown', 'mira'],
  ['partner:dealer', 'way dealer'],
  ['webhook:ops room', 'way ops room'],
])('%s is %s', (target, expected) => expect(told(target)).toBe(expected))

test('a team tells somebody who was not told yet, and then again', () => {
  expect(told('team:quality', { exclude: ['quade'] })).toBe('quinn')
  expect(told('team:quality', { exclude: ['quade', 'quinn'] })).toBe('quade')
})
test('a rota whose turn has not begun is no end', () => {
  expect(told('rota:night', {}, { at: monday - 7 * 86_400_000 })).toBe('mira')
})
test('where nobody is at work there is nobody', () => {
  expect(addresseeOf('rota:night', [], around, names)).toBeNull()
})

test('a name that stands for nothing is said, with its level', () => {
  const firm = { people, teams: ['care'], rotas: ['night'], ways: ['pager'] }
  const here: Target[] = ['owner', 'person:ana', 'person:QUINN', 'person:mira@desk.example', 'team:care', 'department:quality']
  const levels = [{ tell: here }, { tell: ['rota:night', 'partner:pager', 'webhook:pager'] as Target[] }]
  const at = (tell: Target[]) => ({ levels: [...levels, { tell }].map((one) => ({ ...one, afterMs: 0, takeOver: false })) })
  expect(strangersIn(at([]), firm)).toEqual([])
  for (const [target, noun] of [
    ['person:nobody', 'person'],
    ['team:ghosts', 'team'],
    ['rota:day', 'rota'],
    ['webhook:x', 'connected way'],
  ] as const)
    expect(strangersIn(at([target]), firm)).toEqual([`policy.levels[2].tell names "${target}", and no ${noun} here is called that.`])
})
