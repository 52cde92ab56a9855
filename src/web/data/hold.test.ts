import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hold } from './hold'

const row = (id: string, text = id) => ({ id, text })
const none = new Set<string>()

test('a known row is renewed where it stands; a new one waits outside', () => {
  const { shown, waiting } = hold([row('a'), row('b')], [row('new'), row('b', 'changed'), row('a')], none)
  expect(shown).toEqual([row('a'), row('b', 'changed')])
  expect(waiting).toBe(1)
})

test('a row that vanished from the server stays until the hand leaves', () => {
  expect(hold([row('a'), row('b')], [row('b')], none).shown).toEqual([row('a'), row('b')])
})

test('a row that one’s own deed took away goes at once and is not counted as new', () => {
  expect(hold([row('a'), row('b')], [row('a'), row('b')], new Set(['a']))).toEqual({ shown: [row('b')], waiting: 0 })
})

test('whatever arrives, no row ever changes its place', () => {
  const rows = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 })).map((ids) => ids.map((id) => row(id)))
  fc.assert(
    fc.property(rows, rows, (before, fresh) => {
      expect(hold(before, fresh, none).shown.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    }),
  )
})
