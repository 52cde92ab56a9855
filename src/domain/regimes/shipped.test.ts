import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { at, australia, berlinOffice, brussels, england, inSydney, kolkata, shanghai, unitedStates } from '../../../test/calendars'
import type { Calendar } from '../time/calendar'
import { parseSpan } from '../time/duration'
import { readCalendars } from '../time/read-calendars'
import { localText } from '../time/zone'
import { type CaseFacts, calendarKey, startClocks } from './clocks'
import { reckon, reckonDue } from './due'
import type { Pack } from './pack'
import { readPack } from './read-pack'

const fileOf = (name: string): unknown => parse(readFileSync(new URL(`../../../regimes/${name}.yaml`, import.meta.url), 'utf8'))
function shipped(name: string): Pack {
  const read = readPack(fileOf(name))
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.pack
}
const rg271 = shipped('au-asic-rg271')
const house = shipped('house')
const book = new Map([
  ['days of au-asic-rg271@2021-09-02/3', australia],
  ['office', berlinOffice],
])

const received = (at: number, more: Partial<CaseFacts> = {}): CaseFacts => ({
  kind: 'complaint',
  severity: 'C',
  receivedAt: at,
  openedAt: at,
  channel: 'email',
  product: null,
  topics: [],
  highRisk: false,
  ...more,
})
const told = (events: Record<string, number>) => Object.entries(events).map(([name, at]) => ({ name, at }))
const dueOf = (facts: CaseFacts, milestone: string, pack = rg271) => {
  const clock = startClocks([pack], facts, book, '2025c').find((one) => one.milestone === milestone)
  return clock?.dueAt ? localText(clock.timeZone, clock.dueAt) : undefined
}

describe('the rule books that we ship can be read', () => {
  test("and the firm's own calendar is there", () => {
    const calendars = readCalendars(fileOf('calendars'))
    expect(calendars.ok && calendars.value.map(({ id }) => id)).toContain(calendarKey(house))
  })
  test('every milestone says where it comes from, how sure we are and when we looked', () => {
    for (const { reference, evidence, checked } of [...rg271.milestones, ...house.milestones]) {
      expect(reference).not.toBe('')
      expect(evidence).toMatch(/^(P|S|M-|N)/)
      expect(checked).toMatch(/^20\d\d-\d\d-\d\d$/)
    }
  })
})

