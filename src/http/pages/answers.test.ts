import { describe, expect, test } from 'vitest'
import { allMistakes, answerBy, dialled, latinDigits, mistakesIn, readAnswers, sameContact } from './answers'
import { WORDS } from './words'

const typed = (fields: Record<string, unknown>) => readAnswers({ words: 'It broke.', ...fields })

describe('what is typed', () => {
  test.each([
    ['lines of any system', 'a\r\nb\rc', 'a\nb\nc'],
    ['spaces around', '  a  ', 'a'],
    ['NUL', 'a\u0000b', 'ab'],
    ['half of a character', 'a\ud83d', 'a\ufffd'],
    ['no text at all', ['a', 'b'], ''],
  ])('%s', (_what, words, read) => {
    expect(readAnswers({ words }).words).toBe(read)
  })

  test('of a single line stays on a single line', () => {
    expect(typed({ name: 'Ana\r\nBcc: all@example.org' }).name).toBe('Ana Bcc: all@example.org')
  })

  test('says how to answer, also where nothing was chosen', () => {
    expect(
      [{}, { email: 'a@b.example' }, { phone: '123456' }, { by: 'none', email: 'a@b.example' }, { by: 'fax' }].map((fields) =>
        answerBy(typed(fields)),
      ),
    ).toEqual(['none', 'email', 'phone', 'none', 'none'])
  })

  test('needs only what happened', () => {
    expect(allMistakes(typed({}), WORDS.en)).toEqual([])
    expect(allMistakes(readAnswers({}), WORDS.en).map(({ field }) => field)).toEqual(['words'])
  })
})

test.each([
  ['name@example.com', true],
  ['ชื่อ@ตัวอย่าง.ไทย', true],
  ['o’neil+a.b@mail.co.th', true],
  ['name@example', false],
  ['name example.com', false],
  ['a@b.example, c@d.example', false],
  ['<a@b.example>', false],
])('%s can be an e-mail address: %s', (email, can) => {
  expect(mistakesIn('answer', typed({ by: 'email', email }), WORDS.en).length === 0).toBe(can)
})

test.each([
  ['081 234 5678', '0812345678'],
  ['+66 (0)81-234.5678', '+660812345678'],
  ['๐๘๑๒๓๔๕๖๗๘', '0812345678'],
  ['۰۹۱۲۳۴۵۶۷۸۹', '09123456789'],
  ['１３８００１３８０００', '13800138000'],
  ['12345', null],
  ['call 0812345678', null],
  ['1'.repeat(30), null],
])('the telephone number %s is dialled %s', (phone, number) => {
  expect(mistakesIn('answer', typed({ by: 'phone', phone }), WORDS.en).length === 0 ? dialled(phone) : null).toBe(number)
})

test.each([
  ['email', 'A@b.example', ' a@B.example', true],
  ['email', 'a@b.example', 'a@b.example.org', false],
  ['phone', '0812345678', '+66812345678', true],
  ['phone', '+66812345678', '0066 81 234 5678', true],
  ['phone', '0812345678', '0812345679', false],
  ['phone', '812345', '0812345', false],
  ['phone', '', '', false],
  ['phone', 'a@b.example', 'a@b.example', false],
])('%s "%s" and "%s" are the same: %s', (kind, known, given, same) => {
  expect(sameContact(kind, known, given)).toBe(same)
})

test('digits of four scripts are read alike', () => {
  expect(latinDigits('๒۲٢２2')).toBe('22222')
})
