import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Pack } from './pack'
import { type Choice, type Turn, takenAt, versionsKept } from './versions'

const pack = (id: string, version: string) => ({ id, version }) as Pack
const house = pack('house', '1')
const [two, three] = [pack('house', '2'), pack('house', '3')]
const always: Choice = { id: 'house', at: -Infinity, on: true }
const said = (shipped: Pack[], choices: Choice[], turns: Turn[], at: number) =>
  versionsKept(shipped, choices, turns)
    .filter((one) => takenAt(one, at))
    .map(({ version }) => version)

describe('which version a case takes that is opened then', () => {
  const turns: Turn[] = [
    { id: 'house', at: 10, pack: two },
    { id: 'house', at: 20, pack: three },
    { id: 'house', at: 30, pack: null },
  ]
  test.each<[number, string, string[]]>([
    [9, 'what ships', ['1']],
    [10, "the firm's own from the very moment on", ['2']],
    [19, 'and until the next', ['2']],
    [20, 'which goes before it', ['3']],
    [30, 'and after its end what ships again', ['1']],
  ])('at %i %s', (at, _, versions) => expect(said([house], [always], turns, at)).toEqual(versions))

  test('a rule book that ships counts from the day on which the firm took it, and to that on which it laid it aside', () => {
    const choices: Choice[] = [
      { id: 'house', at: 5, on: true },
      { id: 'house', at: 8, on: false },
    ]
    expect([4, 5, 7, 8].map((at) => said([house], choices, [], at))).toEqual([[], ['1'], ['1'], []])
  })
  test('what was always kept and never changed is the very same object', () => {
    expect(versionsKept([house], [always], [])).toEqual([house])
    expect(versionsKept([house], [always], [])[0]).toBe(house)
    expect(versionsKept([house], [always], turns)[1]).toBe(versionsKept([house], [always], turns)[1])
  })
  test('a branch that a later policy leaves out ends there', () => {
    const own: Turn[] = [
      { id: 'service-desk-north', at: 1, pack: pack('service-desk-north', 'own-1') },
      { id: 'service-desk-north', at: 2, pack: null },
    ]
    expect([1, 2].map((at) => said([], [], own, at))).toEqual([['own-1'], []])
  })
})

test('whatever comes and goes: one id never stands for two versions at once, and nothing that comes later changes what held before', () => {
  const turn = fc.record({ id: fc.constant('house'), at: fc.integer({ min: 0, max: 50 }), pack: fc.constantFrom(two, three, null) })
  const choice = fc.record({ id: fc.constant('house'), at: fc.integer({ min: 0, max: 50 }), on: fc.boolean() })
  fc.assert(
    fc.property(fc.array(turn), fc.array(choice), fc.integer({ min: 51, max: 60 }), (turns, choices, later) => {
      const more = [...turns, { id: 'house', at: later, pack: two }]
      for (let at = 0; at <= 50; at++) {
        const held = said([house], choices, turns, at)
        expect(held.length).toBeLessThan(2)
        expect(said([house], choices, more, at)).toEqual(held)
      }
    }),
  )
})
