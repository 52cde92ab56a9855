import { describe, expect, test } from 'vitest'
import { NO_WISHES, type Preferences, readPreferences, waysFor } from './preferences'

const connected = [
  { id: '1', name: 'mail', kind: 'smtp' },
  { id: '2', name: 'team room', kind: 'slack' },
  { id: '3', name: 'texts', kind: 'sms' },
  { id: '4', name: 'ring', kind: 'call' },
  { id: '5', name: 'phone', kind: 'push' },
] as const
const all = () => true
const shown = (own: Preferences, severity: 'A' | 'C', has: Parameters<typeof waysFor>[3] = all) =>
  waysFor(connected, own, severity, has).map(({ way, afterMs }) => `${way.name}+${afterMs / 60_000}`)

describe('by which ways somebody is told', () => {
  const wishes: Preferences = {
    ways: {
      A: [
        { way: 'call', afterMs: 0 },
        { way: 'team room', afterMs: 120_000 },
      ],
    },
    quiet: null,
  }
  test.each<[string, Preferences, 'A' | 'C', Parameters<typeof waysFor>[3], string[]]>([
    [
      'no wishes: all, texts after two minutes, calls after five',
      NO_WISHES,
      'A',
      all,
      ['mail+0', 'team room+0', 'phone+0', 'texts+2', 'ring+5'],
    ],
    ['no wishes and only a telephone: it beeps at once', NO_WISHES, 'A', (kind) => kind === 'phone', ['team room+0', 'texts+2', 'ring+5']],
    ['what was wished for, by kind or name, in its order', wishes, 'A', all, ['ring+0', 'team room+2']],
    ['for another severity the usual', wishes, 'C', all, ['mail+0', 'team room+0', 'phone+0', 'texts+2', 'ring+5']],
    ['a wish that does not reach them is passed by', wishes, 'A', (kind) => kind === 'email', ['team room+2']],
    [
      'nothing wished for reaches them: the usual',
      { ways: { A: [{ way: 'call', afterMs: 0 }] }, quiet: null },
      'A',
      (kind) => kind === 'email',
      ['mail+0', 'team room+0'],
    ],
  ])('%s', (_, own, severity, has, expected) => expect(shown(own, severity, has)).toEqual(expected))

  test('texts alone are not kept back for company that never comes', () => {
    expect(waysFor([connected[2]], NO_WISHES, 'A', all)).toEqual([{ way: connected[2], afterMs: 0 }])
  })
})

describe('reading what somebody wishes', () => {
  test('words and minutes', () => {
    const said = { ways: { A: ['team room', { way: 'sms', after_minutes: 2 }], C: ['mail'] }, quiet: { from: '22:00', to: '07:00' } }
    expect(readPreferences(said, ['team room', 'mail'])).toEqual({
      ok: true,
      value: {
        ways: {
          A: [
            { way: 'team room', afterMs: 0 },
            { way: 'sms', afterMs: 120_000 },
          ],
          C: [{ way: 'mail', afterMs: 0 }],
        },
        quiet: { from: '22:00', to: '07:00', severities: ['B', 'C', 'D', 'E'] },
      },
    })
  })
  test.each<[string, unknown, string]>([
    ['a way that is not there', { ways: { A: ['pigeon'] } }, 'preferences.ways.A: nothing called "pigeon" is connected.'],
    ['a severity that is none', { ways: { F: ['smtp'] } }, 'preferences.ways.F is not a field that we know.'],
    ['two hours later', { ways: { A: [{ way: 'smtp', after_minutes: 120 }] } }, 'after_minutes must be 0 to 60'],
    ['sleep through a crisis', { quiet: { from: '22:00', to: '07:00', severities: ['A'] } }, 'a severe crisis never waits'],
    ['nothing', 7, 'preferences must be a list of named fields'],
  ])('%s', (_, said, sentence) => {
    const read = readPreferences(said, [])
    expect(read.ok ? '' : read.problems.join('\n')).toContain(sentence)
  })
})
