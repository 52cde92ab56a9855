import { describe, expect, test } from 'vitest'
import { australia, inSydney, sydneyOffice } from '../../../test/calendars'
import { localText } from '../time/zone'
import { type CaseFacts, startClocks } from './clocks'
import type { Pack } from './pack'
import { readPack } from './read-pack'

const base = { kind: 'final_response', title: 'Title', obligation: 'must', start: 'received', reference: 'Rule 1', evidence: 'P' }
function packOf(milestones: object[], more: object = {}): Pack {
  const read = readPack({
    format: 'redress-regime/2',
    id: 'example',
    evidence: 'P',
    version: '1',
    title: 'Example',
    jurisdiction: 'AU',
    checked: '2026-01-01',
    calendar: { use: 'au-national', time_zone: 'Australia/Sydney' },
    classes: [],
    milestones: milestones.map((one) => ({ ...base, ...one })),
    ...more,
  })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.pack
}
const monday = inSydney('2026-03-02 10:00')
const facts: CaseFacts = {
  kind: 'complaint',
  severity: 'C',
  receivedAt: monday,
  openedAt: monday,
  channel: 'email',
  product: null,
  topics: [],
  highRisk: false,
}
const book = new Map([
  ['au-national', australia],
  ['office', sydneyOffice],
])
const clocks = (pack: Pack, more: Partial<CaseFacts> = {}) => startClocks([pack], { ...facts, ...more }, book, '2025c')
const only = (milestone: object, more: object = {}) => clocks(packOf([{ id: 'one', ...milestone }], more))[0]!

describe('when a clock warns', () => {
  test.each<[string, object, string, string]>([
    ['30cd', {}, '2026-03-25 08:29:59', 'three quarters of the time have gone'],
    ['3cd', {}, '2026-03-04 23:59:59', 'a day is left, though three quarters have not quite gone'],
    ['26h', {}, '2026-03-02 23:00:00', 'a day ahead would be at the very start, so half of the time'],
    ['8h', { obligation: 'target' }, '2026-03-02 16:00:00', 'a target of the firm: three quarters'],
    ['2cd', { obligation: 'target' }, '2026-03-04 08:29:59', 'a target of the firm has no day ahead'],
  ])('%s (%j): at %s, because %s', (due, more, warned) => {
    expect(localText('Australia/Sydney', only({ due, ...more }).warnAt!)).toBe(warned)
  })
  test.each<[string, string[], string, string[], string]>([
    [
      '4h',
      ['50%', '30min'],
      '2026-03-02 12:00:00',
      ['2026-03-02 13:30:00'],
      'as the rule book writes its lines, in the order of their time',
    ],
    ['4h', ['5min', '10%', '10%'], '2026-03-02 10:24:00', ['2026-03-02 13:55:00'], 'each once'],
    ['4h', ['6h'], '2026-03-02 13:00:00', [], 'a line before the start is none, and the usual one holds'],
  ])('%s with %j: at %s and then %j, because %s', (due, warn, first, more) => {
    const clock = only({ due, warn, obligation: 'target' })
    expect(localText('Australia/Sydney', clock.warnAt!)).toBe(first)
    expect((clock.marks ?? []).map(({ at, warns }) => [localText('Australia/Sydney', at), warns])).toEqual(more.map((at) => [at, true]))
  })
  test('a share of opening time is counted in opening time', () => {
    const clock = only({ due: '4bh', warn: ['50%'], obligation: 'target' }, { calendar: { use: 'office', time_zone: 'firm' } })
    expect(localText('Australia/Sydney', clock.warnAt!)).toBe('2026-03-02 12:00:00')
  })
  test('opening time warns after three quarters of it, lunch and nights left out', () => {
    const clock = only({ due: '4bh', obligation: 'target' }, { calendar: { use: 'office', time_zone: 'firm' } })
    expect(localText('Australia/Sydney', clock.dueAt!)).toBe('2026-03-02 15:00:00')
    expect(localText('Australia/Sydney', clock.warnAt!)).toBe('2026-03-02 14:00:00')
  })
  test('a window breaks no promise and warns nobody', () => {
    expect(only({ due: '5bd', obligation: 'may' })).toMatchObject({ warnAt: null, obligation: 'may' })
  })
})

describe('law and target are told apart', () => {
  test.each([
    [{ due: '30cd' }, 'statutory', true],
    [{ due: '30cd', obligation: 'should' }, 'statutory', true],
    [{ due: '30cd', obligation: 'target' }, 'service', true],
    [{ due: 'prompt', target: '10bd' }, 'service', true],
    [{ due: 'prompt' }, 'service', false],
    [{ due: { at: 'the time in the scheme', given_as: 'card_scheme_due' } }, 'statutory', false],
  ])('%j is a %s clock; it has a date: %s', (milestone, basis, dated) => {
    const clock = only(milestone)
    expect(clock.basis).toBe(basis)
    expect(clock.dueAt !== null).toBe(dated)
  })
})

