import { expect, test } from 'vitest'
import { australia } from '../../../test/calendars'
import { calendarAlarms } from './alarms'
import { calendarKey } from './clocks'
import { readPack } from './read-pack'

const read = readPack({
  ...{
    format: 'redress-regime/2',
    id: 'example',
    version: '1',
    title: 'Example',
    jurisdiction: 'AU',
    evidence: 'P',
    checked: '2026-01-01',
  },
  calendar: { holidays: 'AU', weekend: ['sat', 'sun'], time_zone: 'Australia/Sydney' },
  milestones: [
    { id: 'one', kind: 'alert', title: 'One', obligation: 'must', start: 'received', due: '1bd', reference: 'R 1', evidence: 'P' },
  ],
})
if (!read.ok) throw new Error(read.problems.join('\n'))
const { pack } = read
const until = (to: number) => new Map([[calendarKey(pack), { ...australia, holidaysKnown: { from: 2025, to } }]])

test.each<[string, ReturnType<typeof until>, string[]]>([
  ['the years are known', until(2027), []],
  ['next year is not', until(2026), ['Not all holidays of au-national in 2027 are known; example counts by them.']],
  ['neither is this one', until(2025), ['Not all holidays of au-national in 2026 and 2027 are known']],
  ['there is no calendar', new Map(), ['example counts by the calendar "days of example@1", which is missing']],
])('where %s', (_, book, sentences) => {
  const found = calendarAlarms([pack], book, Date.parse('2026-07-01T12:00:00Z'))
  expect(found).toHaveLength(sentences.length)
  sentences.forEach((sentence, at) => {
    expect(found[at]).toContain(sentence)
  })
})

test('next year is asked for from the middle of this one, once for all rule books that count by it, with the remedy', () => {
  const other = { ...pack, id: 'other' }
  const book = new Map([...until(2026), ...[...until(2026)].map(([, calendar]) => [calendarKey(other), calendar] as const)])
  expect(calendarAlarms([pack, other], book, Date.parse('2026-06-29T12:00:00Z'))).toEqual([])
  expect(calendarAlarms([pack, other], book, Date.parse('2026-07-02T12:00:00Z'))).toEqual([
    expect.stringMatching(/au-national in 2027 .* example, other count by them.*\(place: au-national\): redress regime add FILE/),
  ])
})
