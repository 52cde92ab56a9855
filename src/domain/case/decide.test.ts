import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Disposition } from '../triage/triage'
import { type Arrival, type Decision, decide, type Known, type KnownCase } from './decide'

const always = <T>(property: fc.IProperty<T>) => fc.assert(property, { numRuns: 600 })

const DAY = 86_400_000
const now = Date.UTC(2026, 2, 20, 9)
const ago = (days: number) => now - days * DAY

const message = (parts: Partial<Arrival> = {}): Arrival => ({
  contactId: 'con_okafor',
  conversationId: 'cnv_mail_2',
  channel: 'email',
  intent: 'complaint',
  topics: [],
  ...parts,
})

/** Mrs Okafor's case about her parcel, told by e-mail, heard of yesterday. */
const parcel = (parts: Partial<KnownCase> = {}): KnownCase => ({
  ...{ id: 'case_parcel', contactId: 'con_okafor', kind: 'complaint', conversationIds: ['cnv_mail_1'], channel: 'email' },
  ...{ topics: ['delivery'], lastMessageAt: ago(1), closedAt: null },
  ...parts,
})

const said = (it: Decision) => `${it.kind}${'caseId' in it ? ` ${it.caseId.replace('case_', '')}` : ''}: ${it.why.code}`
const asked = (disposition: Disposition, arrival: Arrival, cases: KnownCase[], repliesTo: Known['repliesTo'] = null) =>
  said(decide(arrival, { disposition }, { cases, repliesTo }, now))

describe('without a case it is what triage says', () => {
  test.each<[Disposition, string]>([
    ['complaint', 'open: new_complaint'],
    ['review', 'review: review'],
    ['not_a_case', 'not_a_case: not_a_case'],
    ['opportunity', 'opportunity: opportunity'],
    ['abuse', 'abuse: abuse'],
  ])('%s → %s', (disposition, expected) => expect(asked(disposition, message(), [])).toBe(expected))
})

describe('an open case', () => {
  const here = { conversationId: 'cnv_mail_1' }
  const chat = { conversationId: 'cnv_chat', channel: 'chat' }
  const thanks = { intent: 'praise' } as const
  const question = { intent: 'question' } as const

  test.each<[string, Disposition, Partial<Arrival>, Partial<KnownCase>, string]>([
    ['goes on in its conversation', 'complaint', here, {}, 'attach parcel: same_conversation'],
    ['even after a long silence', 'complaint', here, { lastMessageAt: ago(90) }, 'attach parcel: same_conversation'],
    [
      'and if the topic wanders within the hour',
      'complaint',
      { ...here, topics: ['staff'] },
      { lastMessageAt: ago(1 / 24) },
      'attach parcel: same_conversation',
    ],
    [
      'but another complaint days later is another',
      'complaint',
      { ...here, topics: ['staff'] },
      { lastMessageAt: ago(2) },
      'open: new_complaint',
    ],
    ['goes on in its channel', 'complaint', {}, {}, 'attach parcel: same_channel'],
    ['unless it clearly differs', 'complaint', { topics: ['staff'] }, {}, 'open: new_complaint'],
    [
      'goes on about its topic in another channel',
      'complaint',
      { ...chat, topics: ['billing', 'delivery'] },
      {},
      'attach parcel: same_topic',
    ],
    ['not about nothing in particular', 'complaint', { ...chat, topics: ['general'] }, { topics: ['general'] }, 'open: new_complaint'],
    ['a topic that says nothing does not differ', 'complaint', { topics: ['general'] }, {}, 'attach parcel: same_channel'],
    ['on the thirtieth day', 'complaint', { ...chat, topics: ['delivery'] }, { lastMessageAt: ago(30) }, 'attach parcel: same_topic'],
    ['and not later', 'complaint', { ...chat, topics: ['delivery'] }, { lastMessageAt: ago(30) - 1 }, 'open: new_complaint'],
    ['in another channel without a topic is a new one', 'complaint', chat, {}, 'open: new_complaint'],
    ['thanks are filed there', 'not_a_case', { ...chat, ...thanks }, {}, 'attach parcel: same_contact'],
    ['and so are questions', 'not_a_case', { ...chat, ...question, topics: ['opening_hours'] }, {}, 'attach parcel: same_contact'],
    ['but not after a month', 'not_a_case', { ...chat, ...question }, { lastMessageAt: ago(31) }, 'not_a_case: not_a_case'],
    ['nor spam', 'not_a_case', { ...chat, intent: 'spam' }, {}, 'not_a_case: not_a_case'],
    ['a doubt goes to its owner', 'review', {}, {}, 'attach parcel: same_channel'],
    ['a doubt elsewhere waits for a person', 'review', chat, {}, 'review: review'],
    ['hard words belong to it', 'abuse', here, {}, 'attach parcel: same_conversation'],
    ['a wish to buy does not', 'opportunity', here, {}, 'opportunity: opportunity'],
    ['a lead goes on', 'opportunity', here, { kind: 'opportunity' }, 'attach parcel: same_conversation'],
    ['a complaint is never filed with a lead', 'complaint', here, { kind: 'opportunity' }, 'open: new_complaint'],
    ['nor with abuse', 'complaint', here, { kind: 'abuse' }, 'open: new_complaint'],
    ['nor a doubt', 'review', here, { kind: 'opportunity' }, 'review: review'],
    ['of somebody else is out of reach', 'complaint', { ...here, topics: ['delivery'] }, { contactId: 'con_other' }, 'open: new_complaint'],
    [
      'conversations without a name are never the same',
      'complaint',
      { ...chat, conversationId: null },
      { conversationIds: [] },
      'open: new_complaint',
    ],
  ])('%s', (_, disposition, arrival, known, expected) => expect(asked(disposition, message(arrival), [parcel(known)])).toBe(expected))
})

