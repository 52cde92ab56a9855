import { expect, test } from 'vitest'
import type { AlertInput } from '../actions/alert-deeds'
import type { AlertView } from '../actions/reads'
import type { Person } from '../domain/people'
import { onCall, takenAt } from './on-call'

const MINUTE = 60_000
const opened = Date.parse('2026-03-05T10:00:00Z')
const alert = (id: string, demo = true) => ({ id, openedAt: opened, acknowledgedAt: null, stories: [{ demo }] }) as unknown as AlertView
const people = [
  { id: 'visitor', tier: 3, role: 'administrator' },
  { id: 'agent', tier: 1, role: 'agent' },
  { id: 'expert', tier: 3, role: 'approver' },
] as unknown as Person[]

async function lookedAt(minutes: number, alerts: AlertView[]) {
  const deeds: AlertInput[] = []
  const options = { alerts: async () => alerts, people: async () => people, now: () => opened + minutes * MINUTE }
  await onCall({ ...options, act: async (input) => deeds.push(input) })()
  return deeds.map(({ alertId, by, deed }) => `${by} ${deed} ${alertId}`)
}

test('an alert stays open for minutes, mostly until shortly before it climbs, and is then taken by an expert who is not the visitor', async () => {
  const ids = Array.from({ length: 200 }, (_, n) => `a${n}`)
  const after = ids.map((id) => (takenAt({ id, openedAt: opened }) - opened) / MINUTE)
  expect(Math.min(...after)).toBeGreaterThanOrEqual(6)
  expect(after.filter((minutes) => minutes < 10).length).toBeGreaterThan(120)
  expect(after.filter((minutes) => minutes > 10).length).toBeGreaterThan(10)
  expect(
    await lookedAt(
      5,
      ids.map((id) => alert(id)),
    ),
  ).toEqual([])
  expect(await lookedAt(20, [alert('one')])).toEqual(['expert acknowledge one'])
})

test('a visitor’s own complaint and what has waited for an hour are left to the visitor', async () => {
  expect(await lookedAt(20, [alert('own', false)])).toEqual([])
  expect(await lookedAt(61, [alert('old')])).toEqual([])
})
