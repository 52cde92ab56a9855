import { describe, expect, test } from 'vitest'
import { addBusinessDays } from './calendar'
import { calendarOf, readCalendars } from './read-calendars'

const day = ['09:00-12:30', '13:30-17:00']
const office = { id: 'office', version: '1', title: 'Office', holidays: 'firm', week: { mon: day, tue: day, wed: day, thu: day, fri: day } }
const file = (more: object = {}) => ({ format: 'redress-calendars/1', calendars: [{ ...office, ...more }] })
const problemsOf = (value: unknown) => {
  const read = readCalendars(value)
  return read.ok ? [] : read.problems
}

describe('a calendar is read', () => {
  test('with lunch as the gap between two shifts', () => {
    const read = readCalendars(file())
    expect(read.ok && read.value[0]).toMatchObject({
      timeZone: null,
      holidays: 'firm',
      week: {
        1: [
          ['09:00', '12:30'],
          ['13:30', '17:00'],
        ],
        6: [],
      },
    })
  })
  test.each<[string, unknown]>([
    ['round the clock', file({ week: { mon: ['00:00-24:00'], tue: ['00:00-24:00'] } })],
    ['over midnight', file({ week: { mon: ['22:00-06:00'], tue: ['06:00-10:00', '22:00-06:00'] } })],
    ['over midnight from Sunday to Monday', file({ week: { sun: ['22:00-06:00'], mon: ['06:00-09:00'] } })],
  ])('%s', (_, value) => {
    expect(problemsOf(value)).toEqual([])
  })
})

describe('a mistake is named in a sentence that says where', () => {
  test.each<[string, unknown, string]>([
    [
      'a time that is none',
      file({ week: { mon: ['9-17'] } }),
      'calendars.calendars[0].week.mon must hold times such as "09:00-12:30", but it holds "9-17".',
    ],
    ['a shift of no length', file({ week: { mon: ['09:00-09:00'] } }), 'must hold times'],
    ['25 o’clock', file({ week: { mon: ['09:00-25:00'] } }), 'must hold times'],
    ['past midnight at the start', file({ week: { mon: ['24:00-06:00'] } }), 'must hold times'],
    ['an unknown day', file({ week: { mon: day, funday: day } }), 'week.funday is not a field that we know.'],
    ['never open', file({ week: { mon: [] } }), 'week has no opening hours on any day.'],
    ['two shifts at once', file({ week: { mon: ['09:00-13:00', '12:00-17:00'] } }), 'week.mon has a shift that overlaps the next one'],
    [
      'a night that runs into the morning shift',
      file({ week: { sun: ['22:00-06:00'], mon: ['05:00-09:00'] } }),
      'week.sun has a shift that overlaps',
    ],
    ['a zone nobody knows', file({ time_zone: 'Mars/Olympus' }), 'not a time zone that we know: "Mars/Olympus"'],
    [
      'a closing day that is no date',
      file({ closed: { 'next Friday': 'Party' } }),
      'must hold dates with a name, but it holds {"next Friday":"Party"}.',
    ],
    ['closing days as a list', file({ closed: ['2026-12-31'] }), 'must be a list of dates with their names'],
    ['the same id twice', { format: 'redress-calendars/1', calendars: [office, office] }, 'two calendars with the id "office"'],
  ])('%s', (_, value, sentence) => {
    expect(problemsOf(value).join('\n')).toContain(sentence)
  })
})

describe('a calendar is made usable', () => {
  const read = readCalendars(file({ closed: { '2026-12-31': 'Works outing' } }))
  const plan = read.ok ? read.value[0]! : expect.fail('it must be readable')
  const holidays = { jurisdiction: 'TH', source: 'a list', days: new Map([['2027-01-01', 'วันขึ้นปีใหม่']]), known: { from: 2026, to: 2027 } }

  test("in the firm's zone, with the place's holidays and the firm's own closing days", () => {
    const calendar = calendarOf(plan, 'Asia/Bangkok', holidays)
    expect(calendar).toMatchObject({ timeZone: 'Asia/Bangkok', version: '1+TH@a list', holidaysKnown: { from: 2026, to: 2027 } })
    const due = addBusinessDays(calendar, Date.parse('2026-12-30T10:00:00+07:00'), 1)
    expect(due.skipped.map(({ why }) => why)).toEqual(['Works outing', 'วันขึ้นปีใหม่', 'closed on Saturdays', 'closed on Sundays'])
    expect(due.holidaysAssumed).toBe(false)
  })
  test('without a list of holidays every count says that it assumed', () => {
    expect(addBusinessDays(calendarOf(plan, 'UTC', null), Date.parse('2026-12-01T10:00:00Z'), 1).holidaysAssumed).toBe(true)
  })
  test('a calendar that keeps no holidays assumes nothing', () => {
    const calendar = calendarOf({ ...plan, holidays: null }, 'UTC', null)
    expect(addBusinessDays(calendar, Date.parse('2026-12-01T10:00:00Z'), 1).holidaysAssumed).toBe(false)
  })
})
