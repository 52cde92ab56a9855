import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../../src/http/pages/language'
import { createSignInLink } from '../../../src/store/tenants'
import { SAYS } from '../../cast'
import { aDesk, type Desk } from '../../support/app'
import { skipBecause } from '../../support/skip'
import { chromiumPath, FLAGS } from '../chromium'
import { axe } from '../console/axe'

const path = chromiumPath()
let desk: Desk
let browser: Browser | undefined
let address: string
const folder = mkdtempSync(join(tmpdir(), 'redress-photo-'))
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
  rmSync(folder, { recursive: true, force: true })
  await browser?.close()
  await desk?.close()
})

let door = 0
type Look = { js?: boolean; width?: number; lang?: string }
async function browse({ js = false, width = 375, lang = 'en' }: Look = {}): Promise<Page> {
  const context = await browser!.newContext({
    javaScriptEnabled: js,
    viewport: { width, height: 640 },
    locale: lang,
    extraHTTPHeaders: { 'x-forwarded-for': `203.0.113.${++door}` },
  })
  opened.push(context)
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  return page
}
const form = (lang: string) => `${address}/f/mill-lane-stores?lang=${lang}`
const press = (page: Page, value: string) => page.click(`.actions button[value=${value}]`)
/** Up to the page with the photos and "Send", without a word about the purchase or oneself. */
async function toLastStep(page: Page, lang: string, words: string) {
  await page.goto(form(lang))
  await page.fill('#words', words)
  await press(page, 'next')
  await press(page, 'skip')
  await page.check('#by-none')
  await press(page, 'next')
}

/** Visits every page of the form, of what follows it and of its mistakes, and looks at each. */
async function walk(page: Page, lang: string, look: (place: string) => Promise<void>) {
  const words = { en: SAYS.fire, th: SAYS.thai, zh: SAYS.chinese, fa: SAYS.persian }[lang] ?? SAYS.complaint
  const contact = `walker.${lang}.${++door}@a-rather-long-name-of-a-mail-server.example`
  await page.goto(form(lang))
  await look('words')
  await press(page, 'next')
  await look('words, empty')
  await page.fill('#words', words)
  await press(page, 'next')
  await look('about')
  await press(page, 'skip')
  await look('answer')
  await page.check('#by-email')
  await press(page, 'next')
  await look('answer, incomplete')
  await page.fill('#email', contact)
  await press(page, 'next')
  await look('check')
  await press(page, 'send')
  await look('thanks')
  const reference = (await page.textContent('.reference'))!
  await page.click('form.actions button')
  await look('status, asked')
  expect([new URL(page.url()).search, await page.inputValue('#reference')]).toEqual(['', reference])
  await page.fill('#contact', 'somebody@else.example')
  await page.click('.actions button')
  await look('status, unknown')
  await page.fill('#reference', reference)
  await page.fill('#contact', contact)
  await page.click('.actions button')
  await look('status')
  return reference
}

describe('without JavaScript', () => {
  test.each(LANGUAGES)('a complaint is handed in and followed in %s, on a narrow screen and with large letters', async (lang) => {
    const page = await browse({ lang, width: 320 })
    const wide: string[] = []
    const tooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
    const direction = "getComputedStyle(document.querySelector('.answers .said')).direction"
    const reference = await walk(page, lang, async (place) => {
      await page.waitForLoadState()
      if (await page.evaluate(tooWide)) wide.push(place)
      if (place === 'thanks') expect(await page.isVisible('[data-copy]')).toBe(false)
      if (place === 'check') expect(await page.evaluate(direction)).toBe(lang === 'fa' ? 'rtl' : 'ltr')
      await page.evaluate('document.documentElement.style.fontSize = "200%"')
      if (await page.evaluate(tooWide)) wide.push(`${place}, large`)
      await page.evaluate('document.documentElement.style.fontSize = ""')
    })
    expect(wide).toEqual([])
    expect(await page.textContent('h1')).toContain(reference)
    expect(await page.textContent('.said')).toBe({ en: SAYS.fire, th: SAYS.thai, zh: SAYS.chinese, fa: SAYS.persian }[lang])
  })

  test('what is wrong is said first, focused, and leads to its place', async () => {
    const page = await browse()
    await page.goto(form('en'))
    await press(page, 'next')
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('errors')
    await page.click('#errors a')
    expect(new URL(page.url()).hash).toBe('#words')
    expect(await page.getAttribute('#words', 'aria-describedby')).toBe('words-hint words-error')
  })

  test('Enter goes onwards, and the language changes without losing a word', async () => {
    const page = await browse()
    await page.goto(form('en'))
    await page.fill('#words', 'It broke.')
    await press(page, 'next')
    await page.fill('#product', 'Fan')
    await page.click('.tongues [value=fa]')
    expect(await page.getAttribute('html', 'dir')).toBe('rtl')
    expect(await page.inputValue('#product')).toBe('Fan')
    await page.press('#product', 'Enter')
    await page.waitForSelector('#by-none')
    await page.check('#by-none')
    await press(page, 'next')
    expect(await page.textContent('.answers')).toContain('It broke.')
    await page.click('.answers button[value=words]')
    await page.fill('#words', 'It broke twice.')
    await press(page, 'next')
    expect(await page.textContent('.answers')).toContain('It broke twice.')
  })

  test('only the line for the chosen way of answering is shown', async () => {
    const page = await browse()
    await page.goto(form('en'))
    await page.fill('#words', 'It broke.')
    await press(page, 'next')
    await press(page, 'skip')
    const shown = () => Promise.all(['#email', '#phone'].map((line) => page.isVisible(line)))
    expect(await shown()).toEqual([false, false])
    await page.check('#by-phone')
    expect(await shown()).toEqual([false, true])
  })
})

