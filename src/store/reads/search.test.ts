import { expect, test } from 'vitest'
import { searched } from './search'

const patterns = (q: string) => searched(q, 'all').map(([, like]) => like)

test.each([
  ['refund lawyer', [['%refund%'], ['%lawyer%']]],
  ['ＲＥＦＵＮＤ', [['%REFUND%']]],
  ['100%_', [['%100\\%\\_%']]],
  ['退款', [['%退款%']]],
  ['ทนายความ', [['%ทนายความ%']]],
  ['وكيل', [['%وكيل%', '%وکیل%']]],
  ['نمی‌شود', [['%نمی‌شود%', '%نمیشود%', '%نمي‌شود%', '%نميشود%']]],
] as const)('“%s” is looked for as %j', (q, expected) => expect(patterns(q)).toEqual(expected))

test('a number names its case, and a long search stays a search of six words', () => {
  expect(searched(' C-12 ', 'all')).toEqual([['c.number = ?', 12]])
  expect(searched('a b c d e f g h', 'head')).toHaveLength(6)
})

test('while somebody types no message is read', () => {
  expect(searched('refund', 'head')[0]?.[0]).not.toContain('message')
  expect(searched('refund', 'all')[0]?.[0]).toContain('message')
})