describe('a closed case', () => {
  const here = { conversationId: 'cnv_mail_1' }
  const closed = (days: number) => ({ closedAt: ago(days), lastMessageAt: ago(days + 1) })

  test.each<[string, Disposition, Partial<Arrival>, Partial<KnownCase>, string]>([
    ['is taken up again in its conversation', 'complaint', here, closed(3), 'reopen parcel: closed_same_conversation'],
    ['or about its topic anywhere', 'complaint', { channel: 'chat', topics: ['delivery'] }, closed(3), 'reopen parcel: closed_same_topic'],
    [
      'after months too where its final answer is still owed',
      'complaint',
      here,
      { ...closed(100), owesAnswer: true },
      'reopen parcel: closed_same_conversation',
    ],
    [
      'but not about something else',
      'complaint',
      { ...here, topics: ['staff'] },
      { ...closed(20), owesAnswer: true },
      'open: new_complaint',
    ],
    ['nor after more than a year', 'complaint', here, { ...closed(366), owesAnswer: true }, 'open: new_complaint'],
    ['on the fourteenth day', 'complaint', here, closed(14), 'reopen parcel: closed_same_conversation'],
    ['and not later', 'complaint', here, { ...closed(14), closedAt: ago(14) - 1 }, 'open: new_complaint'],
    ['not for something else', 'complaint', { ...here, topics: ['staff'] }, closed(3), 'open: new_complaint'],
    ['not for the channel alone', 'complaint', {}, closed(3), 'open: new_complaint'],
    ['never for thanks', 'not_a_case', { ...here, intent: 'praise' }, closed(1), 'attach parcel: thanks'],
    ['a question about it waits for a person', 'not_a_case', { ...here, intent: 'question' }, closed(1), 'review: question_after_closing'],
    ['a question about something else does not', 'not_a_case', { intent: 'question' }, closed(1), 'not_a_case: not_a_case'],
    ['a doubt stays a doubt', 'review', here, closed(1), 'review: review'],
    ['a lead stays a lead', 'opportunity', here, closed(1), 'opportunity: opportunity'],
    ['a lost lead does not become a complaint', 'complaint', here, { ...closed(1), kind: 'opportunity' }, 'open: new_complaint'],
    ['of somebody else stays closed', 'complaint', here, { ...closed(1), contactId: 'con_other' }, 'open: new_complaint'],
    ['also where the clocks of two machines disagree', 'complaint', here, closed(-1), 'reopen parcel: closed_same_conversation'],
  ])('%s', (_, disposition, arrival, known, expected) => expect(asked(disposition, message(arrival), [parcel(known)])).toBe(expected))
})

