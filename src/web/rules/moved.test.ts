import { expect, test } from 'vitest'
import type { Clock } from '../data/types'
import { movedBetween } from './moved'

const clock = (own: Partial<Clock>) => ({ id: 'final', state: 'running', due_at: '2026-04-01', met_at: null, ...own }) as Clock

test.each([
  ['nothing', {}, {}, null],
  ['a warning or a miss is only time', {}, { state: 'missed' }, null],
  ['another date', {}, { due_at: '2026-03-23' }, 'moved'],
  ['kept', {}, { state: 'met', met_at: '2026-03-30' }, 'met'],
  ['done too late', { state: 'missed' }, { state: 'missed', met_at: '2026-04-09' }, 'met_late'],
  ['owed again', { state: 'met', met_at: '2026-03-30' }, {}, 'owed_again'],
  ['no longer owed', {}, { state: 'cancelled' }, 'fell_away'],
  ['back', { state: 'cancelled' }, {}, 'started'],
  ['stands still', {}, { state: 'paused', due_at: null }, 'stands_still'],
  ['goes on', { state: 'paused', due_at: null }, {}, 'goes_on'],
  ['a clock that is over has no other date', { state: 'cancelled' }, { state: 'cancelled', due_at: '2027-01-01' }, null],
] as const)('%s', (_, before, after, how) => {
  const was = clock(before)
  const found = movedBetween([was], [clock(after)])
  expect(found).toEqual(how === null ? [] : [{ clock: clock(after), how, was: was.due_at }])
})

test('a clock that was not there begins, one that came and is over is not told of', () => {
  const [begun, over] = [clock({ id: 'implement' }), clock({ id: 'other', state: 'cancelled' })]
  expect(movedBetween([], [begun, over])).toEqual([{ clock: begun, how: 'started', was: null }])
})

test('the same promise under another name has moved: what fell away for it is not told beside it', () => {
  const own = { regime: 'uk-fca-disp1', kind: 'final_response' }
  const [psd, general] = [clock({ ...own, id: 'final_psd', due_at: '2026-03-24' }), clock({ ...own, id: 'final', due_at: '2026-04-28' })]
  const other = clock({ id: 'progress', regime: 'uk-fca-disp1', kind: 'progress_update' })
  const ended = { ...psd, state: 'cancelled' } as Clock
  expect(movedBetween([psd], [ended, general, other])).toEqual([
    { clock: general, how: 'moved', was: '2026-03-24' },
    { clock: other, how: 'started', was: null },
  ])
})
