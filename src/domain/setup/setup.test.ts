import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { booksFor, TRADES } from './books'
import { nextStep, STEPS, type StepState } from './steps'

test.each([
  ['TH', 'bank', ['th-bank-sla', 'th-pdpa-dsr']],
  ['AU-NSW', 'insurance', ['au-asic-rg271']],
  ['GB-ENG', 'energy', ['uk-ofgem-2008', 'uk-dp-complaint', 'uk-gdpr-dsr']],
  ['CN', 'shop', ['cn-samr-2026']],
  ['IR', 'bank', ['ir-cbi-2015']],
  ['IR', 'shop', ['iso10002-default']],
  ['US', 'airline', ['us-dot-259']],
  ['DE', 'shop', ['eu-gdpr-dsr']],
  ['', 'bank', ['iso10002-default']],
] as const)('at %s a %s looks at %j', (place, trade, ids) => expect(booksFor(place, trade)).toEqual(ids))

test('every rule book that is suggested ships', () => {
  const ships = readdirSync('regimes').map((file) => file.replace('.yaml', ''))
  const places = ['AU', 'CN', 'IN', 'IR', 'TH', 'GB', 'US', 'FR', 'XX']
  const named = new Set(places.flatMap((place) => TRADES.flatMap((trade) => booksFor(place, trade))))
  expect([...named].filter((id) => !ships.includes(id))).toEqual([])
  expect(named.size).toBeGreaterThan(20)
})

const states = (...all: StepState[]) =>
  Object.fromEntries(STEPS.map((step, i) => [step, all[i] ?? 'open'])) as Record<(typeof STEPS)[number], StepState>
test.each([
  ['at the beginning', states(), null, 'firm'],
  ['after the first', states('done'), 'firm', 'books'],
  ['past what was skipped', states('done', 'skipped', 'done'), 'firm', 'people'],
  ['back to what was left open', states('open', 'done', 'done', 'done', 'done'), 'try', 'firm'],
  ['when all is said', states('done', 'skipped', 'done', 'done', 'done'), 'try', null],
] as const)('%s the next step is right', (_, all, after, next) => expect(nextStep(all, after)).toBe(next))
