import { readdirSync, readFileSync } from 'node:fs'
import { createInstance } from 'i18next'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { FACTS } from '../../domain/regimes/facts'
import { HAPPENINGS } from '../../domain/regimes/happenings'
import type { WholeValues } from '../../domain/regimes/why-values'
import { LANGUAGES, type Language } from '../data/settings'
import { number, type Reading } from './dates'
import { ruleWords } from './rule-words'
import { partSaid, wholeSaid } from './why-said'

const catalogue = (language: string) => JSON.parse(readFileSync(new URL(`../../../locales/${language}/why.json`, import.meta.url), 'utf8'))
function speaking(language: Language, more: Partial<Reading> = {}) {
  const reading: Reading = { language, calendar: 'gregory', digits: 'latn', timeZone: 'Australia/Sydney', ...more }
  const i18n = createInstance()
  void i18n.init({
    ...{ lng: language, resources: { [language]: { translation: catalogue(language) } }, interpolation: { escapeValue: false } },
    initAsync: false,
  })
  i18n.services.formatter?.add('number', (value: unknown) => number(Number(value), reading))
  return { t: i18n.t, words: ruleWords(i18n.t, reading) }
}
const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '')

const [h24, bd1] = [
  { of: 'hours', n: 24 },
  { of: 'business_days', n: 1 },
] as const
const end = '2026-04-07T13:59:59.999Z'
const skipped = [
  { date: '2026-04-03', why: 'Good Friday' },
  { date: '2026-04-04', why: 'closed on Saturdays' },
]
const parts = [
  { code: 'wall', leg: h24, at: '2026-04-02T23:00:00.000Z' },
  { code: 'days', leg: bd1, at: end, receipt_day: 'excluded', skipped },
  { code: 'choice', which: 'later', leg: bd1, at: end },
] as const
const whole = {
  ...{
    code: 'due',
    title: 'Acknowledge',
    reference: 'RG 271.51',
    obligation: 'should',
    start: 'received',
    since: '2026-04-01T23:00:00.000Z',
  },
  ...{ at: end, rule: { kind: 'last', legs: [h24, bd1] } },
} satisfies WholeValues

const ANSWERS: Record<Language, string[]> = {
  en: [
    '24 hours by the clock, day and night: up to Fri, 3 Apr 2026, 10:00.',
    '1 business day, the first day not counted: up to the end of Tue, 7 Apr 2026.',
    'The later one decides, 1 business day: the end of Tue, 7 Apr 2026.',
    'RG 271.51 expects the later of 24 hours and 1 business day, counted from when the complaint was first received: Thu, 2 Apr 2026, 10:00.',
    'Fri, 3 Apr 2026 (Good Friday) and Sat, 4 Apr 2026 (weekly day off)',
  ],
  th: [
    '24 ชั่วโมง นับต่อเนื่องทั้งวันทั้งคืน ถึงวันศุกร์ 3 เม.ย. 2569 เวลา 10:00 น.',
    '1 วันทำการ ไม่นับวันแรก ถึงสิ้นวันอังคาร 7 เม.ย. 2569',
    'ใช้กำหนดที่ถึงหลัง คือ 1 วันทำการ ถึงสิ้นวันอังคาร 7 เม.ย. 2569',
    'RG 271.51 คาดหวังไว้ แล้วแต่อย่างใดถึงหลัง ระหว่าง 24 ชั่วโมง และ 1 วันทำการ นับจากวันที่ได้รับเรื่องร้องเรียนครั้งแรก วันพฤหัส 2 เม.ย. 2569 เวลา 10:00 น.',
    'ศุกร์ 3 เม.ย. 2569 (Good Friday) และ เสาร์ 4 เม.ย. 2569 (วันหยุดประจำสัปดาห์)',
  ],
  zh: [
    '24 小时（昼夜连续计算）：至2026年4月3日周五 10:00。',
    '1 个工作日（首日不计）：至2026年4月7日周二结束时。',
    '以较晚者为准，即 1 个工作日：2026年4月7日周二结束时。',
    'RG 271.51 期望：24 小时 和 1 个工作日 中较晚者，自首次收到投诉起计：2026年4月2日周四 10:00。',
    '2026年4月3日周五（Good Friday） 和 2026年4月4日周六（每周休息日）',
  ],
  fa: [
    '۲۴ ساعت پیوسته، شب و روز: تا جمعه ۱۴ فروردین ۱۴۰۵ ساعت ۱۰:۰۰.',
    '۱ روز کاری، بدون روز نخست: تا پایان سه‌شنبه ۱۸ فروردین ۱۴۰۵.',
    'دیرتر ملاک است، یعنی ۱ روز کاری: پایان سه‌شنبه ۱۸ فروردین ۱۴۰۵.',
    'RG 271.51 انتظار دارد: هرکدام از ۲۴ ساعت و ۱ روز کاری که دیرتر باشد، از نخستین دریافت شکایت: پنجشنبه ۱۳ فروردین ۱۴۰۵ ساعت ۱۰:۰۰.',
    'جمعه ۱۴ فروردین ۱۴۰۵ (Good Friday) و شنبه ۱۵ فروردین ۱۴۰۵ (تعطیل هفتگی)',
  ],
}
const SETTINGS: Partial<Record<Language, Partial<Reading>>> = {
  th: { calendar: 'buddhist' },
  fa: { calendar: 'persian', digits: 'arabext' },
}

