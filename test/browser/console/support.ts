import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { skipBecause } from '../../support/skip'
import { chromiumPath, FLAGS } from '../chromium'
import { type Mock, startMock } from './mock-server'
import type { Places, Screen } from './screens-table'

export type Look = {
  language?: string
  theme?: 'light' | 'dark'
  width?: number
  height?: number
  touch?: boolean
  settings?: Record<string, unknown>
  /** What the address says besides the place. */
  query?: string
  /** Called before the first request, for whoever wants to hear them all. */
  watch?: (page: Page) => void
}
export type Desk = { mock: Mock; open: (path: string, look?: Look) => Promise<Page> }

const CLOSED_WITHIN_MS = 10_000
/** What does not close in time is left to the end of the browser and of the process: it says nothing of the next test. */
const soon = (closing: Promise<unknown> | undefined) => Promise.race([closing, sleep(CLOSED_WITHIN_MS, undefined, { ref: false })])

/** One desk in memory for each test (`kept`: for the file) and one browser for a file of tests; a page is fresh for each `open` and closed by itself. */
export function startDesk({ kept = false } = {}): Desk {
  const path = chromiumPath()
  let browser: Browser | undefined
  const pages: Page[] = []
  const desk = { mock: undefined as unknown as Mock, open } as Desk
  beforeAll(async () => {
    if (path === null) return
    browser = await chromium.launch({ executablePath: path, args: FLAGS })
  })
  beforeEach(async () => {
    if (path === null) return skipBecause('browser', 'no Chromium found: set CHROMIUM_PATH or install the package chromium')
    if (kept && desk.mock) return
    await soon(Promise.all(pages.splice(0).map((page) => page.context().close())))
    await soon(desk.mock?.close())
    desk.mock = await startMock()
  })
  afterAll(async () => {
    await browser?.close()
    await desk.mock?.close()
  })

  async function open(
    address: string,
    { language = 'en', theme = 'light', width = 1280, height = 720, touch = false, settings = {}, query, watch }: Look = {},
  ): Promise<Page> {
    if (!browser) throw new Error('the browser is not up')
    const options: BrowserContextOptions = {
      ...{ viewport: { width, height }, colorScheme: theme, locale: 'en-GB', timezoneId: 'Asia/Bangkok' },
      ...{ hasTouch: touch, isMobile: touch },
    }
    const page = await (await browser.newContext(options)).newPage()
    pages.push(page)
    page.setDefaultTimeout(10_000)
    const kept = JSON.stringify({ language, ...settings })
    await page.addInitScript(
      `localStorage.getItem('redress.settings') ?? localStorage.setItem('redress.settings', ${JSON.stringify(kept)})`,
    )
    watch?.(page)
    await page.goto(desk.mock.url + address + (query ? `${address.includes('?') ? '&' : '?'}${query}` : ''))
    await page.locator('h1').first().waitFor()
    return page
  }
  return desk
}

/** Presses a key as a layout would: what it types and where it lies may differ. */
export const pressAs = (page: Page, key: string, code: string, extra: Record<string, unknown> = {}) =>
  page.evaluate(
    ([k, c, more]) => {
      const target = document.activeElement ?? document.body
      return target.dispatchEvent(new KeyboardEvent('keydown', { key: k, code: c, bubbles: true, cancelable: true, ...more }))
    },
    [key, code, extra] as const,
  )

export const activeRow = (page: Page) => page.locator('.row-active').getAttribute('data-row')

/** A severe case and a message of the desk in memory. */
export function placesOf({ mock }: Desk): Places {
  const severe = mock.world.cases.findLast(({ severity, channel }) => severity === 'A' && channel === 'instagram')
  return { reference: severe?.reference ?? '', message: mock.world.messages[0]?.id ?? '' }
}

/** Opens screens of the table, ready and in the state worth looking at. */
export const opener =
  (desk: Desk) =>
  async (screen: Screen, look: Look = {}): Promise<Page> => {
    const page = await desk.open(screen.path(placesOf(desk)), look)
    await page.locator(screen.ready).first().waitFor()
    await screen.before?.(page)
    return page
  }
