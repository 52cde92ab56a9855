import { describe, expect, test } from 'vitest'
import { readMovedDays } from './read-moved-days'

const year = {
  year: 2027,
  notice: 'Notice 1 of 2026',
  off: [
    { from: '2027-01-01', to: '2027-01-01', name: 'New Year' },
    { from: '2027-04-13', to: '2027-04-15', name: 'Songkran' },
  ],
  work: ['2027-04-10'],
}
const file = (...years: unknown[]) => ({ format: 'redress-moved-days/1', place: 'TH-bank', years })

test('days off, moved working days, and the years that are known', () => {
  const read = readMovedDays(file(year))
  if (!read.ok) throw new Error(read.problems.join(' '))
  const { days, workdays, known, jurisdiction } = read.value
  expect([...days.keys()]).toEqual(['2027-01-01', '2027-04-13', '2027-04-14', '2027-04-15'])
  expect([...workdays!]).toEqual([['2027-04-10', 'a working day by Notice 1 of 2026']])
  expect({ known, jurisdiction }).toEqual({ known: { from: 2027, to: 2027 }, jurisdiction: 'TH-bank' })
})

describe('a slip is named in a sentence', () => {
  test.each<[string, unknown, string]>([
    ['a year without any day off', file({ ...year, off: [] }), 'days.years[0].off must name the days off of the year'],
    ['a year twice', file(year, year), 'days.years has 2027 twice'],
    [
      'a year left out',
      file(year, { ...year, year: 2029, off: [{ from: '2029-01-01', to: '2029-01-01', name: 'x' }], work: [] }),
      'has no 2028',
    ],
    ['another year', file({ ...year, year: 2028 }), 'days.years[0] must hold dates of 2028, but it holds "2027-01-01".'],
    ['no year', file({ ...year, year: 'next' }), 'must be a year such as 2026, but it is "next".'],
    ['no years', file(), 'must hold at least one year'],
    [
      'an end before its beginning',
      file({ ...year, off: [{ from: '2027-04-15', to: '2027-04-13', name: 'x' }] }),
      'must begin before it ends',
    ],
    ['a month off', file({ ...year, off: [{ from: '2027-04-01', to: '2027-04-30', name: 'x' }] }), 'last at most two weeks'],
    ['a Tuesday that is worked instead', file({ ...year, work: ['2027-04-06'] }), 'which is no weekend day'],
    ['a day off that is worked', file({ ...year, work: ['2027-04-13'] }), 'which is a day off in the same list'],
    ['no notice', file({ ...year, notice: undefined }), 'days.years[0].notice must be a text'],
  ])('%s', (_, value, sentence) => {
    const read = readMovedDays(value)
    expect(read.ok ? '' : read.problems.join('\n')).toContain(sentence)
  })
})
