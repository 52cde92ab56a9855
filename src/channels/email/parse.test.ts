import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mailDate } from './date'
import { LIMITS, parseMail } from './parse'
import { htmlToText } from './text'

const parse = (raw: string | Buffer) => parseMail(Buffer.from(raw))
const mail = (headers: string[], body = 'hello') => parse(`${headers.join('\r\n')}\r\n\r\n${body}`)
const latin = (text: string) => Buffer.from(text, 'latin1')

test('a whole mail', async () => {
  const raw = [
    'From: =?utf-8?B?4Liq4Lih4LiK4Liy4Lii?= <Somchai@Example.org>',
    'To: care@shop.example, Other <o@shop.example>',
    'Subject: Re: Re: cream smells',
    'Message-ID: <a1@example.org>',
    'In-Reply-To: <z9@shop.example>',
    'References: <z8@shop.example>',
    ' <z9@shop.example>',
    'Date: Tue, 10 Nov 2026 09:30:00 +0700 (ICT)',
    'Auto-Submitted: auto-replied',
    'List-Id: <news.example.org>',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'It is bad.',
    '--b',
    'Content-Type: image/png; name="a.png"',
    'Content-Disposition: attachment; filename="a.png"',
    'Content-Transfer-Encoding: base64',
    '',
    'aGVsbG8=',
    '--b',
    'Content-Type: text/calendar; method=REQUEST; name=i.ics',
    'Content-Disposition: attachment; filename=i.ics',
    '',
    'BEGIN:VCALENDAR',
    '--b--',
  ].join('\r\n')
  expect(await parse(raw)).toEqual({
    channel: 'email',
    externalId: 'a1@example.org',
    text: 'cream smells\n\nIt is bad.',
    sentAt: Date.UTC(2026, 10, 10, 2, 30),
    public: false,
    lang: null,
    inReplyTo: 'z9@shop.example',
    product: null,
    order: null,
    contact: {
      name: 'สมชาย',
      handles: [{ kind: 'email', value: 'somchai@example.org' }],
      language: null,
      followers: null,
      verified: false,
      bio: null,
    },
    attachments: [{ name: 'a.png', mediaType: 'image/png', bytes: new Uint8Array(Buffer.from('hello')) }],
    meta: {
      subject: 'Re: Re: cream smells',
      auto_submitted: 'auto-replied',
      list_id: '<news.example.org>',
      references: ['z8@shop.example', 'z9@shop.example'],
      to: ['care@shop.example', 'o@shop.example'],
      attachments_left_out: [{ name: 'i.ics', media_type: 'text/calendar', bytes: 16, reason: 'calendar' }],
    },
  })
})

describe('the text', () => {
  test.each<[string, string[], string, string]>([
    ['subject and body', ['Subject: Refund'], 'please', 'Refund\n\nplease'],
    ['a subject that the body says', ['Subject: RE: refund'], 'I want a Refund now', 'I want a Refund now'],
    ['a subject alone', ['Subject: Where is my order?'], '', 'Where is my order?'],
    ['nothing', [], '', ''],
    [
      'HTML where there is no text',
      ['Content-Type: text/html; charset=utf-8'],
      '<style>p{}</style><p>It&nbsp;broke &amp; burned</p><ul><li>one<li>two</ul>',
      'It broke & burned\n\none\ntwo',
    ],
    ['an unknown charset', ['Content-Type: text/plain; charset=klingon'], 'hello', 'hello'],
    ['NUL inside', [], 'a\0b', 'ab'],
  ])('%s', async (_, headers, body, expected) => {
    expect((await mail(headers, body)).text).toBe(expected)
  })

  test.each<[string, Buffer, string]>([
    ['windows-874', latin('\xca\xc7\xd1\xca\xb4\xd5'), 'สวัสดี'],
    ['gb18030', latin('\xcd\xb6\xcb\xdf'), '投诉'],
    ['iso-2022-jp', latin('\x1b$B8\x6c\x1b(B'), '語'],
    ['utf-8', latin('caf\xe9'), 'caf\ufffd'],
  ])('%s', async (charset, body, expected) => {
    expect((await parse(Buffer.concat([Buffer.from(`Content-Type: text/plain; charset=${charset}\n\n`), body]))).text).toBe(expected)
  })

  test('more text than anybody reads is cut at a whole character, with its length noted', async () => {
    const message = await mail(['Content-Type: text/plain; charset=utf-8'], `x${'😀'.repeat(LIMITS.text)}`)
    expect(message.text.length).toBe(LIMITS.text - 1)
    expect(message.text.at(-2)! + message.text.at(-1)!).toBe('😀')
    expect(message.meta.text_length).toBe(LIMITS.text * 2 + 1)
  })
})

