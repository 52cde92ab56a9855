import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Demo, startDemo } from '../../scripts/screens/demo'
import { SAYS } from '../cast'
import { skipBecause } from '../support/skip'
import { chromiumPath, FLAGS } from './chromium'

const path = chromiumPath()
let browser: Browser | undefined
let demo: Demo
let page: Page
const strangers: string[] = []

beforeAll(async () => {
  if (path === null) return
  browser = await chromium.launch({ executablePath: path, args: FLAGS })
  demo = await startDemo(undefined)
  page = await browser.newPage()
  page.setDefaultTimeout(30_000)
  page.on('request', (request) => {
    if (!request.url().startsWith(demo.url)) strangers.push(request.url())
  })
})
beforeEach(() => {
  if (path === null) skipBecause('browser', 'no Chromium found: set CHROMIUM_PATH or install the package chromium')
})
afterAll(async () => {
  await browser?.close()
  await demo?.stop()
})

type Message = { id: string; case_id: string | null; text: string }
const texts = { en: SAYS.fire, th: SAYS.thai, zh: SAYS.chinese, fa: SAYS.persian }

test('U01 U02 from the link to a first own complaint with its case, in four languages, without a word to anybody outside', async () => {
  await page.goto(demo.signIn)
  const box = page.locator('.paste textarea').first()
  await box.waitFor()
  for (const text of Object.values(texts)) {
    await box.fill(text)
    await page.locator('[data-paste-send]').click()
    await page.locator('[data-paste-result] mark').first().waitFor()
    await page.locator('[data-paste-result] [data-case]').waitFor()
    await page.locator('[data-paste-result] .clock').waitFor()
    await page.getByRole('button', { name: 'Another one' }).click()
  }
  expect(strangers).toEqual([])
})

test('whoever visits reads it in the language of their browser, its saved replies and rule book too', async () => {
  const context = await browser?.newContext({ locale: 'fa-IR', storageState: { ...(await page.context().storageState()), origins: [] } })
  const persian = await context?.newPage()
  await persian?.goto(`${demo.url}/saved`)
  await persian?.locator('[data-saved="تأخیر مرسوله: پیگیری می‌کنیم"]', { hasText: 'گرامی' }).waitFor()
  expect(await persian?.getAttribute('html', 'dir')).toBe('rtl')
  await persian?.goto(`${demo.url}/settings/clocks`)
  await persian?.locator('[data-book] summary', { hasText: 'وعدهٔ خود شرکت' }).first().waitFor()
  await context?.close()
})

test('U04 the sample data goes after its numbers are named, and what the visitor wrote stays', async () => {
  await page.getByRole('button', { name: 'Remove the sample data' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/\d+ are open now/).waitFor()
  await dialog.getByRole('button', { name: 'Remove the sample data' }).click()
  const left = async () => (await demo.get<{ data: Message[] }>('/messages?limit=50')).data
  const kept = async () => (await left()).map(({ text, case_id }) => (case_id ? text : `no case: ${text}`)).sort()
  // Where the past weeks are still being told, what was on its way just then arrives and is cleared away too.
  await expect.poll(kept, { timeout: 30_000 }).toEqual(Object.values(texts).sort())
})
