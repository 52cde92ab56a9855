import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diff } from './diff'

const shown = (before: string, after: string, lang = 'en') =>
  diff(before, after, lang)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'gone' ? `[-${text}-]` : `{+${text}+}`))
    .join('')

test.each([
  ['en', 'We will refund you today.', 'We will refund you this week.', 'We will refund you [-today-]{+this week+}.'],
  ['en', '', 'New.', '{+New.+}'],
  ['en', 'Gone.', '', '[-Gone.-]'],
  ['en', 'Same.', 'Same.', 'Same.'],
  ['th', 'เราจะคืนเงินวันนี้', 'เราจะคืนเงินพรุ่งนี้', 'เราจะคืนเงิน[-วัน-]{+พรุ่ง+}นี้'],
  ['zh', '我们今天退款', '我们明天退款', '我们[-今天-]{+明天+}退款'],
  ['fa', 'امروز پول شما را پس می‌دهیم', 'فردا پول شما را پس می‌دهیم', '[-امروز-]{+فردا+} پول شما را پس می‌دهیم'],
])('%s: “%s” → “%s”', (lang, before, after, expected) => expect(shown(before, after, lang)).toBe(expected))

test('whatever changes, what is left and gone is the old text, what is left and new is the new one', () => {
  const word = fc.constantFrom('a', 'b ', 'ค', '我', ' ', '\n', '😀')
  const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = diff(before, after, 'en')
      const without = (kind: string) => pieces.map((piece) => (piece.kind === kind ? '' : piece.text)).join('')
      expect(without('new')).toBe(before)
      expect(without('gone')).toBe(after)
    }),
  )
})

test('two long texts that share nothing are shown whole rather than compared for seconds', () => {
  const [before, after] = ['x '.repeat(5_000), 'y,'.repeat(5_000)]
  expect(diff(before, after, 'en').map(({ kind }) => kind)).toEqual(['gone', 'new'])
})
