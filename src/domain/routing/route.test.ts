import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Tier } from '../case/events'
import type { Person } from '../people'
import { route, type ToRoute } from './route'

const DAY = 86_400_000
const person = (name: string, tier: Tier, parts: Partial<Person> = {}): Person => ({
  ...{
    id: `usr_${name}`,
    name,
    tier,
    email: null,
    role: 'agent',
    team: 'complaints',
    languages: ['en'],
    load: 0,
    capacity: 10,
    available: true,
  },
  ...parts,
})
const facts = (parts: Partial<ToRoute> = {}): ToRoute => ({
  kind: 'complaint',
  severity: 'D',
  tier: 1,
  language: 'en',
  topics: [],
  highRisk: false,
  ...parts,
})
const TEAMS = ['complaints', 'sales', 'delivery']

const ann = person('ann', 1, { load: 4 })
const bo = person('bo', 1, { load: 2 })
const mali = person('mali', 2, { languages: ['th', 'en'], load: 3 })
const niran = person('niran', 2, { languages: ['th'], load: 1, capacity: 2 })
const vera = person('vera', 3, { role: 'lead', load: 1 })
const sam = person('sam', 2, { team: 'sales' })
const dee = person('dee', 1, { team: 'delivery' })
const house = [ann, bo, mali, niran, vera, sam, dee]

test.each<[string, ToRoute, Person[], string | null, string]>([
  ['the least loaded of their tier', facts(), house, 'bo', 'Tier 1 · English · least loaded of 2'],
  ['room counts, not the bare number', facts({ tier: 2, language: 'th' }), house, 'mali', 'Tier 2 · Thai · least loaded of 2'],
  ['only seniors get tier 3', facts({ tier: 3 }), house, 'vera', 'Tier 3 · English · the only one who fits'],
  ['a higher tier helps out', facts(), [mali, vera], 'mali', 'Tier 1 · English · the only one who fits'],
  ['no language known', facts({ language: null }), [niran], 'niran', 'Tier 1 · the only one who fits'],
  ['nor guessed', facts({ language: 'und' }), [niran], 'niran', 'Tier 1 · the only one who fits'],
  ['a region does not matter', facts({ language: 'th-TH', tier: 2 }), [niran], 'niran', 'Tier 2 · Thai · the only one who fits'],
  ['leads go to sales', facts({ kind: 'opportunity', tier: 2 }), house, 'sam', 'Tier 2 · English · the only one who fits'],
  [
    'a team with the name of the topic',
    facts({ topics: ['billing', 'delivery'] }),
    house,
    'dee',
    'Tier 1 · English · the only one who fits',
  ],
  ['severe ones stay with complaints', facts({ topics: ['delivery'], tier: 3 }), house, 'vera', 'Tier 3 · English · the only one who fits'],
  ['another team helps out', facts({ tier: 2 }), [sam], 'sam', 'Tier 2 · English · the only one who fits · from sales'],
  ['absent people are passed by', facts(), [{ ...bo, available: false }, ann], 'ann', 'Tier 1 · English · the only one who fits'],
  ['and so are full ones', facts(), [{ ...bo, load: 10 }, ann], 'ann', 'Tier 1 · English · the only one who fits'],
  ['auditors only look', facts(), [person('olga', 3, { role: 'auditor' })], null, 'No owner: nobody is available'],
  [
    'administrators when nobody else can',
    facts(),
    [person('adi', 1, { role: 'administrator' }), vera],
    'vera',
    'Tier 1 · English · the only one who fits',
  ],
  [
    'in a firm of one they do it all',
    facts(),
    [person('adi', 3, { role: 'administrator' })],
    'adi',
    'Tier 1 · English · the only one who fits',
  ],
  ['nobody here', facts(), [], null, 'No owner: nobody is available'],
  ['nobody senior', facts({ tier: 3 }), [ann, bo], null, 'No owner: nobody of tier 3 is available'],
  [
    'nobody who speaks it',
    facts({ language: 'fa' }),
    house,
    null,
    'No owner: nobody of tier 1 or above who answers in Persian is available',
  ],
  [
    'nobody with room',
    facts({ language: 'th' }),
    [{ ...niran, load: 2 }],
    null,
    'No owner: nobody of tier 1 or above who answers in Thai has room',
  ],
  [
    'a high risk does not wait for room',
    facts({ tier: 3, severity: 'A', highRisk: true }),
    [{ ...vera, load: 10 }],
    'vera',
    'Tier 3 · English · the only one who fits · over capacity',
  ],
  [
    'nor for the language',
    facts({ tier: 3, severity: 'A', highRisk: true, language: 'fa' }),
    house,
    'vera',
    'Tier 3 · Persian · the only one who fits · nobody speaks it',
  ],
  ['but for a senior', facts({ tier: 3, severity: 'A', highRisk: true }), [ann], null, 'No owner: nobody of tier 3 is available'],
])('%s', (_, it, people, owner, reason) => {
  const found = route(it, people, TEAMS, 0)
  expect({ owner: found.owner, reason: found.reason }).toEqual({ owner: owner && `usr_${owner}`, reason })
})

