import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { australia, england, inSydney } from '../../../test/calendars'
import type { Facts } from '../regimes/facts'
import type { Happening } from '../regimes/happenings'
import { readPack } from '../regimes/read-pack'
import { reckonPack } from '../regimes/reckon'
import { BLOCKS, type Block } from '../regimes/vocabulary'
import { compose, customerDeadline, type Known, type Words } from './compose'
import { askedOf, type Decision, gate, LETTERS, type LetterKind, type Standing, WRITTEN } from './letter'

function packOf(id: string) {
  const read = readPack(parse(readFileSync(new URL(`../../../regimes/${id}.yaml`, import.meta.url), 'utf8')))
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.pack
}
const received = inSydney('2026-03-02 10:00')
const standing = (id: string, classId: string, more: { facts?: Facts; happenings?: Happening[] } = {}): Standing => ({
  regime: id,
  reckoned: reckonPack(
    packOf(id),
    { receivedAt: received, channel: 'email', facts: more.facts ?? {}, happenings: more.happenings ?? [], classId, now: received },
    id.startsWith('uk') ? england : australia,
  ),
})
const asks = (kind: LetterKind, at: Standing, decision: Decision | null = null) =>
  askedOf(kind, [at], decision)
    .filter(({ must }) => must)
    .map(({ block }) => block)

describe('what a letter must say', () => {
  test.each<[LetterKind, string, string, Decision | null, Block[]]>([
    ['final_response', 'au-asic-rg271', 'standard', 'accepted', ['outcome', 'ext_right', 'ext_contact']],
    ['final_response', 'au-asic-rg271', 'standard', null, ['outcome', 'ext_right', 'ext_contact', 'reasons']],
    ['final_response', 'au-asic-rg271', 'standard', 'rejected', ['outcome', 'ext_right', 'ext_contact', 'reasons']],
    ['final_response', 'au-asic-rg271', 'standard', 'partly', ['outcome', 'ext_right', 'ext_contact', 'reasons']],
    [
      'final_response',
      'uk-fca-disp1',
      'general',
      'accepted',
      ['outcome', 'ext_right', 'ext_contact', 'ext_leaflet', 'ext_time_waiver', 'redress_offer'],
    ],
    [
      'final_response',
      'uk-fca-disp1',
      'general',
      'rejected',
      ['outcome', 'ext_right', 'ext_contact', 'ext_leaflet', 'ext_time_waiver', 'reasons'],
    ],
    ['summary_resolution', 'uk-fca-disp1', 'general', null, ['summary_resolution', 'ext_right', 'ext_contact', 'ext_time_waiver']],
    ['delay_notice', 'au-asic-rg271', 'standard', null, ['delay_reasons', 'ext_right', 'ext_contact']],
    ['delay_notice', 'uk-fca-disp1', 'psd_emd', null, ['delay_reasons', 'delay_expected']],
    ['deadlock', 'uk-ofcom-c4', '', null, ['outcome', 'ext_right', 'ext_contact']],
    ['acknowledgement', 'au-asic-rg271', 'standard', null, ['ack_received']],
  ])('%s by %s (%s, %s): %j', (kind, id, classId, decision, blocks) => {
    expect(new Set(asks(kind, standing(id, classId), decision))).toEqual(new Set(blocks))
  })
  test('what only should be there stops nothing', () => {
    const should = askedOf('acknowledgement', [standing('au-asic-rg271', 'standard')], null).find(
      ({ regime }) => regime === 'au-asic-rg271',
    )
    expect(should).toMatchObject({ block: 'ack_received', must: false, reference: 'RG 271.51-.52' })
  })
  test('two rule books ask together, and one letter can satisfy both', () => {
    const both = [standing('uk-fca-disp1', 'general'), standing('uk-dp-complaint', '')]
    expect(new Set(askedOf('final_response', both, 'rejected').map(({ block }) => block))).toContain('regulator_right')
  })
})

