import { expect, test } from 'vitest'
import { refusalOf, type StaffChange } from './staff'

const one = (id: string, role: 'agent' | 'administrator', more: { email?: string; left?: boolean } = {}) => ({
  ...{ id, name: id, role, email: more.email ?? null, left: more.left ?? false },
})
const alex = one('Alex', 'administrator', { email: 'alex@desk.example' })
const ana = one('Ana', 'agent')
const gone = one('Gone', 'administrator', { left: true, email: 'gone@desk.example' })

test.each<[string, string | null, StaffChange, string | null]>([
  ['somebody new', null, { name: 'Bo', email: 'bo@desk.example' }, null],
  ['somebody new of a known name', null, { name: 'Ana' }, 'name_taken'],
  ['somebody new of a known address, however it is written', null, { name: 'Bo', email: 'ALEX@desk.example' }, 'email_taken'],
  ['the address of somebody who left', null, { name: 'Bo', email: 'gone@desk.example' }, null],
  ['somebody who is not there', 'x', { capacity: 5 }, 'unknown'],
  ['one’s own name again', 'Ana', { name: 'Ana', email: null }, null],
  ['another’s name', 'Ana', { name: 'Alex' }, 'name_taken'],
  ['an agent leaves', 'Ana', { left: true }, null],
  ['an agent becomes an administrator', 'Ana', { role: 'administrator' }, null],
  ['the last administrator leaves', 'Alex', { left: true }, 'last_administrator'],
  ['the last administrator becomes an agent', 'Alex', { role: 'agent' }, 'last_administrator'],
  ['the last administrator works less', 'Alex', { capacity: 1, available: false }, null],
  ['one who left comes back', 'Gone', { left: false }, null],
])('%s', (_, id, change, expected) => {
  expect(refusalOf([alex, ana, gone], id, change)).toBe(expected)
})

test('with a second administrator the first may go', () => {
  expect(refusalOf([alex, one('Kim', 'administrator')], 'Alex', { left: true })).toBeNull()
})
