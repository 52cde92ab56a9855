import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { skipBecause } from '../../support/skip'
import { chromiumPath, FLAGS } from '../chromium'
import { type Mock, startMock } from './mock-server'
import type { Places, Screen } from './screens-table'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** Builds dist/web where it is missing or older than what it is made of. */
export async function ensureBuilt() {
  const built = join(ROOT, 'dist/web/index.html')
  const sources = ['src/web', 'locales', 'src/domain'].map((folder) => newest(join(ROOT, folder)))
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...sources)) return
  // In a process of its own: Vitest's environment would make it a development build.
  const { VITEST: _, NODE_ENV: __, ...env } = process.env
  await promisify(execFile)(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], {
    cwd: ROOT,
    env,
  })
}

const newest = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? newest(join(folder, entry.name)) : statSync(join(folder, entry.name)).mtimeMs,
    ),
  )

export { chromiumPath }
export type Look = {
  language?: string
  theme?: 'light' | 'dark'
  width?: number
  height?: number
  touch?: boolean
  settings?: Record<string, unknown>
  /** Called before the first request, for whoever wants to hear them all. */
  watch?: (page: Page) => void
}
export type Desk = { mock: Mock; open: (path: string, look?: Look) => Promise<Page> }

/** One desk in memory and one browser for a file of tests; a page is fresh for each `open` and closed by itself. */
export function startDesk(): Desk {
  const path = chromiumPath()
  let browser: Browser | undefined
  const pages: Page[] = []
  const desk = { mock: undefined as unknown as Mock, open } as Desk
  beforeAll(async () => {
    if (path === null) return
    await ensureBuilt()
    browser = await chromium.launch({ executablePath: path, args: FLAGS })
  })
  beforeEach(async () => {
    if (path === null) return skipBecause('browser', 'no Chromium found: set CHROMIUM_PATH or install the package chromium')
    await Promise.all(pages.splice(0).map((page) => page.context().close()))
    await desk.mock?.close()
    desk.mock = await startMock()
  })
  afterAll(async () => {
    await browser?.close()
    await desk.mock?.close()
  })

  async function open(
    address: string,
    { language = 'en', theme = 'light', width = 1280, height = 720, touch = false, settings = {}, watch }: Look = {},
  ): Promise<Page> {
    if (!browser) throw new Error('the browser is not up')
    const options: BrowserContextOptions = {
      ...{ viewport: { width, height }, colorScheme: theme, locale: 'en-GB', timezoneId: 'Asia/Bangkok' },
      ...{ hasTouch: touch, isMobile: touch },
    }
    const page = await (await browser.newContext(options)).newPage()
    pages.push(page)
    page.setDefaultTimeout(5000)
    const kept = JSON.stringify({ language, ...settings })
    await page.addInitScript(
      `localStorage.getItem('redress.settings') ?? localStorage.setItem('redress.settings', ${JSON.stringify(kept)})`,
    )
    watch?.(page)
    await page.goto(desk.mock.url + address)
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
  async (screen: Screen, look: Look = {}, path = screen.path(placesOf(desk))): Promise<Page> => {
    const page = await desk.open(path, look)
    await page.locator(screen.ready).first().waitFor()
    await screen.before?.(page)
    return page
  }
