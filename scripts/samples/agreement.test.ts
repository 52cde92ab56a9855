import { expect, test } from 'vitest'
import { agreementOf, kappaOf } from './agreement'

const pairs = (table: Record<string, number>) =>
  Object.entries(table).flatMap(([key, n]) => Array.from({ length: n }, () => [key[0]!, key[1]!] as const))

test.each([
  ['always the same', { yy: 3, nn: 5 }, 1],
  ['only one label, always given', { yy: 4 }, 1],
  ['as chance would have it', { yy: 25, yn: 25, ny: 25, nn: 25 }, 0],
  ['never the same', { yn: 5, ny: 5 }, -1],
  ['20 and 15 of 50 agreed, 5 and 10 not', { yy: 20, yn: 5, ny: 10, nn: 15 }, 0.4],
])('kappa: %s', (_, table, kappa) => expect(kappaOf(pairs(table)).kappa).toBeCloseTo(kappa, 10))

test('only rows and tasks that both passes labelled are counted', () => {
  const first = [
    { id: 'a', complaint: 'yes', topic: 'price' },
    { id: 'b', complaint: 'no' },
    { id: 'c', complaint: 'yes' },
  ]
  const second = [
    { id: 'b', complaint: 'no' },
    { id: 'a', complaint: 'no' },
  ]
  const found = agreementOf(first, second)
  expect(found.complaint).toMatchObject({ n: 2, same: 0.5 })
  expect(found.topic).toBeUndefined()
})