const books = new URL('../../../regimes/', import.meta.url)
const pauses = readdirSync(books)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => (parse(readFileSync(new URL(name, books), 'utf8')) as { pauses?: { id: string }[] }).pauses ?? [])
  .map(({ id }) => id)

describe("a reckoning in the reader's language", () => {
  test.each(LANGUAGES)('%s', (language) => {
    const { t, words } = speaking(language, SETTINGS[language])
    const said = [...parts.map((part) => partSaid(t, words, part)), wholeSaid(t, words, whole), words.days(skipped)]
    expect(said.map(plain)).toEqual(ANSWERS[language])
  })

  test('values stand in a direction of their own', () => {
    const { t, words } = speaking('fa', { calendar: 'persian', digits: 'arabext' })
    expect(wholeSaid(t, words, whole)).toMatch(/^\u2068RG 271\.51\u2069 .*\u2068پنجشنبه ۱۳ فروردین ۱۴۰۵\u2069 ساعت \u2068۱۰:۰۰\u2069\.$/)
  })

  test('the other rules of time, and what no rule book of ours says', () => {
    const { t, words } = speaking('en')
    const days = { of: 'calendar_days', n: 21 } as const
    expect(plain(words.rule({ kind: 'left', legs: [days, days], of: 'final' }))).toBe(
      'what is left of “final”, 21 calendar days after an answer, and 21 calendar days where nothing is left',
    )
    expect(words.rule({ kind: 'prompt', legs: [] })).toBe('promptly')
    expect(words.rule({ kind: 'every', legs: [days] })).toBe('an update every 21 calendar days')
    expect(words.rule({ kind: 'first', legs: [{ before: 'foreclosure_sale' }, days] })).toBe(
      'the earlier of the last moment before the foreclosure sale takes place and 21 calendar days',
    )
    expect(words.start('moon_landed')).toBe('moon landed')
    const stood = { code: 'stood', from: end, to: '2026-04-09T02:30:00.000Z', reason: 'court' } as const
    expect(plain(partSaid(t, words, stood))).toBe(
      'It stood still from the end of Tue, 7 Apr 2026 to Thu, 9 Apr 2026, 12:30 (a court has it).',
    )
  })

  test.each(LANGUAGES)('%s knows every happening, every question and every reason for a standstill', (language) => {
    const { start, asked, pause } = catalogue(language).why
    expect(Object.keys(start).sort()).toEqual(Object.keys(HAPPENINGS).sort())
    expect(Object.keys(asked).sort()).toEqual(Object.keys(FACTS).sort())
    expect(Object.keys(pause).sort()).toEqual([...new Set(['paused', ...pauses])].sort())
  })
})
