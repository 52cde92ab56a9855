import { describe, expect, test } from 'vitest'
import { inWishedOrder, NO_WISHES, wayFor, wishedOf } from './wishes'

const wishes = { ...NO_WISHES, channel: 'line', avoids: ['sms'] }
describe('what a customer wishes of a way', () => {
  test.each([
    ['line', true, 'wished'],
    ['line', false, 'usual'],
    ['sms', true, 'unwanted'],
    ['sms', false, 'unwanted'],
    ['email', true, 'usual'],
  ])('%s, connected %s: %s', (channel, connected, expected) => expect(wishedOf(wishes, { channel }, connected)).toBe(expected))

  test('what they asked us to leave they did not ask for', () => {
    expect(wishedOf({ ...wishes, channel: 'sms' }, { channel: 'sms' }, true)).toBe('unwanted')
  })
})

const way = (channel: string, open = false) => ({ channel, public: open, wished: wishedOf(wishes, { channel }, true) })
const ways = [way('sms'), way('x', true), way('email'), way('line')]
describe('the way of an answer', () => {
  test('wished before usual before unwanted, else as they came', () => {
    expect(inWishedOrder(ways).map(({ channel }) => channel)).toEqual(['line', 'x', 'email', 'sms'])
  })
  test.each([
    ['the wished one', null, false, 'line'],
    ['in public where they spoke', null, true, 'x'],
    ['the one that was named', 'sms', false, 'sms'],
    ['none where it is not known', 'fax', false, null],
  ])('%s', (_, channel, open, expected) => expect(wayFor(ways, { channel, public: open })?.channel ?? null).toBe(expected))
  test('none where there is none', () => expect(wayFor([], { channel: null, public: true })).toBeNull())
})
