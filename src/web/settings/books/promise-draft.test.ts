import { expect, test } from 'vitest'
import { sydneyOffice } from '../../../../test/calendars'
import { readService } from '../../../domain/regimes/service-policy'
import { draftOf, emptyRow, writtenOf } from './promise-draft'

const policy = {
  format: 'redress-service/1',
  title: 'What we promise',
  first_response: '4bh',
  warn: ['50%'],
  pause: { reasons: ['waiting_for_customer'], longest: '10bd' },
  hours: { mon: ['09:00-12:30', '13:30-17:30'], fri: ['09:00-16:00'] },
  holidays: 'firm',
  closed: { '2026-12-31': 'Stocktaking' },
  closer: [{ severities: ['A'], channels: ['chat'], first_response: '5min' }],
  branches: { north: { time_zone: 'Asia/Bangkok', first_response: '2bh' } },
}
test('a form that nobody touched says what was written, also what it does not ask', () => {
  expect(writtenOf(policy, draftOf(policy))).toEqual(policy)
})
test('what is emptied is no longer said, and what is added is a policy that can be read', () => {
  const draft = draftOf(policy)
  const changed = {
    ...draft,
    house: { ...draft.house, first_response: '', resolution: '10bd' },
    closer: [],
    branches: [...draft.branches, { ...emptyRow(draft.branches, 'south'), promises: { ...draft.house, first_response: '1bh' } }],
    hours: ['08:00-18:00', '', '', '', '', '', ''],
  }
  const written = writtenOf(policy, changed)
  expect(written).not.toHaveProperty('first_response')
  expect(written).not.toHaveProperty('closer')
  expect(written).toMatchObject({ hours: { mon: ['08:00-18:00'] }, branches: { north: { time_zone: 'Asia/Bangkok' } } })
  expect(readService(written, sydneyOffice.week)).toMatchObject({ ok: true, value: { branches: [{ id: 'north' }, { id: 'south' }] } })
})
