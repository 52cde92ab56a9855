import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import firm from '../../samples/demo/firm.json'
import { ROLES } from '../../src/domain/people'
import { lines, SEED, type Told, tell } from './demo'
import { normalised, Seen } from './likeness'
import { LANGUAGES } from './phrases'
import { weekdayOf } from './weeks'

const unpacked = (name: string) => gunzipSync(readFileSync(new URL(`../../samples/demo/${name}`, import.meta.url))).toString('utf8')
const parsed = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Message)

/** What `POST /messages` takes, strictly, and the age that the seeder turns into a date. */
const Posted = z.strictObject({
  channel: z.enum(['email', 'web_form', 'chat', 'facebook', 'instagram', 'x', 'line', 'wechat', 'google_reviews', 'app_store', 'phone']),
  external_id: z.string().regex(/^lp-[pf]\d{4}$/),
  text: z.string().min(3).max(4_000),
  public: z.boolean(),
  in_reply_to: z.string().nullable(),
  contact: z.strictObject({
    name: z.string().min(2),
    handles: z.array(z.strictObject({ kind: z.string(), value: z.string() })).length(1),
    language: z.enum(LANGUAGES).nullable(),
    followers: z.int().min(0).nullable(),
    verified: z.boolean(),
    bio: z.string().nullable(),
  }),
  product: z.string().nullable(),
  order: z.string().nullable(),
  meta: z.record(z.string(), z.unknown()),
  day: z.number().max(0).min(-56).optional(),
})
type Message = z.infer<typeof Posted>

let past: Message[] = []
let feed: Message[] = []
let told: { past: Told[]; feed: Told[] }
beforeAll(() => {
  past = parsed(unpacked('messages.jsonl.gz'))
  feed = parsed(unpacked('feed.jsonl.gz'))
  told = tell(SEED)
})

test('the files are what the generator tells', () => {
  expect(lines(told.past, true) === unpacked('messages.jsonl.gz')).toBe(true)
  expect(lines(told.feed, false) === unpacked('feed.jsonl.gz')).toBe(true)
})

test('every message has the shape of the API, and says nothing of what it was made as', () => {
  for (const message of [...past, ...feed]) Posted.parse(message)
  expect(past.length).toBeGreaterThanOrEqual(3_000)
  expect(feed.length).toBeGreaterThanOrEqual(400)
  expect(past.every(({ day }) => day !== undefined) && feed.every(({ day }) => day === undefined)).toBe(true)
})

/** The language whose letters a text has most of; Latin letters count little, because names and orders are written in them everywhere. */
function scriptOf(text: string) {
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0
  const found = {
    th: count(/\p{Script=Thai}/gu),
    zh: count(/\p{Script=Han}/gu) * 2,
    fa: count(/\p{Script=Arabic}/gu),
    en: count(/[a-z]/giu) / 4,
  }
  return LANGUAGES.reduce((best, language) => (found[language] > found[best] ? language : best))
}

test.each(LANGUAGES)('a quarter of the messages, give or take, is written in %s', (language) => {
  const share = past.filter(({ text }) => scriptOf(text) === language).length / past.length
  expect(share).toBeGreaterThan(0.22)
  expect(share).toBeLessThan(0.28)
})

describe('no two messages are alike', () => {
  test('each has a form of its own, spaces and marks aside', () => {
    const all = [...past, ...feed]
    expect(new Set(all.map(({ text }) => normalised(text))).size).toBe(all.length)
    expect(new Set(all.map(({ external_id }) => external_id)).size).toBe(all.length)
  })

  test('no text shares more than four fifths of its 5-character pieces with another', () => {
    for (const language of LANGUAGES) {
      const seen = new Seen(0.8)
      for (const { text } of [...past, ...feed].filter((message) => scriptOf(message.text) === language)) {
        expect(seen.nearest(text), text).toBe(0)
        seen.add(text)
      }
    }
  })

  test('the measure knows a copy from a cousin', () => {
    const seen = new Seen()
    seen.add('My parcel has been arriving tomorrow for a week now.')
    expect(seen.nearest('my parcel has been ARRIVING tomorrow, for a week now!!')).toBe(1)
    expect(seen.nearest('My parcel has been arriving tomorrow for three weeks now.')).toBeGreaterThan(0.5)
    expect(seen.nearest('Do you gift wrap?')).toBe(0)
  })
})