describe('RG 271, with the day of receipt not counted', () => {
  test.each<[string, Partial<CaseFacts>, string, string, string]>([
    ['2026-03-29 11:00', {}, 'final', '2026-04-28 23:59:59', '30 days from a Sunday: day 1 is Monday 30 March'],
    ['2026-03-29 11:00', {}, 'early_close', '2026-04-07 23:59:59', 'Good Friday and Easter Monday are no business days'],
    ['2026-04-02 10:00', {}, 'ack', '2026-04-07 23:59:59', 'before Easter one business day is later than 24 hours'],
    ['2026-03-30 10:00', {}, 'ack', '2026-03-31 23:59:59', 'on an ordinary Monday it is the end of Tuesday'],
    ['2026-04-05 02:30', {}, 'final', '2026-05-05 23:59:59', 'received in the hour that exists twice'],
    ['2026-01-31 09:00', { product: 'superannuation' }, 'final', '2026-03-17 23:59:59', '45 days for superannuation'],
    [
      '2026-01-31 09:00',
      { classIds: { 'au-asic-rg271': 'traditional_trustee' } },
      'final',
      '2026-03-17 23:59:59',
      '45 days for a class that a person chose',
    ],
    ['2026-03-01 09:00', { product: 'credit', topics: ['hardship_notice'] }, 'final', '2026-03-22 23:59:59', '21 days in hardship'],
    ['2026-03-01 09:00', { product: 'credit', topics: ['default_notice'] }, 'final', '2026-03-22 23:59:59', '21 days for a default notice'],
    [
      '2026-03-01 09:00',
      { product: 'card', topics: ['hardship_notice'] },
      'final',
      '2026-03-31 23:59:59',
      'hardship without credit is a standard complaint',
    ],
    ['2026-12-24 16:00', {}, 'ack', '2026-12-29 23:59:59', 'over Christmas'],
    ['2028-02-10 09:00', {}, 'final', '2028-03-11 23:59:59', 'through a leap day'],
    ['2026-12-15 09:00', {}, 'final', '2027-01-14 23:59:59', 'over the end of the year'],
  ])('received %s with %j: %s by %s, because %s', (local, facts, milestone, due) => {
    expect(dueOf(received(inSydney(local), facts), milestone)).toBe(due)
  })

  const hardship = { product: 'credit', topics: ['hardship_notice'] }
  test.each<[string, Record<string, number>, Partial<CaseFacts>, string, string | undefined]>([
    ['nothing yet', {}, { topics: ['super_death_benefit_distribution'] }, 'final', undefined],
    [
      'the objection period ended',
      { objection_period_ended: inSydney('2026-02-10 23:59') },
      { topics: ['super_death_benefit_distribution'] },
      'final',
      '2026-05-11 23:59:59',
    ],
    [
      "the customer's time ran out",
      { info_window_expired: inSydney('2026-03-20 23:59') },
      hardship,
      'final_no_info',
      '2026-03-27 23:59:59',
    ],
    ["the customer's time ran out", { info_window_expired: inSydney('2026-03-20 23:59') }, hardship, 'final', undefined],
    ['the information came', { info_received: inSydney('2026-03-20 10:00') }, hardship, 'final_after_info', '2026-04-10 23:59:59'],
    [
      'the trustee had got it before us',
      { first_received_by_any_party: inSydney('2026-02-10 10:00') },
      { product: 'superannuation' },
      'final',
      '2026-03-27 23:59:59',
    ],
    ['the case was closed', { closed: inSydney('2026-03-20 10:00') }, {}, 'implement', '2026-04-07 23:59:59'],
  ])('after %s (%j, %j): %s by %s', (_, events, facts, milestone, due) => {
    expect(dueOf(received(inSydney('2026-02-20 09:00'), { ...facts, happenings: told(events) }), milestone)).toBe(due)
  })

  test('a queue change, a reclassification or a second receipt never starts it again', () => {
    const first = inSydney('2026-03-29 11:00')
    const later = received(first, {
      openedAt: first + 9e8,
      classIds: { 'au-asic-rg271': 'standard' },
      happenings: told({ received: first + 9e8 }),
    })
    expect(dueOf(later, 'final')).toBe('2026-04-28 23:59:59')
  })
  test('a card scheme sets its own time: there is a clock, and a person has to find its date', () => {
    const clocks = startClocks(
      [rg271],
      received(inSydney('2026-03-29 11:00'), { classIds: { 'au-asic-rg271': 'card_scheme' } }),
      book,
      '2025c',
    )
    expect(clocks.find(({ milestone }) => milestone === 'final')).toMatchObject({ dueAt: null, warnAt: null })
  })
  test('what was received before it came into force has no clock of it', () => {
    expect(startClocks([rg271], received(inSydney('2021-10-04 23:59')), book, '2025c')).toEqual([])
    expect(startClocks([rg271], received(inSydney('2021-10-05 00:00')), book, '2025c')).not.toEqual([])
  })
})

