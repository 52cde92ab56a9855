import { expect, it } from 'vitest'
import { casesOnlyOf, isAddress, masked, writtenUnder } from './customers'

const mail = { kind: 'email', value: 'mook@mill.example' }
const line = { kind: 'line', value: 'mook.line' }
const phone = { kind: 'phone', value: '+66 81 000 0000' }

it.each([
  ['under the address that was chosen', [line], [line], true],
  ['under another one', [mail], [line], false],
  ['under two: the first that the person has decides, as when it came in', [mail, line], [line], false],
  ['under an address that nobody has, and then the chosen one', [phone, line], [line], true],
  ['written otherwise', [{ kind: 'line', value: ' Mook.LINE ' }], [line], true],
  ['under none', [], [line], false],
])('a message was written %s', (_, handles, chosen, goes) =>
  expect(writtenUnder([{ id: 'm', handles }], [mail, line], chosen)).toEqual(goes ? ['m'] : []),
)

it('a case goes along where nobody else wrote in it', () => {
  const inbound = [
    { caseId: 'theirs', messageId: '1' },
    { caseId: 'theirs', messageId: '2' },
    { caseId: 'both', messageId: '2' },
    { caseId: 'both', messageId: '3' },
  ]
  expect(casesOnlyOf(inbound, ['1', '2'])).toEqual(['theirs'])
  expect(casesOnlyOf(inbound, [])).toEqual([])
})

it.each([
  ['mook@mill.example', 'm…@mill.example'],
  ['+66 81 000 0000', '+6…00'],
  ['mook.line', 'mo…ne'],
  ['@ana', '…'],
])('the address %s is masked as %s', (it, shown) => expect(masked(it)).toBe(shown))

it.each([
  ['jones@mail.example', true],
  ['+66 81-000-0000', true],
  ['Mr Jones', false],
  ['Jones @ Mill Lane', false],
  ['Table 12', false],
])('whether the name %s is an address: %s', (name, is) => expect(isAddress(name)).toBe(is))
