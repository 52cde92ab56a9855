import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { berlinOffice, england } from '../../../test/calendars'
import { parseDay } from '../time/day'
import { localText, momentOf } from '../time/zone'
import { readRota } from './read-rota'
import { type Cover, gaps, type Layer, onCall, type Rota, turns } from './rota'

const LONDON = 'Europe/London'
const at = (text: string, zone = LONDON) => {
  const [date, time = '00:00'] = text.split(' ')
  const [h, m] = time.split(':').map(Number)
  return momentOf(zone, parseDay(date!)!, (h! * 60 + m!) * 60_000)
}
const layer = (own: Partial<Layer> = {}): Layer => ({
  ...{
    name: 'first',
    people: ['ann', 'ben', 'cho'],
    every: 'week',
    at: '09:00',
    starts: '2026-03-02',
    days: [],
    hours: null,
    holidays: 'also',
  },
  ...own,
})
const rota = (...layers: Layer[]): Rota => ({ id: 'desk', version: 1, title: 'Desk', timeZone: LONDON, layers })
const nothing: Cover = { overrides: [], absences: [] }
const who = (it: Rota, when: string, cover: Cover = nothing) => onCall(it, at(when), cover, england)?.person ?? 'nobody'

describe('whose turn it is', () => {
  const weekly = rota(layer())
  test.each([
    ['2026-03-02 09:00', 'ann', 'the first Monday'],
    ['2026-03-09 08:59', 'ann', 'up to the last minute'],
    ['2026-03-09 09:00', 'ben', 'the handover'],
    ['2026-03-16 09:00', 'cho', 'the third week'],
    ['2026-03-23 09:00', 'ann', 'round again'],
    ['2026-03-30 08:59', 'ann', 'the clocks went forward on Sunday; handover is still at nine by the wall'],
    ['2026-03-30 09:00', 'ben', 'and not an hour off'],
    ['2026-03-02 08:59', 'nobody', 'before it begins'],
  ])('%s: %s, %s', (when, expected) => expect(who(weekly, when)).toBe(expected))

  const daily = rota(layer({ every: 'day', at: '18:00' }))
  test.each([
    ['2026-03-02 18:00', 'ann'],
    ['2026-03-03 17:59', 'ann'],
    ['2026-03-03 18:00', 'ben'],
    ['2026-03-05 18:00', 'ann'],
  ])('a daily handover at six: %s is %s', (when, expected) => expect(who(daily, when)).toBe(expected))
})

describe('layers, nights, weekends and holidays', () => {
  const night = rota(
    layer({ name: 'night', people: ['nia'], hours: { from: '18:00', to: '08:00' }, days: [1, 2, 3, 4, 5] }),
    layer({ name: 'holiday', people: ['hal'], holidays: 'only' }),
    layer({ name: 'day', people: ['dan'], hours: { from: '08:00', to: '18:00' }, days: [1, 2, 3, 4, 5], holidays: 'not' }),
    layer({ name: 'weekend', people: ['wes'], days: [6, 7] }),
  )
  test.each([
    ['2026-03-04 10:00', 'dan', 'a Wednesday'],
    ['2026-03-04 18:00', 'nia', 'the night begins'],
    ['2026-03-05 07:59', 'nia', 'and ends'],
    ['2026-03-07 03:00', 'nia', 'Friday’s night is still Friday’s on Saturday morning'],
    ['2026-03-07 12:00', 'wes', 'Saturday'],
    ['2026-04-03 12:00', 'hal', 'Good Friday'],
    ['2026-04-03 19:00', 'nia', 'its night: the upper layer answers'],
    ['2026-03-09 03:00', 'nobody', 'Sunday’s night is nobody’s: a gap'],
  ])('%s: %s, %s', (when, expected) => expect(who(night, when)).toBe(expected === 'nobody' ? 'nobody' : expected))

  test('a gap is found before its night comes', () => {
    const found = gaps(
      rota(layer({ people: ['nia'], hours: { from: '18:00', to: '08:00' } })),
      at('2026-03-09 00:00'),
      at('2026-03-10 00:00'),
      nothing,
      england,
    )
    expect(found.map(({ from, to }) => [from, to].map((m) => localText(LONDON, m).slice(0, 16)))).toEqual([
      ['2026-03-09 08:00', '2026-03-09 18:00'],
    ])
  })
})

