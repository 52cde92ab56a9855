import { describe, expect, test } from 'vitest'
import { inSydney, sydneyOffice } from '../../../test/calendars'
import { localText } from '../time/zone'
import { startClocks } from './clocks'
import { compileService, readService } from './service-policy'

const week = sydneyOffice.week
const good = { format: 'redress-service/1', title: 'Our promises', first_response: '4bh' }
const read = (more: object) => readService({ ...good, ...more }, week)
const problemsOf = (more: object) => {
  const found = read(more)
  return found.ok ? [] : found.problems
}
function compiled(more: object) {
  const found = read(more)
  if (!found.ok) throw new Error(found.problems.join('\n'))
  return compileService(found.value, 'own-1')
}

describe('a service policy becomes rule books and calendars', () => {
  test('one clock for each promise, in the hours of the house', () => {
    const { packs, calendars } = compiled({ next_response: '8bh', update_every: '5bd', resolution: '10bd' })
    expect(packs.map(({ id, version }) => `${id}@${version}`)).toEqual(['service-desk@own-1'])
    expect(packs[0]!.milestones.map(({ id }) => id)).toEqual([
      'desk_first_response',
      'desk_next_response',
      'desk_update',
      'desk_resolution',
    ])
    expect(packs[0]!.milestones.every(({ obligation }) => obligation === 'target')).toBe(true)
    expect(calendars).toMatchObject([{ id: 'service-desk@own-1', holidays: 'firm', week }])
  })
  test('a promise that is not made is no clock', () => {
    expect(compiled({}).packs[0]!.milestones.map(({ id }) => id)).toEqual(['desk_first_response'])
  })
  test('a branch has hours, holidays and promises of its own, and what it does not say is as in the house', () => {
    const { packs, calendars } = compiled({
      resolution: '10bd',
      branches: { north: { holidays: 'TH', first_response: '2bh', hours: { mon: ['08:00-12:00', '13:00-20:00'] } } },
    })
    expect(packs.map(({ id, applies }) => [id, applies?.source])).toEqual([
      ['service-desk', "!(branch in ['north'])"],
      ['service-desk-north', "branch == 'north'"],
    ])
    expect(packs[1]!.milestones.map(({ id, due }) => [id, due])).toEqual([
      ['desk_first_response', { kind: 'span', legs: [{ span: { unit: 'business', ms: 7_200_000 } }] }],
      ['desk_resolution', { kind: 'span', legs: [{ span: { unit: 'business_days', n: 10 } }] }],
    ])
    expect(calendars[1]).toMatchObject({ id: 'service-desk-north@own-1', holidays: 'TH' })
    expect(calendars[1]!.week[1]).toHaveLength(2)
  })
})

describe('some cases are promised more', () => {
  const closer = [
    { severities: ['A', 'B'], first_response: '1bh' },
    { channels: ['chat'], first_response: '5min', resolution: '1bd' },
  ]
  const receivedAt = inSydney('2026-03-02 10:00')
  const duesFor = (severity: 'A' | 'C', channel: string) => {
    const { packs } = compiled({ resolution: '10bd', closer })
    const book = new Map([['service-desk@own-1', sydneyOffice]])
    const facts = { kind: 'complaint' as const, product: null, topics: [], highRisk: false, openedAt: receivedAt, receivedAt }
    const clocks = startClocks(packs, { ...facts, severity, channel }, book, '2025c')
    return clocks.map(({ milestone, dueAt }) => `${milestone} ${localText('Australia/Sydney', dueAt!).slice(0, 16)}`)
  }
  test.each<['A' | 'C', string, string[]]>([
    ['A', 'email', ['desk_first_response 2026-03-02 11:00', 'desk_resolution 2026-03-16 23:59']],
    ['A', 'chat', ['desk_first_response 2026-03-02 11:00', 'desk_resolution 2026-03-16 23:59']],
    ['C', 'chat', ['desk_first_response 2026-03-02 10:05', 'desk_resolution 2026-03-03 23:59']],
    ['C', 'email', ['desk_first_response 2026-03-02 15:00', 'desk_resolution 2026-03-16 23:59']],
  ])('severity %s by %s: %j; the first row that fits holds, and what it does not say is as in the house', (severity, channel, dues) => {
    expect(duesFor(severity, channel).sort()).toEqual(dues)
  })
  test('one length for all is one milestone without classes', () => {
    const { packs } = compiled({ closer: [{ severities: ['A'], first_response: '4bh' }] })
    expect(packs[0]!.milestones.map(({ id, classes }) => [id, classes])).toEqual([['desk_first_response', []]])
  })
})

describe('what is wrong with it is said in sentences', () => {
  test.each<[object, RegExp]>([
    [{ first_response: '4 hours' }, /^service\.first_response must be a duration such as 4bh/],
    [{ first_response: '0h' }, /^service\.first_response is no time at all/],
    [{ update_every: '0bd' }, /^service\.update_every is no time at all/],
    [{ first_response: undefined }, /^service promises nothing/],
    [{ hours: { mon: ['09:00-25:00'] } }, /^service\.hours\.mon must hold times/],
    [{ hours: {} }, /^service\.hours has no opening hours on any day/],
    [{ time_zone: 'Asia/Nowhere' }, /^service\.time_zone is not a time zone/],
    [{ closed: { 'next week': 'x' } }, /^service\.closed must hold dates/],
    [{ pause: { reasons: ['lunch'], longest: 'long' } }, /^service\.pause\.longest must be a duration/],
    [{ branches: { 'North Pole': {} } }, /^service\.branches\.North Pole must be named in small letters/],
    [{ branches: { north: { resolution: 'soon' } } }, /^service\.branches\.north\.resolution must be a duration/],
    [{ branches: ['north'] }, /^service\.branches must be a list of branches by name/],
    [{ closer: [{ first_response: '1bh' }] }, /^service\.closer\[0\] fits every case/],
    [{ closer: [{ severities: ['A'] }] }, /^service\.closer\[0\] promises nothing/],
    [{ closer: [{ severities: ['Z'], resolution: '1bd' }] }, /^service\.closer\[0\]\.severities/],
    [{ closer: [{ channels: ['pigeon'], resolution: '1bd' }] }, /^service\.closer\[0\]\.channels/],
    [{ first_reply: '4bh' }, /^service\.first_reply is not a field that we know/],
  ])('%j', (more, says) => expect(problemsOf(more)[0]).toMatch(says))
})
