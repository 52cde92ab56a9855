import { expect, test } from 'vitest'
import { alike } from './alike'

test.each([
  ['the same words', 'Where is my parcel?', 'where is my parcel', true],
  ['one word more', 'Where is my parcel? It was promised for Tuesday.', 'Where is my parcel? It was promised for Monday.', true],
  ['Thai without spaces', 'พนักงานพูดจาไม่ดีเลย รอคิวนานมาก', 'พนักงานพูดจาไม่ดีเลยค่ะ รอคิวนาน', true],
  ['Chinese', '包裹到现在还没收到,物流没有更新。', '包裹现在还没收到,物流一直没有更新', true],
  ['Persian', 'سفارش من هنوز نرسیده است', 'سفارش من هنوز هم نرسیده', true],
  ['another grievance', 'Where is my parcel?', 'You charged me twice for March.', false],
  ['the same language and no more', 'ขอสอบถามสินค้า', 'พนักงานพูดจาไม่ดี', false],
  ['nothing at all', '', 'Where is my parcel?', false],
  ['only signs', '!!! 🙏', '!!! 🙏', false],
])('%s', (_, one, other, expected) => {
  expect(alike(one, other)).toBe(expected)
  expect(alike(other, one)).toBe(expected)
})