describe('somebody else', () => {
  const weekly = rota(layer())
  const over = (person: string | null, from: string, to: string, madeAt = 0) => ({
    rota: 'desk',
    person,
    from: at(from),
    to: at(to),
    reason: 'swap',
    madeAt,
  })
  const away = (person: string, cover: string | null) => ({ person, from: at('2026-03-02'), to: at('2026-03-16'), cover })
  test.each<[string, Cover, string]>([
    ['an override', { overrides: [over('zoe', '2026-03-03', '2026-03-04')], absences: [] }, 'zoe'],
    [
      'the later of two',
      { overrides: [over('zoe', '2026-03-03', '2026-03-04', 2), over('yan', '2026-03-03', '2026-03-05', 1)], absences: [] },
      'zoe',
    ],
    ['an override of another day', { overrides: [over('zoe', '2026-03-05', '2026-03-06')], absences: [] }, 'ann'],
    ['nobody on purpose', { overrides: [over(null, '2026-03-03', '2026-03-04')], absences: [] }, 'nobody'],
    [
      'an override by somebody who is away: the turn again',
      { overrides: [over('zoe', '2026-03-03', '2026-03-04')], absences: [away('zoe', null)] },
      'ann',
    ],
    ['absence with cover', { overrides: [], absences: [away('ann', 'zoe')] }, 'zoe'],
    ['absence without cover: the next in turn', { overrides: [], absences: [away('ann', null)] }, 'ben'],
    ['cover of cover', { overrides: [], absences: [away('ann', 'ben'), away('ben', 'zoe')] }, 'zoe'],
    ['a circle of cover is no cover', { overrides: [], absences: [away('ann', 'ben'), away('ben', 'ann')] }, 'cho'],
    ['everybody is away', { overrides: [], absences: [away('ann', null), away('ben', null), away('cho', null)] }, 'nobody'],
  ])('%s', (_, cover, expected) => expect(who(weekly, '2026-03-03 12:00', cover)).toBe(expected))

  test('why it is them', () => {
    const cover = { overrides: [], absences: [away('ann', 'zoe')] }
    expect(onCall(weekly, at('2026-03-03 12:00'), cover, null)).toEqual({ person: 'zoe', layer: 'first', because: 'cover' })
    expect(turns(weekly, at('2026-03-09 08:00'), at('2026-03-09 10:00'), nothing, null).map(({ on }) => on?.person)).toEqual(['ann', 'ben'])
  })
})

test('at every moment a rota of one unbroken layer has exactly one person, and over whole rounds everybody has the same share', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom('day', 'week'),
      fc.constantFrom('Europe/Berlin', 'Asia/Bangkok', 'Australia/Lord_Howe'),
      (n, every, zone) => {
        const people = Array.from({ length: n }, (_, i) => `p${i}`)
        const it: Rota = { ...rota(layer({ people, every })), timeZone: zone }
        const [from, days] = [at('2026-03-02 09:00', zone), n * (every === 'week' ? 7 : 1)]
        const share = new Map<string, number>()
        for (let day = 0; day < days; day++) {
          const person = onCall(it, from + day * 86_400_000 + 7_200_000, nothing, berlinOffice)?.person
          share.set(person ?? 'nobody', (share.get(person ?? 'nobody') ?? 0) + 1)
        }
        expect([...share.keys()].sort()).toEqual(people)
        expect(new Set(share.values()).size).toBe(1)
      },
    ),
    { numRuns: 40 },
  )
})

describe('reading a rota', () => {
  const good = { id: 'night', title: 'Nights', layers: [{ people: ['ann'], every: 'day', at: '18:00', starts: '2026-03-02' }] }
  const staff = new Set(['ann', 'ben'])
  test('one that is sound, in the firm’s zone unless it says another', () => {
    expect(readRota(good, staff, LONDON)).toMatchObject({
      ok: true,
      value: { id: 'night', timeZone: LONDON, layers: [{ holidays: 'also', hours: null }] },
    })
  })
  test.each<[string, object, string]>([
    ['nobody', { layers: [{ people: [] }] }, 'rota.layers[0].people must name somebody.'],
    ['a stranger', { layers: [{ people: ['zed'] }] }, 'rota.layers[0].people names "zed", who is not on the staff.'],
    ['no hour', { layers: [{ people: ['ann'], at: 'noon' }] }, 'rota.layers[0].at must be a time such as 09:00'],
    ['no day', { layers: [{ people: ['ann'], days: [8] }] }, 'rota.layers[0].days may hold 1 (Monday) to 7 (Sunday), but it is [8].'],
    ['no layers', { layers: [] }, 'rota.layers must hold at least one layer'],
    ['no zone', { time_zone: 'Mars/Olympus' }, 'rota.time_zone must be a zone such as Asia/Bangkok'],
    ['a bad name', { id: 'Night Shift' }, 'rota.id must be small letters'],
    ['an unknown field', { on: 1 }, 'rota.on is not a field that we know.'],
  ])('%s', (_, own, sentence) => {
    const read = readRota({ ...good, ...own }, staff, LONDON)
    expect(read.ok ? [] : read.problems.join('\n')).toContain(sentence)
  })
})