describe('the people', () => {
  const of = (message: Message) => `${message.contact.name} ${message.contact.handles[0]!.value.replace(/^@/, '').split(/[.@_]/)[0]}`

  test('hundreds of them, some with an audience, a few verified', () => {
    const names = new Set(told.past.map(({ customer }) => customer))
    expect(names.size).toBeGreaterThan(550)
    expect(new Set(past.map(of)).size).toBeGreaterThan(550)
    expect(past.filter(({ contact }) => (contact.followers ?? 0) > 10_000).length).toBeGreaterThan(10)
    expect(past.some(({ contact }) => contact.verified)).toBe(true)
  })

  test('no address leads to anybody', () => {
    const values = [...past, ...feed].flatMap(({ contact }) => contact.handles).filter(({ kind }) => kind === 'email' || kind === 'phone')
    for (const { value } of values) expect(value).toMatch(/^[a-z0-9.]+@example\.(com|org|net)$|^\+44 7700 900\d{3}$/)
    expect(JSON.stringify([past, feed])).not.toMatch(/https?:/)
  })

  test('some write more than once, in one channel, and answers come after what they answer', () => {
    const known = new Map([...past, ...feed].map((message) => [message.external_id, message]))
    const answers = [...past, ...feed].filter(({ in_reply_to }) => in_reply_to !== null)
    expect(answers.length).toBeGreaterThan(200)
    for (const answer of answers) {
      const first = known.get(answer.in_reply_to!)!
      expect([first.channel, first.contact.name]).toEqual([answer.channel, answer.contact.name])
      expect(first.external_id < answer.external_id).toBe(true)
    }
  })
})

describe('the story', () => {
  const share = (kinds: string[]) => told.past.filter(({ kind }) => kinds.includes(kind)).length / told.past.length
  const count = (pattern: RegExp, from: number, to: number) =>
    past.filter(({ text, day }) => -day! >= from && -day! < to && pattern.test(text)).length

  test('one message in seven or so complains', () => {
    expect(share(['complaint', 'severe', 'followup'])).toBeGreaterThan(0.12)
    expect(share(['complaint', 'severe', 'followup'])).toBeLessThan(0.18)
    expect(share(['severe'])).toBeLessThan(0.02)
  })

  test('every channel is used', () => {
    expect(new Set(past.map(({ channel }) => channel)).size).toBe(11)
  })

  test('the smell grows over the last two weeks', () => {
    const smell = /smell|stink|sting|burn|เหม็น|แสบ|กลิ่น|味|辣|痒|بوی|سوز|خارش/
    expect(count(smell, 0, 7)).toBeGreaterThan(count(smell, 7, 14))
    expect(count(smell, 7, 14)).toBeGreaterThan(2 * count(smell, 28, 35))
  })

  test('double charges come in one weekend', () => {
    const twice = /twice|double|two pending|ซ้ำ|สองรอบ|เบิ้ล|สองยอด|两次|双份|重复扣|两笔|دو بار|دوبل|دو تا برداشت/
    expect(count(twice, 10, 13)).toBeGreaterThan(3 * count(twice, 17, 20))
  })

  test('parcels for the north are late about four weeks ago', () => {
    const north = /Chiang|Lampang|northern|up north|เชียง|ลำปาง|ภาคเหนือ|清迈|清莱|哈尔滨|沈阳|长春|北方|چیانگ|چيانگ|شمال|رشت|ساری/
    expect(count(north, 22, 36)).toBeGreaterThan(2 * count(north, 0, 14))
  })

  test('eight weeks, each day has its messages, nights and weekends are quieter', () => {
    const days = Array.from({ length: 56 }, (_, day) => count(/./s, day, day + 1))
    expect(Math.min(...days)).toBeGreaterThan(10)
    const mean = (wanted: number[]) => {
      const found = days.filter((_, day) => wanted.includes(weekdayOf(day)))
      return found.reduce((sum, one) => sum + one, 0) / found.length
    }
    expect(mean([0, 6])).toBeLessThan(0.85 * mean([1, 2, 3, 4, 5]))
    const night = past.filter(({ day }) => (((15 + day! * 24) % 24) + 24) % 24 < 6).length / past.length
    expect(night).toBeLessThan(0.12)
  })
})

describe('the firm', () => {
  test('its people cover every role, tier and language', () => {
    const staff = z
      .array(
        z.strictObject({
          name: z.string(),
          role: z.enum(ROLES),
          team: z.enum(['complaints', 'sales']),
          tier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
          languages: z.array(z.enum(LANGUAGES)).min(1),
          email: z.string().regex(/^[a-z]+@example\.com$/),
        }),
      )
      .parse(firm.staff)
    expect(new Set(staff.map(({ role }) => role)).size).toBe(ROLES.length)
    expect(new Set(staff.map(({ email }) => email)).size).toBe(staff.length)
    for (const language of LANGUAGES)
      expect(staff.some((one) => one.role === 'agent' && one.team === 'complaints' && one.languages.includes(language))).toBe(true)
    expect(staff.some(({ tier, role }) => tier === 3 && role !== 'manager')).toBe(true)
    expect(staff.some(({ team }) => team === 'sales')).toBe(true)
  })

  test('everything has a name in every language', () => {
    for (const named of [firm, ...firm.branches, ...firm.products])
      for (const language of LANGUAGES) expect(named.name[language].length).toBeGreaterThan(1)
  })
})
