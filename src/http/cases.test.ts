import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reference } from '../domain/reference'
import { keyOf } from './cases'

const hex = '01a201d60e977000934e0b70edcca672'

describe('a case is found by whatever a person has at hand', () => {
  it.each<[string, ReturnType<typeof keyOf>]>([
    [`case_${hex}`, { id: '01a201d6-0e97-7000-934e-0b70edcca672' }],
    ['C-12', { number: 12 }],
    ['c-12', { number: 12 }],
    ['C-', null],
    ['C-1e3', null],
    ['C-9999999999999999', null],
    [`msg_${hex}`, null],
    [`case_${hex.toUpperCase()}`, null],
    [`case_${hex}0`, null],
    ['', null],
    ['../etc', null],
  ])('%s', (text, expected) => {
    expect(keyOf(text)).toEqual(expected)
  })

  it('a reference in any case, with or without its dash', () => {
    const shown = reference(new Uint8Array([1, 2, 3, 4, 5]))
    expect(keyOf(shown)).toEqual({ reference: shown })
    expect(keyOf(shown.toLowerCase().replace('-', ''))).toEqual({ reference: shown })
  })

  it('never throws, and never makes a number that a database cannot hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const key = keyOf(text)
        if (key && 'number' in key) expect(Number.isSafeInteger(key.number)).toBe(true)
      }),
    )
  })
})