describe('which milestones a case has', () => {
  const when = packOf([
    { id: 'all', due: '1cd' },
    { id: 'severe', due: '1cd', when: "severity in ['A', 'B']" },
    { id: 'online', due: '1cd', channels: ['web', 'facebook'] },
    { id: 'danger', due: '1cd', when: 'high_risk' },
    { id: 'sales', due: '1cd', when: "kind == 'opportunity'" },
    { id: 'gate', start: undefined, before: 'all' },
  ])
  test.each<[Partial<CaseFacts>, string[]]>([
    [{ channel: 'web' }, ['all', 'online']],
    [{ severity: 'B' }, ['all', 'severe', 'online']],
    [{ channel: 'facebook' }, ['all', 'online']],
    [{ channel: 'letter' }, ['all', 'online']],
    [{ highRisk: true }, ['all', 'online', 'danger']],
    [{ kind: 'opportunity' }, ['sales']],
    [{ kind: 'abuse' }, []],
  ])('%j: %j', (more, milestones) => {
    expect(clocks(when, more).map(({ milestone }) => milestone)).toEqual(milestones)
  })
  test('a case that became one of high risk later counts from then', () => {
    const pack = packOf([{ id: 'alert', start: 'high_risk_raised', due: '10min', when: 'high_risk' }])
    expect(clocks(pack, { highRisk: true, openedAt: monday + 5 })[0]).toMatchObject({ startedAt: monday + 5 })
    expect(clocks(pack, { highRisk: true, happenings: [{ name: 'high_risk_raised', at: monday + 9e6 }] })[0]).toMatchObject({
      startedAt: monday + 9e6,
    })
  })
})

describe('classes: the first that fits, but a person knows better', () => {
  const pack = packOf([{ id: 'one', due: '1cd' }], {
    classes: [
      { id: 'trustee', title: 'T', when: "firm_role == 'trustee'" },
      { id: 'hardship', title: 'H', when: "product == 'credit' && 'hardship' in topics" },
      { id: 'credit', title: 'C', when: "product == 'credit'" },
      { id: 'standard', title: 'S', when: 'true' },
    ],
  })
  test.each<[Partial<CaseFacts>, string]>([
    [{}, 'standard'],
    [{ product: 'credit' }, 'credit'],
    [{ product: 'credit', topics: ['fees', 'hardship'] }, 'hardship'],
    [{ topics: ['hardship'] }, 'standard'],
    [{ classIds: { example: 'trustee' }, product: 'credit' }, 'trustee'],
    [{ classIds: { example: 'unheard of' }, product: 'credit' }, 'credit'],
  ])('%j: %s', (more, found) => {
    expect(clocks(pack, more)[0]!.class).toBe(found)
  })
})

test('several packs give several sets of clocks, never merged', () => {
  const packs = [packOf([{ id: 'ack', due: '1cd' }]), { ...packOf([{ id: 'ack', due: '2cd' }]), id: 'other' }]
  expect(startClocks(packs, facts, book, '2025c').map(({ regime, milestone }) => `${regime} ${milestone}`)).toEqual([
    'example ack',
    'other ack',
  ])
})

test('a clock says with what it was counted', () => {
  expect(only({ due: '1bd' })).toMatchObject({
    regime: 'example',
    regimeVersion: '1',
    calendar: 'au-national',
    calendarVersion: 'test',
    timeZone: 'Australia/Sydney',
    tzVersion: '2025c',
    holidaysAssumed: false,
  })
})

describe('what is missing never makes a deadline later', () => {
  test('a year without holidays is counted without them, and the clock says so', () => {
    expect(only({ due: '1bd' }, {}).holidaysAssumed).toBe(false)
    const late = clocks(packOf([{ id: 'one', due: '1bd' }]), { receivedAt: inSydney('2028-04-13 10:00') })[0]!
    expect(late.holidaysAssumed).toBe(true)
    expect(localText('Australia/Sydney', late.dueAt!)).toBe('2028-04-14 23:59:59')
  })
  test('a calendar that is not there counts every day and every hour, in the zone of the pack', () => {
    const lost = { calendar: { use: 'lost', time_zone: 'Australia/Sydney' } }
    const clock = clocks(packOf([{ id: 'one', due: '1bd' }], lost), { receivedAt: inSydney('2026-04-02 10:00') })[0]!
    expect(localText('Australia/Sydney', clock.dueAt!)).toBe('2026-04-03 23:59:59')
    expect(clock).toMatchObject({ holidaysAssumed: true, calendarVersion: 'missing', timeZone: 'Australia/Sydney' })
  })
})

test("the pack's zone goes before the calendar's own", () => {
  const perth = only({ due: '1cd' }, { calendar: { use: 'au-national', time_zone: 'Australia/Perth' } })
  expect(perth.dueAt).toBe(inSydney('2026-03-04 02:59:59') + 999)
})

test('a version holds for what was received on its first and its last local day', () => {
  const pack = packOf([{ id: 'one', due: '1cd' }], { effective: { from: '2026-03-02', to: '2026-03-04' } })
  const held = ['2026-03-01 23:59', '2026-03-02 00:00', '2026-03-04 23:59', '2026-03-05 00:00'].map(
    (local) => clocks(pack, { receivedAt: inSydney(local) }).length,
  )
  expect(held).toEqual([0, 1, 1, 0])
})
