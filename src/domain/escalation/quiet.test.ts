import { expect, test } from 'vitest'
import { berlinOffice, inBerlin } from '../../../test/calendars'
import { localText } from '../time/zone'
import { climb, plan, startEscalation } from './climb'
import { type Policy, underSeverity } from './policy'
import { afterQuiet, type Quiet } from './quiet'

const ZONE = 'Europe/Berlin'
const night: Quiet = { from: '22:00', to: '07:00', severities: ['B', 'C', 'D', 'E'] }
const text = (at: number) => localText(ZONE, at).slice(0, 16)

test.each([
  ['2026-03-05 21:59', 'C', '2026-03-05 21:59', 'before'],
  ['2026-03-05 22:00', 'C', '2026-03-06 07:00', 'the first minute'],
  ['2026-03-06 03:00', 'C', '2026-03-06 07:00', 'past midnight'],
  ['2026-03-06 07:00', 'C', '2026-03-06 07:00', 'over'],
  ['2026-03-06 03:00', 'A', '2026-03-06 03:00', 'severity A never waits'],
  ['2026-03-28 23:00', 'C', '2026-03-29 07:00', 'the short night: seven by the wall'],
] as const)('%s in severity %s becomes %s: %s', (at, severity, expected, _why) => {
  expect(text(afterQuiet(night, ZONE, severity, inBerlin(at)))).toBe(expected)
})

const policy: Policy = {
  ...{ id: 'p', version: '1', title: 'P', time: 'wall', appliesTo: [], repeat: null, stopsOn: ['closed'], startsOn: [{ on: 'opened' }] },
  ...{ acknowledgements: 1, quiet: night },
  levels: [0, 3_600_000, 3_600_000].map((afterMs) => ({ afterMs, tell: ['owner' as const], takeOver: false })),
}
const drawn = (severity: 'A' | 'C') =>
  plan(underSeverity(policy, severity), inBerlin('2026-03-05 20:30'), berlinOffice).map(({ dueAt }) => text(dueAt))

test('a level that falls into the quiet hours waits for their end, and the next counts from there', () => {
  expect(drawn('C')).toEqual(['2026-03-05 20:30', '2026-03-05 21:30', '2026-03-06 07:00'])
  expect(drawn('A')).toEqual(['2026-03-05 20:30', '2026-03-05 21:30', '2026-03-05 22:30'])
})

test('looking in the quiet hours takes nothing', () => {
  const mild = underSeverity(policy, 'C')
  const start = startEscalation(mild, inBerlin('2026-03-05 20:30'), berlinOffice)
  expect(climb(mild, start, berlinOffice, inBerlin('2026-03-06 02:00'))).toMatchObject({
    take: [{ level: 1 }, { level: 2 }],
    nextAt: inBerlin('2026-03-06 07:00'),
  })
})
