import { expect, it } from 'vitest'
import type { Directory } from './needs'
import { timeFor } from './times'

const firm = { tenant: { timeZone: 'Asia/Bangkok' } } as Directory
it.each([
  ['en', 'Wed, Dec 16, 2026, 13:51 GMT+7'],
  ['th', 'วันพุธที่ 16 ธันวาคม 2569 (ค.ศ. 2026) 13:51 (GMT+7)'],
  ['zh', '2026年12月16日周三 GMT+7 13:51'],
  ['fa-IR', 'چهارشنبه ۲۵ آذر ۱۴۰۵ (۱۶ دسامبر ۲۰۲۶)، ۱۳:۵۱ (GMT+7)'],
])('U59 a promise is dated as its reader lives: %s, %s', (lang, said) =>
  expect(timeFor(firm, lang, Date.parse('2026-12-16T13:51:00+07:00')).replaceAll('\u00a0', ' ')).toBe(said),
)
