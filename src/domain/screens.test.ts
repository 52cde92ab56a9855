import { expect, test } from 'vitest'
import { ROLES } from './people'
import { RIGHTS } from './rights'
import { landing, opens, SCREENS, screenAt } from './screens'

test.each([
  ['/cases', 'cases'],
  ['/cases/7K3M-92QD', 'cases'],
  ['/casesanything', undefined],
  ['/', undefined],
  ['/nowhere', undefined],
])('%s belongs to %s', (path, id) => expect(screenAt(path)?.id).toBe(id))

test('every screen has an address and a name of its own', () => {
  expect(new Set(SCREENS.map(({ id }) => id)).size).toBe(SCREENS.length)
  expect(new Set(SCREENS.map(({ path }) => path)).size).toBe(SCREENS.length)
})

test('every screen opens for some role, and each role has somewhere to work', () => {
  expect(SCREENS.filter((screen) => !ROLES.some((role) => opens(screen, RIGHTS[role])))).toEqual([])
  expect(ROLES.filter((role) => !SCREENS.some((screen) => screen.group === 'daily' && opens(screen, RIGHTS[role])))).toEqual([])
})

test('whoever only looks decides nothing', () => {
  const seen = SCREENS.filter((screen) => opens(screen, RIGHTS.auditor)).map(({ id }) => id as string)
  expect(seen).toContain('cases')
  expect(seen).not.toContain('triage')
})

test.each([
  ['agent', false, '/day'],
  ['administrator', false, '/day'],
  ['administrator', true, '/inbox'],
  ['auditor', false, '/inbox'],
] as const)('the work of an %s begins, demo %s, at %s', (role, demo, path) => expect(landing(RIGHTS[role], demo)).toBe(path))

test('whoever may nothing at all still has a place', () => expect(landing([], false)).toBe('/settings'))
