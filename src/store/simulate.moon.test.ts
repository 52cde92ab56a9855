import { describe, expect, test } from 'vitest'
import { milestone, simulated, wishOf } from '../../test/support/simulated'
import { withYears } from '../domain/time/holidays'
import { loadHolidays } from './holidays'

/** The acknowledgement after one business day, which is as near to a feast as a date can be. */
const GULF: [place: string, received: string, due: string, feast: string | null, why: string][] = [
  ['AE', '2024-04-08', '2024-04-09', null, 'the day before a feast is worked, whenever the feast begins after it'],
  ['AE', '2024-04-09', '2024-04-10', '2024-04-10', 'the feast may begin a day later'],
  ['AE', '2025-03-30', '2025-04-01', '2025-03-30', 'the feast may have begun, and end, a day earlier'],
  ['AE', '2026-03-19', '2026-03-20', '2026-03-20', 'the feast may begin a day later'],
  ['AE', '2026-05-26', '2026-05-27', '2026-05-27', 'so may the Sacrifice'],
  ['AE', '2027-03-09', '2027-03-11', '2027-03-09', 'its third day may be worked'],
  ['AE', '2027-05-12', '2027-05-13', null, 'no feast is near'],
  ['SA', '2024-04-09', '2024-04-14', null, 'no evening makes it earlier: the weekend follows'],
  ['SA', '2025-06-04', '2025-06-05', '2025-06-05', 'the feast may begin a day later'],
  ['SA', '2026-03-19', '2026-03-22', '2026-03-19', 'the feast may end a day earlier, after the weekend'],
  ['SA', '2027-05-13', '2027-05-18', '2027-05-15', 'its last day may be worked'],
  ['EG', '2024-04-09', '2024-04-10', '2024-04-10', 'the feast may begin a day later'],
  ['EG', '2025-06-08', '2025-06-09', '2025-06-06', 'the feast may end a day earlier'],
  ['EG', '2027-05-13', '2027-05-16', '2027-05-16', 'the feast may begin a day later'],
]
const wish = (place: string, received: string) => `iso10002-default, in ${place}, received ${received}`

describe('where feasts wait for the moon, the earliest end holds', () => {
  test.each(GULF)('%s, received %s: %s (feast reckoned for %s), because %s', async (place, received, due, feast) => {
    const row = await milestone(wish(place, received), 'ack')
    expect([row.due_date, row.moon.map(({ date }) => date)]).toEqual([due, feast ? [feast] : []])
  })

  test('which the simulator says', async () => {
    const said = async (received: string) => (await simulated(wishOf(wish('AE', received)))).warnings.join(' ')
    expect(await said('2026-03-19')).toContain('waits for the moon')
    expect(await said('2026-09-14')).not.toContain('moon')
  })

  test('and long counts never end later than by the reckoned days', async () => {
    const { due_date } = await milestone(wish('AE', '2026-03-02'), 'final')
    expect(due_date).toBe('2026-04-01')
  })
})

describe('the list of a year', () => {
  test('names its feasts, those of one month together', async () => {
    const { moon = [] } = await loadHolidays('BH', 2026, 2026)
    expect(moon.map(({ dates }) => dates)).toContainEqual(['2026-05-26', '2026-05-27', '2026-05-28', '2026-05-29'])
    expect((await loadHolidays('AU', 2026, 2026)).moon).toBeUndefined()
  })
  test('that somebody has brought leaves nothing open in it', async () => {
    const known = { from: 2026, to: 2026 }
    const list = { jurisdiction: 'AE', source: 'ours', days: new Map([['2026-03-21', 'Eid']]), known }
    const { moon = [] } = withYears(await loadHolidays('AE', 2025, 2027), list)
    expect([...new Set(moon.map(({ dates: [first = ''] }) => first.slice(0, 4)))]).toEqual(['2025', '2027'])
  })
  test.each(['TH', 'IR'])('%s counts the days that were announced, and no others', async (place) => {
    expect((await loadHolidays(place, 2026, 2027)).moon).toBeUndefined()
  })
})
