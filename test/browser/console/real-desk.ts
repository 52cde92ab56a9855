import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { createApp } from '../../../src/http/app'
import { packageRoot } from '../../../src/paths'
import { createSignInLink, redeemSignInLink } from '../../../src/store/tenants'
import type { StaffName } from '../../cast'
import { aDesk, type Desk } from '../../support/app'
import { skipBecause } from '../../support/skip'
import { chromiumPath, FLAGS } from '../chromium'

/** The real server with its database, the console that it serves, and a browser for each colleague. Its clock stands still until it is moved. */
export type RealDesk = {
  desk: Desk
  url: string
  /** A browser of their own, signed in; a second call is a second browser. */
  as(who: StaffName): Promise<BrowserContext>
  open(context: BrowserContext, path: string): Promise<Page>
  /** Breaks every line that stands. */
  cut(): void
}

export function startRealDesk(firm: Parameters<typeof aDesk>[0] = {}): RealDesk {
  const path = chromiumPath()
  let browser: Browser | undefined
  let app: Awaited<ReturnType<typeof createApp>> | undefined
  const opened: BrowserContext[] = []
  const real = { as, open, cut: () => app?.server.closeAllConnections() } as RealDesk
  beforeAll(async () => {
    if (path === null) return
    real.desk = await aDesk(firm)
    const services = { ...real.desk.redress.services, webRoot: join(packageRoot(), 'dist/web') }
    app = await createApp(services, { logLevel: 'silent', secure: false })
    real.url = await app.listen({ port: 0, host: '127.0.0.1' })
    browser = await chromium.launch({ executablePath: path, args: FLAGS })
  })
  beforeEach(() => {
    if (path === null) skipBecause('browser', 'no Chromium found: set CHROMIUM_PATH or install the package chromium')
  })
  afterEach(() => Promise.all(opened.splice(0).map((context) => context.close())))
  afterAll(async () => {
    await browser?.close()
    await app?.close()
    await real.desk?.close()
  })

  async function as(who: StaffName) {
    if (!browser) throw new Error('the browser is not up')
    const { redress, tenant, people } = real.desk
    const link = await createSignInLink(redress.db, tenant.id, people.get(who)!, Date.now())
    const { session } = (await redeemSignInLink(redress.db, link, Date.now()))!
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'Asia/Bangkok' })
    await context.addCookies([{ name: 'redress_session', value: session, url: real.url }])
    await context.addInitScript(`localStorage.getItem('redress.settings') ?? localStorage.setItem('redress.settings', '{"language":"en"}')`)
    opened.push(context)
    return context
  }

  async function open(context: BrowserContext, address: string) {
    const page = await context.newPage()
    page.setDefaultTimeout(8_000)
    await page.goto(real.url + address)
    await page.locator('h1').first().waitFor()
    return page
  }
  return real
}
