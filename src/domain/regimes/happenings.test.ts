import { describe, expect, test } from 'vitest'
import { HAPPENINGS, mayLieAhead, whenHappened } from './happenings'

const told = (name: string, ...days: number[]) => whenHappened([{ name: 'closed', at: 5 }, ...days.map((at) => ({ name, at }))], name)

describe('of several tellings counts', () => {
  test.each([
    ['the first acknowledgement', 'ack_sent', [3, 2, 4], 2],
    ['the newest letter of the customer', 'customer_wrote', [3, 4, 2], 4],
    ['the sale as it was set last, though it was put off', 'foreclosure_sale', [10, 30], 30],
    ['the sale as it was set last, though it was brought forward', 'foreclosure_sale', [30, 10], 10],
    ['a notice of a rule book: the newest', 'holding_psd', [3, 4, 2], 4],
  ])('%s', (_, name, days, expected) => {
    expect(told(name, ...days)).toBe(expected)
  })
  test('nothing where it was not told', () => {
    expect(told('ack_sent')).toBeNull()
  })
})

test('only what is a date that somebody sets may be told before it comes', () => {
  expect(Object.keys(HAPPENINGS).filter(mayLieAhead)).toEqual(['foreclosure_sale', 'second_billing_cycle_ended', 'card_scheme_due'])
  expect(mayLieAhead('holding_psd')).toBe(false)
})
