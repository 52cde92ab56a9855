import { describe, expect, it } from 'vitest'
import words from '../../locales/en/rule-said.json' with { type: 'json' }
import { assign } from './case/commands'
import type { Person } from './people'
import { route } from './routing/route'
import { ruleSaid } from './rule-said'
import { seen, severity } from './triage/seen.fixture'
import { triage } from './triage/triage'

const ana: Person = {
  id: 'a',
  name: 'Ana',
  email: null,
  role: 'agent',
  tier: 2,
  team: 'complaints',
  languages: ['th'],
  load: 0,
  capacity: 1,
  available: true,
}
const to = { kind: 'complaint', severity: 'C', tier: 2, language: 'th', topics: ['billing'], highRisk: false } as const
const routed = (people: Person[], more: object = {}) => route({ ...to, ...more }, people, ['complaints'], 0).reason
const keys = (text: string) => ruleSaid(text)?.map(({ key }) => key) ?? null

describe('what the machine says', () => {
  it.each<[string, string, string[]]>([
    ['an owner', routed([ana]), ['tier', 'language', 'onlyFit']],
    ['one of several', routed([ana, { ...ana, id: 'b', name: 'Bo' }]), ['tier', 'language', 'leastLoaded']],
    [
      'one from another team who knows it',
      routed([{ ...ana, team: 'sales', skills: ['billing'] }]),
      ['tier', 'language', 'onlyFit', 'fromTeam', 'knows'],
    ],
    [
      'one who is full',
      routed([{ ...ana, load: 9, languages: ['en'] }], { highRisk: true }),
      ['tier', 'language', 'onlyFit', 'speaksNot', 'overCapacity'],
    ],
    ['nobody here', routed([]), ['nobodyHere']],
    ['nobody so senior', routed([{ ...ana, tier: 1 }]), ['nobodyOfTier']],
    ['nobody who speaks it', routed([{ ...ana, languages: ['en'] }]), ['nobodySpeaks']],
    ['nobody with room', routed([{ ...ana, load: 1 }]), ['nobodySpeaksRoom']],
    ['nobody with room, whatever the language', routed([{ ...ana, load: 1 }], { language: null }), ['nobodyRoom']],
    ['a climb', 'level 2 of "High "risk"": nobody had acted', ['nobodyActed']],
    ['a hand-back over two lines', 'handed back: Article 7\ncovers it', ['handedBack']],
  ])('of %s is known by every piece', (_, text, expected) => expect(keys(text)).toEqual(expected))

  it('of a case given by hand is what the domain writes', () => {
    const it = { state: 'open', owner: null, team: 'complaints' } as unknown as Parameters<typeof assign>[0]
    const answer = assign(it, { by: 'x', at: 0, owner: 'a', people: [ana] })
    const [event] = answer.done ? answer.events : []
    expect(event?.kind === 'assigned' && keys(event.reason)).toEqual(['byHand'])
  })

  it('of a grade is known but for the customer’s own words', () => {
    const history = { openCases: [], contactsLast30d: 5, earlierCases: 4 }
    const { because } = triage(seen('My [child] was burned', ['health'], severity('D'), { public: true, history }))
    const unknown = because.filter(({ evidence }) => evidence !== '' && keys(evidence) === null).map(({ evidence }) => evidence)
    expect(unknown).toEqual(['child'])
    expect(because.length).toBeGreaterThan(4)
  })

  it.each(['policy is unclear', 'Tier 2 · but she asked for Dao', 'Please · call', '', 'from Hell, he says · twice'])(
    'and not what a person wrote: “%s”',
    (text) => expect(ruleSaid(text)).toBeNull(),
  )

  it('has a sentence for each of them', () => {
    for (const text of ['A or B (62 %)', 'billing (62 %)', 'high (80 %)', 'B; the model said D', 'was review', '12000 followers, public'])
      expect(Object.keys(words.ruleSaid)).toEqual(expect.arrayContaining(keys(text) ?? ['nothing']))
  })
})