describe('a reply', () => {
  const reply = { contactId: 'con_okafor', caseId: 'case_parcel' }
  const far = message({ conversationId: 'cnv_new', channel: 'chat', topics: ['staff'] })
  test.each<[string, Disposition, Partial<KnownCase>, Known['repliesTo'], string]>([
    ['to an open case belongs to it', 'complaint', {}, reply, 'attach parcel: in_reply'],
    ['however long ago', 'complaint', { lastMessageAt: ago(400) }, reply, 'attach parcel: in_reply'],
    ['to a closed one takes it up again', 'complaint', { closedAt: ago(2) }, reply, 'reopen parcel: closed_in_reply'],
    ['to one closed long ago does not', 'complaint', { closedAt: ago(15) }, reply, 'open: new_complaint'],
    ['to a lead that complains is a complaint', 'complaint', { kind: 'opportunity' }, reply, 'open: new_complaint'],
    ['to a message without a case is read on its own', 'complaint', {}, { ...reply, caseId: null }, 'open: new_complaint'],
    ["to somebody else's message is read on its own", 'complaint', {}, { ...reply, contactId: 'con_other' }, 'open: new_complaint'],
    ["to somebody else's case too", 'complaint', { contactId: 'con_other' }, reply, 'open: new_complaint'],
  ])('%s', (_, disposition, known, repliesTo, expected) => expect(asked(disposition, far, [parcel(known)], repliesTo)).toBe(expected))
})

test('of several cases the surest tie counts, then the one heard of last', () => {
  const older = parcel({ id: 'case_older', lastMessageAt: ago(9) })
  const billing = parcel({ id: 'case_billing', topics: ['billing'], lastMessageAt: ago(20) })
  expect(asked('complaint', message(), [older, parcel()])).toBe('attach parcel: same_channel')
  expect(asked('complaint', message({ topics: ['billing'] }), [older, parcel(), billing])).toBe('attach billing: same_topic')
  expect(asked('complaint', message({ conversationId: 'cnv_mail_1', topics: ['billing'] }), [billing, parcel({ topics: [] })])).toBe(
    'attach parcel: same_conversation',
  )
  expect(asked('complaint', message({ topics: ['delivery'] }), [parcel({ closedAt: ago(1) }), older])).toBe('attach older: same_topic')
})

const who = fc.constantFrom('con_a', 'con_b')
const topics = fc.subarray(['delivery', 'billing', 'staff'])
const conversation = fc.constantFrom('cnv_1', 'cnv_2')
const disposition = fc.constantFrom<Disposition>('complaint', 'review', 'not_a_case', 'opportunity', 'abuse')
const knownCase: fc.Arbitrary<KnownCase> = fc.record({
  id: fc.uuid(),
  contactId: who,
  kind: fc.constantFrom('complaint' as const, 'opportunity' as const, 'abuse' as const),
  conversationIds: fc.array(conversation, { maxLength: 2 }),
  channel: fc.constantFrom('email', 'chat'),
  topics,
  lastMessageAt: fc.integer({ min: 0, max: 60 }).map(ago),
  closedAt: fc.option(fc.integer({ min: 0, max: 30 }).map(ago)),
})
const arrival: fc.Arbitrary<Arrival> = fc.record({
  contactId: who,
  conversationId: fc.option(conversation),
  channel: fc.constantFrom('email', 'chat'),
  intent: fc.constantFrom('question' as const, 'complaint' as const, 'praise' as const, 'lead' as const, 'spam' as const, 'abuse' as const),
  topics,
})
const situation = fc.array(knownCase, { maxLength: 6 }).chain((cases) =>
  fc.record({
    cases: fc.constant(cases),
    repliesTo: fc.option(fc.record({ contactId: who, caseId: fc.option(fc.constantFrom('case_unknown', ...cases.map(({ id }) => id))) })),
  }),
)

test("nobody's words ever reach another contact's case, whatever the situation; the order of cases never matters", () => {
  always(
    fc.property(arrival, disposition, situation, (it, wanted, known) => {
      const found = decide(it, { disposition: wanted }, known, now)
      expect(decide(it, { disposition: wanted }, { ...known, cases: [...known.cases].reverse() }, now)).toEqual(found)
      if (!('caseId' in found)) return
      const target = known.cases.find(({ id }) => id === found.caseId)!
      expect(target.contactId).toBe(it.contactId)
      expect(target.closedAt !== null).toBe(found.kind === 'reopen' || found.why.code === 'thanks')
      if (found.kind === 'reopen') expect(wanted).toBe('complaint')
    }),
  )
})

test('a complaint always ends in a case of complaints, and a doubt before a person', () => {
  always(
    fc.property(arrival, fc.constantFrom<Disposition>('complaint', 'review'), situation, (it, wanted, known) => {
      const found = decide(it, { disposition: wanted }, known, now)
      if ('caseId' in found) expect(known.cases.find(({ id }) => id === found.caseId)!.kind).toBe('complaint')
      else expect(found.kind).toBe(wanted === 'complaint' ? 'open' : 'review')
    }),
  )
})