describe("the firm's own promise", () => {
  const friday = at('Europe/Berlin', '2026-03-06 16:00')
  test.each<[string, Partial<CaseFacts>, string[]]>([
    ['a complaint', {}, ['ack', 'final', 'first_response']],
    ['a complaint of high risk', { highRisk: true }, ['ack', 'final', 'first_response', 'alert']],
    ['an interested buyer', { kind: 'opportunity' }, ['lead_response']],
    ['abuse', { kind: 'abuse' }, []],
    ['abuse of high risk', { kind: 'abuse', highRisk: true }, ['alert']],
  ])('for %s has the clocks %j', (_, facts, milestones) => {
    expect(startClocks([house], received(friday, facts), book, '2025c').map(({ milestone }) => milestone)).toEqual(milestones)
  })
  test.each<[string, string, string | undefined, string]>([
    ['ack', '2026-03-07 16:00:00', '2026-03-07 10:00:00', '24 hours by the wall clock'],
    ['final', '2026-04-05 23:59:59', undefined, '30 calendar days'],
    ['first_response', '2026-03-09 12:00:00', '2026-03-09 11:00:00', 'four hours of the office, warned after three of them'],
    ['alert', '2026-03-06 16:10:00', '2026-03-06 16:07:30', 'ten minutes by the wall clock, also at night'],
  ])('%s falls due at %s and warns at %s: %s', (milestone, due, warned) => {
    const clock = startClocks([house], received(friday, { highRisk: true }), book, '2025c').find((one) => one.milestone === milestone)!
    expect(clock.basis).toBe('service')
    expect(localText(clock.timeZone, clock.dueAt!)).toBe(due)
    if (warned) expect(localText(clock.timeZone, clock.warnAt!)).toBe(warned)
  })
})

/** Rule books of other countries come later; the way of counting is the same, so their worked examples hold already. */
describe('worked examples of other rule books', () => {
  const plain = { receiptDay: 'excluded', roll: 'none' } as const
  test.each<[string, string, string, string, Calendar]>([
    ['UK summary resolution', '2026-04-02', '3bd', '2026-04-09', england],
    ['UK final response', '2026-04-02', '8w', '2026-05-28', england],
    ['UK payment services', '2026-04-02', '15bd', '2026-04-27', england],
    ['UK payment services, exceptional', '2026-04-02', '35bd', '2026-05-27', england],
    ['UK telecoms letter', '2026-04-08', '6w', '2026-05-20', england],
    ['US portal answer', '2026-06-10', '15cd', '2026-06-25', unitedStates],
    ['US portal final', '2026-06-10', '60cd', '2026-08-09', unitedStates],
    ['US electronic transfer', '2026-06-10', '10bd', '2026-06-25', unitedStates],
    ['US mortgage error', '2026-05-20', '30bd', '2026-07-06', unitedStates],
    ['EU request extended', '2026-01-30', '3mo', '2026-04-30', brussels],
    ['Chinese bank over Golden Week', '2026-09-25', '15cd', '2026-10-10', shanghai],
    ['Indian shop', '2026-01-31', '1mo', '2026-02-28', kolkata],
  ])('%s: from %s %s end on %s', (_, from, span, due, calendar) => {
    const reckoned = reckon(parseSpan(span)!, at(calendar.timeZone, `${from} 10:00`), calendar, plain)
    expect(localText(calendar.timeZone, reckoned.at)).toBe(`${due} 23:59:59`)
  })
  test('EU request: a last day on a Saturday moves to Monday', () => {
    const reckoned = reckon(parseSpan('1mo')!, at('Europe/Brussels', '2026-01-30 10:00'), brussels, { ...plain, roll: 'next_business_day' })
    expect(localText('Europe/Brussels', reckoned.at)).toBe('2026-03-02 23:59:59')
  })
  test('a rule book that counts the day of receipt ends a day earlier', () => {
    const reckoned = reckon(parseSpan('30cd')!, inSydney('2026-03-29 10:00'), australia, { ...plain, receiptDay: 'included' })
    expect(localText('Australia/Sydney', reckoned.at)).toBe('2026-04-27 23:59:59')
  })
  test('the earlier of two spans', () => {
    const due = { kind: 'first', legs: [{ span: parseSpan('24h')! }, { span: parseSpan('1bd')! }] } as const
    expect(reckonDue(due, inSydney('2026-04-02 10:00'), australia, plain)!.decides.leg).toEqual({ span: parseSpan('24h') })
  })
})
