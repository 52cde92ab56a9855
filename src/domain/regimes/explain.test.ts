import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { at, australia, berlinOffice, inSydney } from '../../../test/calendars'
import { type CaseFacts, type Clock, startClocks } from './clocks'
import { explainClock } from './explain'
import type { Pack } from './pack'
import { readPack } from './read-pack'
import { recheck } from './recheck'

function shipped(name: string): Pack {
  const read = readPack(parse(readFileSync(new URL(`../../../regimes/${name}.yaml`, import.meta.url), 'utf8')))
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.pack
}
const [rg271, house] = [shipped('au-asic-rg271'), shipped('house')]
const book = new Map([
  ['days of au-asic-rg271@2021-09-02/3', australia],
  ['office', berlinOffice],
])
const easter = inSydney('2026-04-02 10:00')
const facts = (receivedAt: number, more: Partial<CaseFacts> = {}): CaseFacts => ({
  kind: 'complaint',
  severity: 'C',
  receivedAt,
  openedAt: receivedAt,
  channel: 'email',
  product: null,
  topics: [],
  highRisk: false,
  ...more,
})
const clockOf = (pack: Pack, milestone: string, given: CaseFacts): Clock =>
  startClocks([pack], given, book, '2025c').find((clock) => clock.milestone === milestone)!

describe('why this time?', () => {
  test('the acknowledgement before Easter: both legs, the choice, and what was passed over', () => {
    const { parts, whole, ...why } = explainClock(rg271, book, clockOf(rg271, 'ack', facts(easter)))
    expect(why).toEqual({
      startEvent: 'received',
      startEvidence: 'The complaint was first received at 2026-04-02 10:00:00 (Australia/Sydney).',
      steps: [
        '24 hours by the wall clock end at 2026-04-03 10:00:00.',
        '1 business day, the day itself not counted, end with 2026-04-07; passed over: 2026-04-03 (Good Friday), 2026-04-04 (closed on Saturdays), 2026-04-05 (closed on Sundays), 2026-04-06 (Easter Monday).',
        'Of the two, 1 business day is the later and decides: 2026-04-07 23:59:59.',
      ],
      skipped: [
        { date: '2026-04-03', why: 'Good Friday' },
        { date: '2026-04-04', why: 'closed on Saturdays' },
        { date: '2026-04-05', why: 'closed on Sundays' },
        { date: '2026-04-06', why: 'Easter Monday' },
      ],
      pauses: [],
      sentence:
        'Acknowledge the complaint: due by the end of 2026-04-07 (Australia/Sydney). RG 271.51-.52 expects the later of 24 hours and 1 business day, counted from when the complaint was first received, 2026-04-02 10:00:00.',
    })
    const [day, day1] = [{ span: { unit: 'wall', ms: 86_400_000 } }, { span: { unit: 'business_days', n: 1 } }]
    const [in24h, atEnd] = [inSydney('2026-04-03 10:00'), inSydney('2026-04-08 00:00') - 1]
    expect(parts).toEqual([
      { code: 'wall', leg: day, at: in24h },
      { code: 'days', leg: day1, at: atEnd, receiptDay: 'excluded', skipped: why.skipped },
      { code: 'choice', which: 'later', leg: day1, at: atEnd },
    ])
    expect(whole).toMatchObject({ code: 'due', at: atEnd, start: 'received', since: easter, rule: { kind: 'last', legs: [day, day1] } })
  })
  test.each<[string, Clock, Pack, string]>([
    [
      'the final response',
      clockOf(rg271, 'final', facts(inSydney('2026-03-29 11:00'))),
      rg271,
      'Final response: due by the end of 2026-04-28 (Australia/Sydney). RG 271.53-.56, Table 2 asks for 30 calendar days, counted from when the complaint was first received, 2026-03-29 11:00:00.',
    ],
    [
      'a service clock',
      clockOf(house, 'first_response', facts(at('Europe/Berlin', '2026-03-06 16:00'))),
      house,
      'First personal reply: due at 2026-03-09 12:00:00 (Europe/Berlin). House rule, first reply in business hours aims at 4 business hours, counted from when the complaint was first received, 2026-03-06 16:00:00.',
    ],
    [
      'a time that stands elsewhere',
      clockOf(rg271, 'final', facts(easter, { classIds: { 'au-asic-rg271': 'card_scheme' } })),
      rg271,
      "Final response: RG 271.62 asks for the time that the card scheme's rules set; a person has to set the date.",
    ],
  ])('%s in one sentence', (_, clock, pack, sentence) => {
    expect(explainClock(pack, book, clock).sentence).toBe(sentence)
  })
  test('another version, another calendar and another date are said, and the stored time stands', () => {
    const clock = { ...clockOf(rg271, 'ack', facts(easter)), regimeVersion: '0', calendarVersion: 'older', dueAt: easter + 1000 }
    const { steps, sentence } = explainClock(rg271, book, clock)
    expect(steps.join(' ')).toContain('the clock was made with 0.')
    expect(steps.join(' ')).toContain('the clock was made with older.')
    expect(steps.join(' ')).toContain('Counted today it would be 2026-04-07 23:59:59; the stored time stands.')
    expect(sentence).toContain('due at 2026-04-02 10:00:01')
  })
  test('what rests on no source that was read is said to be unconfirmed', () => {
    const clock = { ...clockOf(rg271, 'ack', facts(easter)), evidence: 'M-lo' as const }
    expect(explainClock(rg271, book, clock).steps.at(-1)).toContain('To be confirmed')
  })
  test('a promise of the firm needs no source', () => {
    const why = explainClock(house, book, clockOf(house, 'final', facts(easter)))
    expect(why.steps.at(-1)).toContain("The firm's own promise")
  })
  test('a year without holidays is said', () => {
    const why = explainClock(rg271, book, clockOf(rg271, 'ack', facts(inSydney('2028-04-13 10:00'))))
    expect(why.steps.at(-1)).toContain('holidays of a year on the way are not known')
  })
  test('a feast that waits for the moon', () => {
    const feast = { name: 'A feast', dates: ['2026-04-07'] }
    const moonlit = { ...australia, holidays: new Map([...australia.holidays, ['2026-04-07', 'A feast']]), moon: [feast] }
    const days = new Map([['days of au-asic-rg271@2021-09-02/3', moonlit]])
    const why = explainClock(rg271, days, startClocks([rg271], facts(easter), days, '2025c').find(({ milestone }) => milestone === 'ack')!)
    expect(why.sentence).toContain('due by the end of 2026-04-07')
    expect(why.steps).toContain('A feast (2026-04-07) may come a day earlier or later, by the moon; the earlier end holds.')
  })
  test('a rule book that no longer has the milestone', () => {
    const why = explainClock(house, book, { ...clockOf(rg271, 'early_close', facts(easter)) })
    expect(why.startEvent).toBeNull()
    expect(why.sentence).toContain('no longer at hand; the stored time stands.')
  })
})

