import { describe, expect, it } from 'vitest'
import { type Here, heard, lineOf, released, type Signal, shown, still, writerBeside } from './presence'

const NOW = 1_000_000
const says = (own: Partial<Signal>): Signal => ({
  caseId: 'c',
  user: 'nok',
  client: 'n1',
  mode: null,
  typing: false,
  hidden: false,
  gone: false,
  ...own,
})
const upon = (...signals: [at: number, own: Partial<Signal>][]) =>
  signals.reduce<Here[]>((all, [at, own]) => heard(all, says(own), NOW + at), [])

describe('who is seen on a case', () => {
  it.each<[string, [number, Partial<Signal>][], number, string[]]>([
    ['somebody who looks', [[0, {}]], 0, ['nok looks']],
    ['somebody who fell silent 24 s ago', [[0, {}]], 24_000, ['nok looks']],
    ['somebody who fell silent 25 s ago', [[0, {}]], 25_000, []],
    [
      'somebody who left',
      [
        [0, {}],
        [1_000, { gone: true }],
      ],
      1_000,
      [],
    ],
    ['somebody who writes a note', [[0, { mode: 'note', typing: true }]], 1_000, ['nok writes']],
    ['somebody who writes to the customer', [[0, { mode: 'private', typing: true }]], 1_000, ['nok writes, replying']],
    ['somebody who paused for nine seconds', [[0, { mode: 'private', typing: true }]], 9_000, ['nok looks, replying']],
    [
      'somebody with two screens, once',
      [
        [0, {}],
        [0, { client: 'n2', mode: 'public', typing: true }],
      ],
      0,
      ['nok writes, replying'],
    ],
    ['somebody whose screen died while writing', [[0, { mode: 'private', typing: true }]], 24_000, ['nok looks, replying']],
    ['and a second and a half later', [[0, { mode: 'private', typing: true }]], 25_500, []],
    [
      'somebody who looks something up in another tab',
      [[0, { mode: 'private', typing: true, hidden: true }]],
      89_000,
      ['nok looks, replying'],
    ],
    ['and has not come back', [[0, { mode: 'private', typing: true, hidden: true }]], 90_500, []],
  ])('%s', (_, signals, at, expected) => {
    const seen = shown(upon(...signals), NOW + at)
    expect(seen.map(({ user, typing, replying }) => `${user} ${typing ? 'writes' : 'looks'}${replying ? ', replying' : ''}`)).toEqual(
      expected,
    )
  })
})

it.each([
  ['is there while its page may come back', 9_000, null, 1],
  ['is gone when it has not', 10_500, null, 0],
  ['is there again when its line is', 10_500, 5_000, 1],
])('U32 a screen whose line broke %s', (_, at, backAt, n) => {
  const lost = lineOf(upon([0, { mode: 'private', typing: true, hidden: true }]), 'n1', false, NOW)
  const all = backAt === null ? lost : lineOf(lost, 'n1', true, NOW + backAt)
  expect(shown(all, NOW + at)).toHaveLength(n)
})

describe('whoever writes to the customer has 90 s after the last key', () => {
  const typing = { mode: 'private', typing: true }
  it.each<[string, [number, Partial<Signal>][], number, string | null]>([
    ['while they write', [[0, typing]], 1_000, 'nok'],
    [
      '89 s after the last key, though the screen only says that it is there',
      [
        [0, typing],
        [80_000, { mode: 'private' }],
      ],
      89_000,
      'nok',
    ],
    [
      '90 s after the last key',
      [
        [0, typing],
        [80_000, { mode: 'private' }],
      ],
      90_000,
      null,
    ],
    [
      'longer where a key renews it',
      [
        [0, typing],
        [80_000, { ...typing, hidden: true }],
      ],
      120_000,
      'nok',
    ],
    ['not where they write a note', [[0, { mode: 'note', typing: true }]], 1_000, null],
    [
      'not once they have put the answer away',
      [
        [0, typing],
        [5_000, {}],
      ],
      6_000,
      null,
    ],
    [
      'not once they have left',
      [
        [0, typing],
        [5_000, { gone: true }],
      ],
      6_000,
      null,
    ],
  ])('%s', (_, signals, at, expected) => {
    const all = upon(...signals)
    expect(writerBeside(all, 'arm', NOW + at)).toBe(expected)
    expect(writerBeside(all, 'nok', NOW + at)).toBeNull()
  })

  it('and not once the answer is out', () => {
    const all = released(upon([0, typing]), 'nok')
    expect(writerBeside(all, 'arm', NOW + 1_000)).toBeNull()
    expect(shown(all, NOW + 1_000)).toEqual([{ user: 'nok', typing: false, replying: false }])
  })

  it('and what is over is forgotten', () => {
    expect(still(upon([0, typing]), NOW + 90_000)).toEqual([])
  })
})
