import type { Page } from 'playwright-core'

/** What addresses are made of: a severe case and a message that waits, in whatever desk stands behind the console. */
export type Places = { reference: string; message: string }

/**
 * Every screen of the console once. All enumerations walk this table: accessibility, focus, targets, zoom, directions, pictures.
 * `ready` is there when the screen is; `before` brings it into the state worth looking at.
 */
export type Screen = { name: string; path: (at: Places) => string; ready: string; before?: (page: Page) => Promise<void> }

const note = async (page: Page) => {
  await page.locator('[data-mode="note"]').click()
  await page.locator('[data-composer="note"] textarea').first().waitFor()
}

const openFirst = async (page: Page) => {
  await page.locator('.saved-row').first().click()
  await page.locator('.saved-editor').waitFor()
}

export const SCREENS: readonly Screen[] = [
  { name: 'inbox', path: ({ message }) => `/inbox?open=${message}`, ready: '.finding' },
  { name: 'triage', path: () => '/triage', ready: '.row' },
  { name: 'cases', path: () => '/cases', ready: '.case-cells' },
  { name: 'case', path: ({ reference }) => `/cases/${reference}`, ready: '[data-mode="note"]', before: note },
  { name: 'approvals', path: () => '/approvals', ready: '.approval' },
  { name: 'wall', path: () => '/wall', ready: '.wall-clock' },
  { name: 'saved', path: () => '/saved', ready: '.saved-row', before: openFirst },
  { name: 'outbox', path: () => '/outbox', ready: '.notice' },
  { name: 'settings', path: () => '/settings', ready: '.set-place' },
  { name: 'me', path: () => '/settings/me', ready: '.wishes' },
  { name: 'people', path: () => '/settings/people', ready: '.rota-band' },
  { name: 'channels', path: () => '/settings/channels', ready: '[data-way]' },
  { name: 'clocks', path: () => '/settings/clocks', ready: '[data-policy]' },
  { name: 'detector', path: () => '/settings/detector', ready: '[data-model]' },
  { name: 'developers', path: () => '/settings/developers', ready: '[data-route]' },
  { name: 'health', path: () => '/settings/health', ready: '[data-finding]' },
  { name: 'audit', path: () => '/settings/audit', ready: '[data-seq]' },
]

/** Dialogs that any screen may call, by their key. */
export const DIALOGS = [
  { name: 'palette', key: 'Control+k' },
  { name: 'sheet', key: '?' },
  { name: 'create', key: 'c' },
] as const
