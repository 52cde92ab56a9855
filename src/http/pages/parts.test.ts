import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { html } from './html'
import { LANGUAGES, languageFor } from './language'
import { Limiter } from './limit'
import { fileName, kindOf } from './photos'
import { sayTime } from './promises'
import { newStamp, readReference, readStamp, signReference, signStamp } from './stamp'
import { say, WORDS } from './words'

const secret = Buffer.alloc(32, 7)
const HOUR = 3_600_000

describe('markup', () => {
  test('is only what we wrote: whatever is put in comes out as text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(html`<p title="${text}">${[text]}</p>`.text.replace(/^<p title="|<\/p>$|">/g, '')).not.toMatch(/[<>"']/)
      }),
    )
  })
  test('of ours stays markup, and nothing prints nothing', () => {
    expect(html`${[html`<b>${1}</b>`, null, undefined, false, '']}`.text).toBe('<b>1</b>')
  })
})

describe('sentences', () => {
  const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
  test.each(LANGUAGES)('%s says all that English says, with the same blanks', (lang) => {
    const keys = Object.keys(WORDS.en) as (keyof typeof WORDS.en)[]
    expect(Object.keys(WORDS[lang])).toEqual(keys)
    for (const key of keys) expect([key, blanks(WORDS[lang][key])]).toEqual([key, blanks(WORDS.en[key])])
  })
  test.each(LANGUAGES)('%s never calls a complaint a ticket, nor a person vulnerable', (lang) => {
    expect(JSON.stringify(WORDS[lang])).not.toMatch(/ticket|vulnerab|troll|ทิกเก็ต|ตั๋ว|工单|تیکت/i)
  })
  test('show numbers in the digits of their readers and escape what they are given', () => {
    expect(say(WORDS.fa, 'step', { n: 1, of: 3 }).text).toBe('مرحلهٔ ۱ از ۳')
    expect(say(WORDS.en, 'words_long', { n: 20_001, max: 20_000 }).text).toContain('20,001')
    expect(say(WORDS.en, 'photo_empty', { name: '<b>' }).text).toContain('&#60;b&#62;')
  })
})

test.each([
  ['fa', 'th', 'en', 'fa'],
  ['', 'de-DE,zh-Hans;q=0.8,en;q=0.5', 'th', 'zh'],
  ['', 'de', 'th', 'th'],
  [undefined, undefined, 'ja', 'en'],
  [['fa'], '', 'en', 'en'],
])('asked %o, preferring %o, at a firm that speaks %s: %s', (asked, header, firm, lang) => {
  expect(languageFor(asked, header, firm)).toBe(lang)
})

describe('a stamp', () => {
  const stamp = newStamp(1_000_000)
  const signed = signStamp(secret, 'shop', stamp)
  test('is read where it was made, while it is fresh', () => {
    expect(readStamp(secret, 'shop', signed, 1_000_000 + HOUR)).toEqual({ ...stamp, fresh: true })
    expect(readStamp(secret, 'shop', signed, 1_000_000 + 25 * HOUR)).toEqual({ ...stamp, fresh: false })
  })
  test.each([
    ['of another firm', 'bank', signed],
    ['changed', 'shop', `${signed.slice(0, -1)}${signed.endsWith('A') ? 'B' : 'A'}`],
    ['made younger', 'shop', signed.replace(/\.\w+\./, '.zzzzzz.')],
    ['missing', 'shop', ''],
  ])('%s is none', (_what, slug, text) => {
    expect(readStamp(secret, slug, text, 1_000_000)).toBeNull()
    expect(readStamp(Buffer.alloc(32), slug, signed, 1_000_000)).toBeNull()
  })
  test('for a reference opens that reference only', () => {
    const link = signReference(secret, 'shop', '7K3M-92QD')
    expect(readReference(secret, 'shop', link)).toBe('7K3M-92QD')
    expect(readReference(secret, 'shop', link.replace('7K3M', '7K3N'))).toBeNull()
    expect(readReference(secret, 'bank', link)).toBeNull()
  })
})

test('a limit lets so many pass in a while, and waiting always helps', () => {
  let now = 0
  const limiter = new Limiter(() => now)
  const tries = (n: number) => Array.from({ length: n }, () => limiter.allows('a', 2, 1_000))
  expect(tries(3)).toEqual([true, true, false])
  expect(limiter.allows('b', 2, 1_000)).toBe(true)
  now = 999
  expect(tries(1)).toEqual([false])
  now = 1_000
  expect(tries(3)).toEqual([true, true, false])
})

describe('photos', () => {
  const padded = (head: string) => Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(32)])
  test.each([
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['\x89PNG\r\n\x1a\n', 'image/png'],
    ['GIF89a', 'image/gif'],
    ['RIFF\0\0\0\0WEBP', 'image/webp'],
    ['\0\0\0\x18ftypheic', 'image/heic'],
    ['\0\0\0\x18ftypavif', 'image/avif'],
    ['\0\0\0\x18ftypmp42', undefined],
    ['<svg xmlns="http://www.w3.org/2000/svg">', undefined],
    ['%PDF-1.7', undefined],
    ['MZ', undefined],
  ])('%j begins %s', (head, mediaType) => {
    expect(kindOf(padded(head))?.mediaType).toBe(mediaType)
  })
  test('are refused where only the beginning came', () => {
    expect(kindOf(Buffer.from([0xff, 0xd8, 0xff]))).toBeNull()
  })
  test.each([
    ['holiday.jpeg', 'holiday.jpg'],
    ['C:\\Users\\me\\รูป.exe', 'รูป.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['in\u202egpj.exe', 'ingpj.jpg'],
    ['\u0000\u200b', 'photo.jpg'],
    ['a'.repeat(300), `${'a'.repeat(100)}.jpg`],
  ])('named %j are kept as %j', (given, kept) => {
    expect(fileName(given, 'jpg')).toBe(kept)
  })
})

describe('a time in words', () => {
  const plain = (lang: (typeof LANGUAGES)[number], iso: string) =>
    sayTime(lang, 'Asia/Bangkok', Date.parse(iso))
      .text.replace(/<[^>]+>/g, '')
      .replaceAll('\u00a0', ' ')
  test.each([
    ['en', 'Wednesday 16 December 2026, 13:51 (GMT+7)'],
    ['th', 'วันพุธที่ 16 ธันวาคม 2569 (ค.ศ. 2026) เวลา 13:51 น. (GMT+7)'],
    ['zh', '2026年12月16日星期三 13:51 (GMT+7)'],
    ['fa', 'چهارشنبه ۲۵ آذر ۱۴۰۵ (۱۶ دسامبر ۲۰۲۶)، ساعت ۱۳:۵۱ (GMT+7)'],
  ] as const)('in %s: %s', (lang, said) => {
    expect(plain(lang, '2026-12-16T13:51:00+07:00')).toBe(said)
  })
  test('at the last second of a day is the end of that day', () => {
    expect(plain('en', '2026-12-16T23:59:59.999+07:00')).toBe('the end of Wednesday 16 December 2026')
  })
})