describe('counting open clocks again', () => {
  const clocks = startClocks([rg271, house], facts(easter), book, '2025c')
  test('finds nothing where nothing changed', () => {
    expect(recheck(clocks, [rg271, house], book, '2025c')).toEqual([])
  })
  test('new time zone data alone is no difference', () => {
    expect(recheck(clocks, [rg271, house], book, '2027a')).toEqual([])
  })
  test('a holiday that was added later moves what it touches, and is only reported', () => {
    const more = { ...australia, version: 'with one more', holidays: new Map([...australia.holidays, ['2026-04-07', 'A day of mourning']]) }
    const before = JSON.stringify(clocks)
    const found = recheck(clocks, [rg271, house], new Map([...book, ['days of au-asic-rg271@2021-09-02/3', more]]), '2027a')
    expect(found.map(({ clock, byMs, because }) => [clock.milestone, byMs, because])).toEqual([
      ['ack', 86_400_000, ['Time zone data 2025c became 2027a.', 'Calendar test became with one more.']],
      ['early_close', 86_400_000, ['Time zone data 2025c became 2027a.', 'Calendar test became with one more.']],
    ])
    expect(JSON.stringify(clocks)).toBe(before)
  })
  test('a date that somebody changed by hand is found', () => {
    const [changed] = recheck([{ ...clocks[0]!, dueAt: easter }], [rg271], book, '2025c')
    expect(changed).toMatchObject({ was: easter, wouldBe: clocks[0]!.dueAt })
    expect(changed!.because[0]).toContain('changed by hand')
  })
  test('a version that is not at hand is said and never guessed', () => {
    const [lost] = recheck(clocks, [{ ...rg271, version: 'next' }], book, '2025c')
    expect(lost).toMatchObject({
      byMs: null,
      because: [`Version ${rg271.version} of au-asic-rg271 with the milestone "ack" is not at hand.`],
    })
    expect(lost).not.toHaveProperty('wouldBe')
  })
})
