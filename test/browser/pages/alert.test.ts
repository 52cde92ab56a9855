import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { LANGUAGES } from '../../../src/http/pages/language'
import { okafor, SAYS } from '../../cast'
import { aDesk, type Desk } from '../../support/app'
import { skipBecause } from '../../support/skip'
import { received } from '../../support/tell'
import { chromiumPath, FLAGS } from '../chromium'
import { axe } from '../console/axe'

const path = chromiumPath()
let desk: Desk
let browser: Browser | undefined
let address: string
const opened: BrowserContext[] = []

beforeAll(async () => {
  if (path === null) return
  desk = await aDesk()
  address = await desk.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await chromium.launch({ executablePath: path, args: FLAGS })
})
beforeEach(() => {
  if (path === null) skipBecause('browser', 'no Chromium found: set CHROMIUM_PATH or install the package chromium')
})
afterEach(() => Promise.all(opened.splice(0).map((context) => context.close())))
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

/** A small telephone that has never been here: no cookie, no account. */
async function phone(js = true, lang = 'en'): Promise<Page> {
  const context = await browser!.newContext({
    javaScriptEnabled: js,
    viewport: { width: 360, height: 740 },
    locale: lang,
    hasTouch: true,
    isMobile: true,
  })
  opened.push(context)
  const page = await context.newPage()
  page.setDefaultTimeout(5_000)
  return page
}

let customers = 0
async function alertFor(who: string) {
  const n = ++customers
  const contact = n === 1 ? okafor : { ...okafor, handles: [{ kind: 'email', value: `c${n}@mail.example` }] }
  // Half an hour apart, so that each is an alert of its own.
  await desk.advance('PT30M')
  const wrote = await desk.post({
    text: `${SAYS.fire} Answer me or I go to the newspaper.`,
    channel: 'instagram',
    public: true,
    contact: { ...contact, followers: 18_400 },
  })
  const event = received(desk).findLast((e) => e.type === 'alert.opened' && e.data.recipient === who)!
  const [first] = event.data.actions as { url: string }[]
  return { wrote, link: new URL(first!.url).pathname }
}

/** What can be seen of an element without scrolling, and how large it is under a thumb. */
const box = (page: Page, selector: string) => page.locator(selector).first().boundingBox()

test.each([true, false])('U42 at 360×740 the alert can be acknowledged without scrolling, in one tap (JavaScript: %s)', async (js) => {
  const { wrote, link } = await alertFor('Somsri')
  const page = await phone(js)
  await page.goto(`${address}${link}`)
  for (const words of ['Critical', 'caught fire', 'Instagram', 'public', '18,400', 'Because', 'Next, at', 'Dao'])
    expect(await page.textContent('main')).toContain(words)
  const button = (await box(page, 'button[value=acknowledge]'))!
  expect(button.y).toBeGreaterThanOrEqual(0)
  expect(button.y + button.height).toBeLessThanOrEqual(740)
  expect(button.height).toBeGreaterThanOrEqual(48)
  for (const deed of ['escalate', 'not_a_risk', 'guidance']) {
    const other = (await box(page, `button[value=${deed}]`))!
    expect({ deed, height: other.height }).toEqual({ deed, height: expect.toSatisfy((h: number) => h >= 48) })
  }
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  expect(await desk.caseOf(wrote)).toMatchObject({ state: 'open' })

  await page.tap('button[value=acknowledge]')
  await page.waitForSelector('[role=status]')
  expect(await page.textContent('main')).toContain('You have it.')
  expect(await desk.caseOf(wrote)).toMatchObject({ state: 'acknowledged' })
  expect(await page.locator('button[value=acknowledge]').count()).toBe(0)
})

test('reloading, going back and opening the link many times never acts', async () => {
  const { wrote, link } = await alertFor('Somsri')
  const page = await phone()
  for (let i = 0; i < 3; i++) await page.goto(`${address}${link}`)
  await page.reload()
  await page.goto(`${address}${link}#escalate`)
  await page.goBack()
  expect(await desk.caseOf(wrote)).toMatchObject({ state: 'open', owner: 'Somsri' })
  const [timer] = [await page.locator('[data-clock]').textContent()]
  expect(timer).toMatch(/^(10|0\d):\d\d$/)
})

test('at ten minutes without a tap it has climbed, and the page says that somebody else is next', async () => {
  const { wrote, link } = await alertFor('Somsri')
  await desk.advance('PT10M')
  expect(await desk.caseOf(wrote)).toMatchObject({ owner: 'Dao', escalation: { level: 2 } })
  const page = await phone()
  await page.goto(`${address}${link}`)
  expect(await page.textContent('main')).toContain('Alex')
})

test('guidance written on the phone is on the case', async () => {
  const { wrote, link } = await alertFor('Somsri')
  const page = await phone()
  await page.goto(`${address}${link}`)
  await page.fill('#words', 'Ask for the batch number first.')
  await page.tap('button[value=guidance]')
  await page.waitForSelector('[role=status]')
  expect((await desk.timeline(wrote)).filter((e) => e.kind === 'noted')).toMatchObject([{ text: 'Ask for the batch number first.' }])
})

test.each(LANGUAGES)('the page has no fault that axe finds, in %s', async (lang) => {
  const { link } = await alertFor('Somsri')
  const page = await phone(true, lang)
  await page.goto(`${address}${link}?lang=${lang}`)
  expect(await page.getAttribute('html', 'dir')).toBe(lang === 'fa' ? 'rtl' : 'ltr')
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  expect(await axe(page)).toEqual([])
})
