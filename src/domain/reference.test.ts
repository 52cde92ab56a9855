import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isReference, parseReference, reference } from './reference'

const SYMBOLS = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']
const bytes = fc.uint8Array({ minLength: 5, maxLength: 16 })
const references = bytes.map(reference)

test('looks like 7K3M-92QD, and is found again however it is typed', () => {
  fc.assert(
    fc.property(references, fc.constantFrom('', ' ', '-', '–', ' - '), (it, hyphen) => {
      expect(it).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
      expect(isReference(it)).toBe(true)
      const typed = ` ${it.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replace('-', hyphen)} `
      expect(parseReference(typed)).toBe(it)
      expect(isReference(typed)).toBe(false)
    }),
  )
})

test('one wrong symbol is caught', () => {
  fc.assert(
    fc.property(references, fc.integer({ min: 0, max: 8 }), fc.constantFrom(...SYMBOLS), (it, place, symbol) => {
      fc.pre(place !== 4 && it[place] !== symbol)
      expect(parseReference(it.slice(0, place) + symbol + it.slice(place + 1))).toBeNull()
    }),
  )
})

test('two symbols that changed places are caught', () => {
  fc.assert(
    fc.property(references, fc.nat(8), fc.nat(8), (it, one, other) => {
      fc.pre(one !== 4 && other !== 4 && it[one] !== it[other])
      const signs = [...it]
      ;[signs[one], signs[other]] = [signs[other]!, signs[one]!]
      expect(parseReference(signs.join(''))).toBeNull()
    }),
  )
})

test.each<[string, string | null, string]>([
  ['0000-0000', '0000-0000', 'the lowest'],
  ['OOOO-OOOO', '0000-0000', 'letters O'],
  ['۰۰۰۰-۰۰۰۰', '0000-0000', 'Persian digits'],
  ['٠٠٠٠-٠٠٠٠', '0000-0000', 'Arabic digits'],
  ['๐๐๐๐-๐๐๐๐', '0000-0000', 'Thai digits'],
  ['００００－００００', '0000-0000', 'full width'],
  ['0000-000', null, 'too short'],
  ['0000-00000', null, 'too long'],
  ['0000-000U', null, 'a U, which we never write'],
  ['0000-000!', null, 'a sign'],
  ['', null, 'nothing'],
])('%s is %s: %s', (typed, meant) => expect(parseReference(typed)).toBe(meant))

test('other digits keep their value', () => {
  const it = reference(new Uint8Array([0x12, 0x34, 0x56, 0x78, 0x9a]))
  for (const zero of [0x0660, 0x06f0, 0x0e50])
    expect(parseReference(it.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit))))).toBe(it)
})

test('each of the 35 random bits counts, and fewer than 5 bytes are refused', () => {
  const found = new Set([reference(new Uint8Array(5))])
  for (let bit = 0; bit < 35; bit++)
    found.add(reference(Uint8Array.from({ length: 5 }, (_, at) => (4 - at === bit >> 3 ? 1 << (bit & 7) : 0))))
  expect(found.size).toBe(36)
  expect(() => reference(new Uint8Array(4))).toThrow('5 random bytes')
})