describe('with JavaScript', () => {
  test('the reference is copied, a second press sends nothing, and a photo that is too large is told before it is sent', async () => {
    const page = await browse({ js: true })
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await toLastStep(page, 'en', SAYS.complaint)
    const big = join(folder, 'big.jpg')
    writeFileSync(big, Buffer.alloc(11 * 1024 * 1024))
    let sent = 0
    page.on('request', (request) => (sent += request.method() === 'POST' ? 1 : 0))
    await page.setInputFiles('#photos', big)
    await press(page, 'send')
    expect([sent, await page.evaluate('document.getElementById("photos").validationMessage')]).toEqual([
      0,
      '“big.jpg” is larger than 10 MB. Please choose a smaller photo.',
    ])
    await page.setInputFiles('#photos', {
      name: 'ok.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.concat([Buffer.from([255, 216, 255]), Buffer.alloc(50)]),
    })
    await page.evaluate(`const send = document.querySelector('.actions button'); send.click(); send.click()`)
    await page.waitForSelector('.reference')
    expect(sent).toBe(1)
    await page.click('[data-copy]')
    await page.waitForSelector('text=Copied')
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await page.textContent('.reference'))
  })

  test('a one-time link signs in by itself', async () => {
    const token = await createSignInLink(desk.redress.db, desk.tenant.id, desk.people.get('Ana')!, Date.now())
    const page = await browse({ js: true })
    await page.goto(`${address}/sign-in?token=${token}`)
    await page.waitForURL(({ pathname }) => pathname !== '/sign-in')
    expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['redress_session'])
  })

  test('everything of a first visit is small', async () => {
    const page = await browse({ js: true, lang: 'th' })
    const watch = await page.context().newCDPSession(page)
    await watch.send('Network.enable')
    let bytes = 0
    watch.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
    await page.goto(form('th'), { waitUntil: 'networkidle' })
    expect(bytes).toBeGreaterThan(5_000)
    expect(bytes).toBeLessThanOrEqual(60 * 1024)
  })

  test.each(['en', 'fa'])('every page is clean for axe in %s, by day and by night', async (lang) => {
    const page = await browse({ js: true, lang })
    const found: string[] = []
    const look = async (place: string) => {
      await page.emulateMedia({ colorScheme: 'light' })
      found.push(...(await axe(page, 'all')).map((line) => `${place}: ${line}`))
      await page.emulateMedia({ colorScheme: 'dark' })
      found.push(...(await axe(page, 'colours')).map((line) => `${place}, dark: ${line}`))
    }
    await walk(page, lang, look)
    for (const url of ['/sign-in', '/sign-in?token=spent']) {
      await page.goto(`${address}${url}${url.includes('?') ? '&' : '?'}lang=${lang}`)
      await look(url)
    }
    expect(found).toEqual([])
  })
})

describe('U60 the form on a bad day', () => {
  test('U60 everything until "Send" fits into 60 kB, over Slow 3G and with data saving on; no font is fetched', async () => {
    const page = await browse({ js: true, lang: 'th' })
    await page.context().setExtraHTTPHeaders({ 'save-data': 'on', 'x-forwarded-for': `203.0.113.${++door}` })
    const watch = await page.context().newCDPSession(page)
    await watch.send('Network.enable')
    await watch.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 50_000,
      uploadThroughput: 50_000,
    })
    let bytes = 0
    const kinds: string[] = []
    watch.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
    watch.on('Network.responseReceived', ({ type }) => kinds.push(type))
    await toLastStep(page, 'th', SAYS.thai)
    await press(page, 'send')
    await page.waitForSelector('.reference')
    expect(bytes).toBeGreaterThan(5_000)
    expect(bytes).toBeLessThanOrEqual(60_000)
    expect(kinds).not.toContain('Font')
  })

  test('U60 photos show how much of them has gone; a broken line loses nothing and a second try sends', async () => {
    const page = await browse({ js: true })
    await toLastStep(page, 'en', SAYS.complaint)
    const photo = {
      name: 'fan.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.concat([Buffer.from([255, 216, 255]), Buffer.alloc(2_000_000)]),
    }
    await page.setInputFiles('#photos', photo)
    await page.context().setOffline(true)
    await press(page, 'send')
    await page.waitForSelector('#progress:has-text("Everything you typed is still here")')
    await page.context().setOffline(false)
    await page.evaluate(`new MutationObserver(() => (sessionStorage.seen = (sessionStorage.seen ?? '') + document.querySelector('#progress span').textContent))
      .observe(document.querySelector('#progress'), { childList: true, subtree: true })`)
    await press(page, 'send')
    await page.waitForSelector('.reference')
    expect(await page.evaluate('sessionStorage.seen')).toMatch(/\d+%/)
  })

  test('U60 what is wrong with a photo is said on the page that comes back, with the words still there', async () => {
    const page = await browse({ js: true })
    await toLastStep(page, 'en', SAYS.complaint)
    await page.setInputFiles('#photos', {
      name: 'virus.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('MZ this is a program, not a photo'),
    })
    await press(page, 'send')
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('errors')
    expect(await page.textContent('.answers')).toContain(SAYS.complaint)
    await page.setInputFiles('#photos', [])
    await press(page, 'send')
    await page.waitForSelector('.reference')
  })
})