describe('ids', () => {
  test.each<[string, string[], string | null]>([
    ['none', [], null],
    ['empty', ['Message-ID: '], null],
    ['no brackets', ['Message-ID: a@b'], 'a@b'],
    ['the brackets are not part of it', ['Message-ID: <a@b>'], 'a@b'],
  ])('%s', async (_, headers, expected) => {
    expect((await mail(headers)).externalId).toBe(expected)
  })

  test('ten thousand characters become a hash', async () => {
    expect((await mail([`Message-ID: <${'i'.repeat(10_000)}@x>`])).externalId).toMatch(/^sha256:/)
  })
})

describe('attachments', () => {
  const part = (size: number, at: number) =>
    `--b\r\nContent-Type: application/x-a; name=f${at}\r\nContent-Disposition: attachment\r\n\r\n${'x'.repeat(size)}\r\n`

  test('beyond the limits they are named and left out', async () => {
    const sizes = [11, 9, 9, 9].map((mib) => mib * 1024 * 1024)
    const message = await mail(['Content-Type: multipart/mixed; boundary=b'], `--b\r\n\r\nhi\r\n${sizes.map(part).join('')}--b--`)
    expect(message.attachments.map(({ name }) => name)).toEqual(['f1', 'f2'])
    expect(message.meta.attachments_left_out).toMatchObject([
      { name: 'f0', reason: 'too_large' },
      { name: 'f3', reason: 'too_large' },
    ])
  })

  test('ten thousand of them are no trouble', async () => {
    const message = await mail(
      ['Content-Type: multipart/mixed; boundary=b'],
      `--b\r\n\r\nhi\r\n${Array.from({ length: 10_000 }, (_, at) => part(1, at)).join('')}--b--`,
    )
    expect([message.text, message.attachments.length, (message.meta.attachments_left_out as unknown[]).length]).toEqual([
      'hi',
      LIMITS.count,
      100,
    ])
  })
})

describe('mails that parsers refuse', () => {
  const nested = Array.from({ length: 1_000 }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`).join('')
  test.each<[string, string]>([
    ['a thousand levels', `Subject: deep\nMessage-ID: <d@x>\n${nested}Content-Type: text/plain\n\nhello`],
    ['headers without end', `Subject: deep\nMessage-ID: <d@x>\n${'X-A: b\n'.repeat(400_000)}\n\nhello`],
  ])('%s: kept with what can be read', async (_, raw) => {
    const message = await parse(raw)
    expect(message).toMatchObject({ externalId: 'd@x', meta: { subject: 'deep', email_problem: expect.stringContaining('exceeded') } })
    expect(message.text).toContain('hello')
  })

  test('any bytes become a message of storable text, twice the same', async () => {
    const words = fc.constantFrom(
      'From: ',
      'Subject: =?utf-8?B?',
      'Content-Type: multipart/mixed; boundary=',
      'text/html; charset=utf-7',
      '\r\n',
      '\n\n',
      '--x',
      '<',
      '&#0;',
      '&#xd800;',
      '\0',
      '=?x?Q?=00?=',
      'Date: 99',
      '"',
      '(',
      ';',
    )
    const bytes = fc
      .array(
        fc.oneof(
          words.map((word) => Buffer.from(word)),
          fc.uint8Array({ maxLength: 20 }),
        ),
        { maxLength: 30 },
      )
      .map((parts) => Buffer.concat(parts))
    await fc.assert(
      fc.asyncProperty(bytes, async (raw) => {
        const message = await parseMail(raw)
        expect(JSON.stringify(message)).not.toMatch(/\\u0000|\\ud[89a-f]/)
        expect(await parseMail(raw)).toEqual(message)
      }),
      { numRuns: 400 },
    )
  })
})

test.each<[string, string]>([
  ['a < b and c > d', 'a < b and c > d'],
  ['<!-- never closed', ''],
  ['<script>alert(1)</script>text', 'text'],
  ['<p>one</p><p>two</p>', 'one\n\ntwo'],
  ['سلام&zwnj;ها', 'سلام\u200cها'],
  ['&#x1F600; &#99999999; &bogus;', '😀 &#99999999; &bogus;'],
  ['1 << 2 <<< 3', '1 << 2 <<< 3'],
])('the words of %.30s', (html, words) => {
  expect(htmlToText(html)).toBe(words)
})

test.each<[string, string | null]>([
  ['Tue, 10 Nov 2026 09:30:00 +0700', '2026-11-10T02:30:00.000Z'],
  ['10 Nov 2026 09:30 GMT', '2026-11-10T09:30:00.000Z'],
  ['Tuesday, 10-Nov-26 09:30:00 EST', '2026-11-10T14:30:00.000Z'],
  ['1 Jan 99 00:00:00 -0000', '1999-01-01T00:00:00.000Z'],
  ['30 Feb 2026 09:30:00 +0000', null],
  ['10 Foo 2026 09:30:00 +0000', null],
  ['10 Nov 2026 25:30:00 +0000', null],
  ['yesterday', null],
])('the date %s', (text, expected) => {
  const at = mailDate(text)
  expect(at === null ? null : new Date(at).toISOString()).toBe(expected)
})
