import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Person, ROLES } from '../people'
import { TARGETS } from './policy'
import { type Around, resolveTarget } from './who'

const person = (id: string, role: Person['role'], more: Partial<Person> = {}): Person => ({
  id,
  name: id,
  email: null,
  role,
  tier: 2,
  team: 'care',
  languages: ['en'],
  load: 0,
  capacity: 20,
  available: true,
  ...more,
})
const ana = person('ana', 'agent')
const bo = person('bo', 'agent', { tier: 3, load: 1 })
const chai = person('chai', 'agent', { tier: 3, languages: ['th'], load: 5 })
const dara = person('dara', 'lead', { team: 'care' })
const emil = person('emil', 'lead', { team: 'shop' })
const mira = person('mira', 'manager')
const nora = person('nora', 'administrator')
const audit = person('audit', 'auditor', { tier: 3 })
const everybody = [audit, nora, mira, emil, dara, chai, bo, ana]
const around = (more: Partial<Around> = {}): Around => ({ owner: 'ana', exclude: [], language: null, team: 'care', ...more })
const without = (...gone: Person[]) => everybody.filter((one) => !gone.includes(one))

describe('who is told', () => {
  test.each<[string, Parameters<typeof resolveTarget>[0], Person[], Partial<Around>, string | null]>([
    ['an expert: the one with less to do', 'expert', everybody, {}, 'bo'],
    ['an expert who speaks Thai', 'expert', everybody, { language: 'th' }, 'chai'],
    [
      'a lead of tier 3 goes before agents',
      'expert',
      [...everybody, person('zoe', 'lead', { tier: 3, load: 9 })],
      { language: 'th' },
      'zoe',
    ],
    ['the expert who was not told yet', 'expert', everybody, { exclude: ['bo'] }, 'chai'],
    ['no expert is there: a manager', 'expert', without(bo, chai), {}, 'mira'],
    ['every expert was told: a manager', 'expert', everybody, { exclude: ['bo', 'chai'] }, 'mira'],
    ['everybody above was told too: the expert again', 'expert', everybody, { exclude: ['bo', 'chai', 'mira', 'nora'] }, 'bo'],
    ['the owner', 'owner', everybody, {}, 'ana'],
    ['no owner: the team lead', 'owner', everybody, { owner: null }, 'dara'],
    ['the owner is absent: the team lead', 'owner', [{ ...ana, available: false }, ...without(ana)], {}, 'dara'],
    ["the lead of the case's team", 'team_lead', everybody, { team: 'shop' }, 'emil'],
    ['a team without a lead: another lead', 'team_lead', without(dara), {}, 'emil'],
    ['the lead was told already: upward, not to the lead of another team', 'team_lead', everybody, { exclude: ['dara'] }, 'mira'],
    ['no lead at all: a manager', 'team_lead', without(dara, emil), {}, 'mira'],
    ['a manager', 'manager', everybody, {}, 'mira'],
    ['the manager was told: an administrator', 'manager', everybody, { exclude: ['mira'] }, 'nora'],
    ['both were told: the manager again', 'manager', everybody, { exclude: ['mira', 'nora'] }, 'mira'],
    ['an administrator, though she was told', 'administrator', everybody, { exclude: ['nora'] }, 'nora'],
    ['no administrator: whoever is there, and was not told', 'administrator', [ana, bo, audit], { exclude: ['ana'] }, 'bo'],
    ['only one agent is there: that agent', 'manager', [ana, audit], { exclude: ['ana'] }, 'ana'],
    ['an auditor is never told', 'expert', [audit], {}, null],
    ['nobody is there', 'anybody', everybody.map((one) => ({ ...one, available: false })), {}, null],
  ])('%s', (_, target, people, more, told) => {
    expect(resolveTarget(target, people, around(more))?.id ?? null).toBe(told)
  })
})

const people = fc
  .uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-h]$/),
      role: fc.constantFrom(...ROLES),
      tier: fc.constantFrom(1, 2, 3),
      available: fc.boolean(),
      load: fc.nat(9),
      team: fc.constantFrom('care', 'shop'),
      languages: fc.subarray(['en', 'th', 'zh', 'fa']),
    }),
    { selector: ({ id }) => id },
  )
  .map((all) => all.map((one) => ({ ...person(one.id, one.role), ...one }) as Person))

test('as long as anybody but an auditor is there, somebody who is there is told, and all servers choose alike', () => {
  fc.assert(
    fc.property(fc.constantFrom(...TARGETS), people, fc.subarray(['a', 'b', 'c', 'd']), (target, all, exclude) => {
      const told = resolveTarget(target, all, around({ exclude }))
      expect(told !== null).toBe(all.some(({ available, role }) => available && role !== 'auditor'))
      if (told) expect(told.available && told.role !== 'auditor').toBe(true)
      expect(resolveTarget(target, [...all].reverse(), around({ exclude }))).toEqual(told)
    }),
  )
})