test.each<[string, ToRoute, string[], string]>([
  ['a lead', facts({ kind: 'opportunity', tier: 2 }), TEAMS, 'sales'],
  ['a lead where nobody sells', facts({ kind: 'opportunity', tier: 2 }), ['complaints'], 'complaints'],
  ['a topic', facts({ topics: ['delivery'] }), TEAMS, 'delivery'],
  ['a topic without a team', facts({ topics: ['delivery'] }), ['complaints'], 'complaints'],
  ['abuse about a topic', facts({ kind: 'abuse', topics: ['delivery'] }), TEAMS, 'complaints'],
])('the team of %s', (_, it, teams, team) => expect(route(it, house, teams, 0).team).toBe(team))

test('without an owner the complaints team answers for it', () => {
  const found = route(facts({ topics: ['delivery'], language: 'fa' }), house, TEAMS, 0)
  expect(found).toMatchObject({ owner: null, team: 'complaints' })
  expect(found.because).toEqual([{ code: 'nobody_speaks', evidence: 'nobody of tier 1 or above who answers in Persian is available' }])
})

test('equals take turns by the day, whatever the order of the list', () => {
  const equals = ['ann', 'bo', 'cy'].map((name) => person(name, 1))
  const onDay = (day: number, people: Person[]) => route(facts(), people, TEAMS, day * DAY + 5).owner
  expect([0, 1, 2, 3].map((day) => onDay(day, equals))).toEqual(['usr_ann', 'usr_bo', 'usr_cy', 'usr_ann'])
  expect(onDay(1, [...equals].reverse())).toBe('usr_bo')
  expect(onDay(-1, equals)).toBe('usr_cy')
})

test('the reasons name team, tiers, language and load', () => {
  expect(route(facts(), house, TEAMS, 0).because).toEqual([
    { code: 'route_team', evidence: 'complaints' },
    { code: 'route_tier', evidence: 'case 1, bo 1' },
    { code: 'route_language', evidence: 'English' },
    { code: 'route_load', evidence: '2 of 10' },
  ])
})

const anybody = fc
  .record({
    name: fc.string({ minLength: 1, maxLength: 3 }),
    tier: fc.constantFrom<Tier>(1, 2, 3),
    team: fc.constantFrom('complaints', 'sales'),
    role: fc.constantFrom('agent' as const, 'lead' as const, 'auditor' as const, 'administrator' as const),
    languages: fc.subarray(['en', 'th', 'fa']),
    load: fc.nat(4),
    capacity: fc.nat(4),
    available: fc.boolean(),
  })
  .map(({ name, tier, ...parts }) => person(name, tier, parts))
const anything = fc.record({
  tier: fc.constantFrom<Tier>(1, 2, 3),
  language: fc.constantFrom('en', 'th', 'zh-Hans', 'xx', 'abcd', '', null),
  highRisk: fc.boolean(),
})

test('an owner always may have it; there is none only where nobody fits; order never matters', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anybody, { selector: ({ id }) => id, maxLength: 8 }), anything, (people, parts) => {
      const it = facts(parts)
      const found = route(it, people, TEAMS, 0)
      expect(route(it, [...people].reverse(), TEAMS, 0)).toEqual(found)
      const may = people.filter((one) => one.available && one.role !== 'auditor' && one.tier >= it.tier)
      const language = it.language?.slice(0, 2) || null
      const fits = may.filter((one) => (language === null || one.languages.includes(language)) && one.load < one.capacity)
      const allowed = fits.length > 0 || !it.highRisk ? fits : may
      if (allowed.length > 0) expect(allowed.map(({ id }) => id)).toContain(found.owner)
      else expect(found.owner).toBeNull()
    }),
  )
})