describe('the gate', () => {
  const rg271 = standing('au-asic-rg271', 'standard')
  const notice = (at: string, holds: Block[], grounds: string[] = ['particularly_complex']) =>
    gate({ kind: 'delay_notice', holds, grounds, at: inSydney(at) }, [rg271], null)
  const whole: Block[] = ['delay_reasons', 'ext_right', 'ext_contact']
  test('a delay notice on day 31 is worth nothing, on day 30 to the last second it counts', () => {
    expect(notice('2026-04-01 23:59:59', whole)).toEqual({ open: true })
    expect(notice('2026-04-02 00:00', whole)).toMatchObject({ open: false, refused: 'too_late' })
  })
  test('on day 29 without the contact of the external body it is stopped by its content', () => {
    expect(notice('2026-03-31 12:00', ['delay_reasons', 'ext_right'])).toMatchObject({
      open: false,
      refused: 'content_missing',
      missing: ['ext_contact'],
    })
  })
  test('and without a permitted ground by that', () => {
    expect(notice('2026-03-31 12:00', whole, [])).toMatchObject({ refused: 'no_ground' })
    expect(notice('2026-03-31 12:00', whole, ['numerous'])).toMatchObject({ refused: 'no_ground' })
  })
  test('a summary resolution counts to the end of the third business day', () => {
    const disp = standing('uk-fca-disp1', 'general')
    const summary = (at: string) =>
      gate(
        {
          kind: 'summary_resolution',
          holds: ['summary_resolution', 'ext_right', 'ext_contact', 'ext_time_waiver'],
          grounds: ['complainant_accepted'],
          at: inSydney(at),
        },
        [disp],
        null,
      )
    expect(summary('2026-03-04 12:00').open).toBe(true)
    expect(summary('2026-03-09 12:00')).toMatchObject({ refused: 'too_late' })
  })
})

const LANGUAGES = ['en', 'th', 'zh', 'fa'] as const
const wordsOf = (lang: string) =>
  JSON.parse(readFileSync(new URL(`../../../locales/letters/${lang}.json`, import.meta.url), 'utf8')) as Words
const known: Known = {
  firm: 'Mill Lane',
  customer: 'Ada Okafor',
  reference: 'K7Q2-M9XD-4',
  received: '2026-03-02',
  answerBy: '2026-04-01',
  expected: '2026-04-20',
  body: packOf('au-asic-rg271').externalBodies[0]!,
  deadline: '2028-03-20',
  consents: true,
  more: '',
}
/** The deadline in words, as each language writes a day and in which calendar. */
const DEADLINE = {
  en: 'Monday 20 March 2028',
  th: 'วันจันทร์ที่ 20 มีนาคม 2571 (ค.ศ. 2028)',
  zh: '2028年3月20日星期一',
  fa: 'دوشنبه ۱ فروردین ۱۴۰۷ (۲۰ مارس ۲۰۲۸)',
}
const written = Object.fromEntries(WRITTEN.map((block) => [block, `words about ${block}`]))

describe.each(LANGUAGES)('letters in %s', (lang) => {
  const words = wordsOf(lang)
  test.each(LETTERS)('a %s can hold every block, and nothing in it is left unfilled', (kind) => {
    const letter = compose(kind, BLOCKS, written, known, words)
    expect(letter.parts.map(({ block }) => block).sort()).toEqual([...BLOCKS].sort())
    expect(`${letter.subject}${letter.body}`).not.toMatch(/\{\{|undefined|null/)
    for (const part of ['1800 931 678', DEADLINE[lang], 'K7Q2-M9XD-4', 'Mill Lane']) expect(letter.body).toContain(part)
  })
  test('what runs the other way than the letter has a place of its own', () => {
    const { body, subject } = compose('final_response', BLOCKS, written, known, words)
    for (const part of ['1800 931 678', DEADLINE[lang], 'K7Q2-M9XD-4']) expect(body.includes(`\u2068${part}\u2069`)).toBe(lang === 'fa')
    expect(subject.includes('\u2068')).toBe(lang === 'fa')
  })
  test('what is not known is left out', () => {
    const holds = compose(
      'final_response',
      BLOCKS,
      {},
      { ...known, body: null, deadline: '', answerBy: '', expected: '', consents: null },
      words,
    ).parts
    expect(holds.map(({ block }) => block).sort()).toEqual(['ack_received', 'regulator_right', 'right_written_reply', 'summary_resolution'])
  })
  test('has the same words to fill in as English', () => {
    const holes = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([hole]) => hole).sort()
    const english = wordsOf('en')
    for (const [block, text] of Object.entries(english.blocks))
      expect([block, ...new Set(holes(words.blocks[block as keyof Words['blocks']]))]).toEqual([block, ...new Set(holes(text))])
  })
})

describe("the customer's own deadline", () => {
  const rg271 = packOf('au-asic-rg271')
  test.each([
    ['standard', '2028-03-02'],
    ['death_benefit', '2026-03-30'],
  ])('for %s it is %s', (classId, date) => {
    expect(customerDeadline(rg271, classId, received, australia)).toBe(date)
  })
  test('where the rule book names none there is none', () => {
    expect(customerDeadline(packOf('uk-ofcom-c4'), null, received, england)).toBe('')
  })
})
