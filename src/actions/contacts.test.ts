import { describe, expect, it } from 'vitest'
import { aMessage } from '../../test/support/message'
import { contactsIn } from './contacts'
import type { KnownContact, StoredMessage } from './needs'

let n = 0
const needs = { newId: () => `new_${++n}`, now: () => 7 }
const from = (id: string, ...handles: [kind: string, value: string][]): StoredMessage => ({
  ...aMessage({
    contact: {
      name: id,
      handles: handles.map(([kind, value]) => ({ kind, value })),
      language: null,
      followers: null,
      verified: false,
      bio: null,
    },
  }),
  ...{ id, origin: 'live', demo: false, attempts: 0 },
})
const known = (id: string, ...identities: [kind: string, value: string][]): KnownContact => ({
  ...{ id, name: id, language: null, supportNeeds: [] },
  identities: identities.map(([kind, value]) => ({ kind, value })),
})
const who = (messages: StoredMessage[], contacts: KnownContact[] = []) => {
  const found = contactsIn(messages, contacts, needs)
  return { ...found, of: messages.map((m) => found.of.get(m.id)?.id ?? null) }
}

describe('who wrote it', () => {
  const ana = known('ana', ['email', 'ana@mail.example'])
  const bo = known('bo', ['phone', '+661'])

  it.each<[string, [string, string][], string | null]>([
    ['a handle that we know', [['email', 'ana@mail.example']], 'ana'],
    ['written differently', [['email', ' Ana@Mail.Example ']], 'ana'],
    [
      'as the second of two, beside one that nobody knows',
      [
        ['x', '@new'],
        ['email', 'ana@mail.example'],
      ],
      'ana',
    ],
    [
      'of two known people: the first decides',
      [
        ['phone', '+661'],
        ['email', 'ana@mail.example'],
      ],
      'bo',
    ],
    ['no handle', [], null],
    ['a handle of spaces', [['email', '  ']], null],
  ])('%s', (_, handles, expected) => {
    expect(who([from('m', ...handles)], [ana, bo]).of).toEqual([expected])
  })

  it('the same words under another kind are another person', () => {
    const { of, created } = who([from('m', ['line', 'ana@mail.example'])], [ana])
    expect(of).not.toContain('ana')
    expect(created).toHaveLength(1)
  })
})

describe('a newcomer', () => {
  it('brings all their handles, once, shown as they wrote them', () => {
    const { identities, created } = who([from('m', ['email', ' New@Mail.Example '], ['phone', '+662'], ['phone', '+662'])])
    expect(created).toMatchObject([{ contact: { name: 'm' }, at: 7, demo: false }])
    expect(identities).toEqual([
      { kind: 'email', value: 'new@mail.example', shown: 'New@Mail.Example', contactId: created[0]!.id },
      { kind: 'phone', value: '+662', shown: '+662', contactId: created[0]!.id },
    ])
  })

  it('is one person over a whole batch', () => {
    const { of, created } = who([from('1', ['email', 'a@x']), from('2', ['email', 'A@X']), from('3', ['email', 'b@x'])])
    expect([of[0] === of[1], of[0] === of[2], created.length]).toEqual([true, false, 2])
  })
})

it("a known person's other handles are not joined: a wrong join would show one customer another's words", () => {
  const { of, created, identities } = who(
    [from('m', ['email', 'ana@mail.example'], ['phone', '+669']), from('n', ['phone', '+669'])],
    [known('ana', ['email', 'ana@mail.example'])],
  )
  expect(of[0]).toBe('ana')
  expect(of[1]).not.toBe('ana')
  expect([created.length, identities.map((i) => i.value)]).toEqual([1, ['+669']])
})

describe('what a person needs', () => {
  const asking = (id: string, told: unknown, channel = 'web_form'): StoredMessage => ({
    ...from(id, ['email', 'ana@mail.example']),
    channel,
    meta: { support_needs: told },
  })

  it('is kept with them from our own form, once, and holds from that message on', () => {
    const { known: people, needs: told } = who(
      [asking('1', ' large print '), asking('2', 'large print'), asking('3', 'a call, not mail')],
      [known('ana', ['email', 'ana@mail.example'])],
    )
    expect(people[0]!.supportNeeds).toEqual(['large print', 'a call, not mail'])
    expect(told).toEqual([
      { id: 'ana', needs: ['large print'] },
      { id: 'ana', needs: ['a call, not mail'] },
    ])
  })

  it('founds a newcomer with it', () => {
    expect(who([asking('1', 'large print')]).created).toMatchObject([{ supportNeeds: ['large print'] }])
  })

  it.each([
    ['another channel', asking('1', 'large print', 'email')],
    ['nothing said', asking('1', '  ')],
    ['no words', asking('1', 7)],
  ])('is not read from %s', (_, message) => {
    expect(who([message]).created).toMatchObject([{ supportNeeds: [] }])
  })
})
