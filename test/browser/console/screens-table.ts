import type { Page } from 'playwright-core'
import { SCREENS as MENU, type ScreenId } from '../../../src/domain/screens'

/** What addresses are made of: a severe case and a message that waits, in whatever desk stands behind the console. */
export type Places = { reference: string; message: string }

/**
 * Every screen of the console once. All enumerations walk this table: accessibility, focus, targets, zoom, directions, pictures.
 * `ready` is there when the screen is; `before` brings it into the state worth looking at.
 */
export type Screen = { name: string; path: (at: Places) => string; ready: string; before?: ((page: Page) => Promise<void>) | undefined }

const note = async (page: Page) => {
  await page.locator('[data-mode="note"]').click()
  await page.locator('[data-composer="note"] textarea').first().waitFor()
}

const openFirst = async (page: Page) => {
  await page.locator('.saved-row').first().click()
  await page.locator('.saved-editor').waitFor()
}

const openCustomer = async (page: Page) => {
  await page.locator('.customer-row a').first().click()
  await page.locator('[data-customer] [data-said]').first().waitFor()
}

/** What tells that a screen of the menu is there, where a heading without a grey row in sight does not say it. */
const READY: Partial<Record<ScreenId, string>> = {
  day: '.day-item',
  inbox: '.finding',
  triage: '.row',
  cases: '.case-cells',
  approvals: '.row',
  wall: '.wall-clock',
  outbox: '.notice',
  customers: '.customer-row',
  saved: '.saved-row',
  settings: '.set-place',
  setup: '.setup-step',
  clocks: '[data-policy]',
  developers: '[data-route]',
  health: '[data-finding]',
  audit: '[data-seq]',
}
const BEFORE: Partial<Record<ScreenId, Screen['before']>> = { saved: openFirst }
const HEADED = 'main:has(h1, h2):not(:has(.skeleton))'

/** A screen that comes into the menu is in the enumerations by itself. */
export const SCREENS: readonly Screen[] = [
  ...MENU.map(
    ({ id, path }): Screen => ({
      name: id,
      path: id === 'inbox' ? ({ message }) => `/inbox?open=${message}` : () => path,
      ready: READY[id] ?? HEADED,
      before: BEFORE[id],
    }),
  ),
  { name: 'customer', path: () => '/customers', ready: '.customer-row', before: openCustomer },
  { name: 'case', path: ({ reference }) => `/cases/${reference}`, ready: '[data-mode="note"]', before: note },
]

/** Dialogs that any screen may call, by their key. */
export const DIALOGS = [
  { name: 'palette', key: 'Control+k' },
  { name: 'sheet', key: '?' },
  { name: 'create', key: 'c' },
] as const
