import type { Browser, BrowserContext, Page } from 'playwright-core'
import { findings } from '../../test/browser/look/look'
import { missingGlyphs } from './glyphs'
import type { Picture } from './sheet'

/** A screen as this command knows it: of the console or of the customer. */
export type View = {
  name: string
  address: (language: string) => string
  ready: string
  /** The console keeps its language in the browser and draws with its own faces. */
  console: boolean
  before?: ((page: Page) => Promise<void>) | undefined
}
type Cookies = Awaited<ReturnType<BrowserContext['storageState']>>

const DESKTOP = [1440, 1024]
const PHONE = 390
const HEIGHT: Record<number, number> = { 1440: 900, 1024: 768, 390: 844 }
const STILL =
  'Promise.allSettled([document.fonts.ready, ...document.getAnimations().map((one) => one.finished)]).then(() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go))))'

/** All pictures of one screen in one language, and everything that is wrong with them. */
export async function take(browser: Browser, view: View, language: string, cookies: Cookies) {
  const pictures: Picture[] = []
  const wrong: string[] = []
  for (const phone of [false, true]) {
    const page = await openView(browser, view, language, cookies, phone)
    for (const width of phone ? [PHONE] : DESKTOP)
      for (const theme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: HEIGHT[width] ?? 800 })
        await dress(page, theme)
        pictures.push({ language, theme, width, image: await page.screenshot({ type: 'jpeg', quality: 82 }) })
        if (theme === 'light')
          for (const what of await findings(page, ['sideways', 'cut', 'overlaps'])) wrong.push(`${view.name} ${language} ${width}: ${what}`)
      }
    if (view.console && !phone) for (const what of await missingGlyphs(page)) wrong.push(`${view.name} ${language}: ${what}`)
    await page.context().close()
  }
  return { pictures, wrong }
}

async function openView(browser: Browser, view: View, language: string, cookies: Cookies, phone: boolean): Promise<Page> {
  const viewport = phone ? { width: PHONE, height: HEIGHT[PHONE] ?? 844 } : { width: 1440, height: 900 }
  const context = await browser.newContext({ viewport, hasTouch: phone, isMobile: phone, storageState: cookies, locale: language })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.addInitScript(`localStorage.setItem('redress.settings', JSON.stringify({ language: '${language}', theme: 'auto' }))`)
  await page.goto(view.address(language))
  await page.locator(view.ready).first().waitFor()
  await view.before?.(page)
  return page
}

async function dress(page: Page, theme: 'light' | 'dark') {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.evaluate(`document.documentElement.setAttribute('data-mantine-color-scheme', '${theme}')`)
  await page.evaluate(STILL)
}
