import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { prepare, scrollList } from '../../../scripts/console-bench/measure'
import { crowd, seeds } from '../../support/crowd'
import { startRealDesk } from './real-desk'

const MESSAGES = 10_000
const SEEDS = 160
const real = startRealDesk()
beforeAll(async () => {
  if (!real.desk) return
  const { desk } = real
  const said = await desk.call<string>('POST', '/api/v1/messages/batch', seeds(SEEDS), { 'content-type': 'application/x-ndjson' })
  expect(said.body.match(/accepted/g)).toHaveLength(SEEDS)
  await desk.settle()
  expect(await crowd(desk.redress.db.pool, desk.tenant.id, MESSAGES)).toBeGreaterThanOrEqual(MESSAGES)
})

/** From now on the server is not heard by this page, whatever it asks; the answer lets it be heard again. */
async function deaf(page: Page) {
  let hear = () => {}
  const heard = new Promise<void>((go) => (hear = go))
  await page.route('**/api/v1/**', (route) => heard.then(() => route.continue()))
  return hear
}

/** The row after the active one becomes the active one, and its own words stand beside the list. */
async function down(page: Page) {
  const next = await page.locator('.row-active + .row').getAttribute('data-row')
  await page.keyboard.press('j')
  await page.locator(`.row-active[data-row="${next}"]`).waitFor()
  const line = (await page.locator('.row-active .msg-words').innerText()).replace(/\s+/g, ' ').slice(0, 12)
  await page.locator('.pane-words', { hasText: line }).waitFor()
}

/** A colleague decides what waits in triage, so that events come to everybody. */
async function colleague() {
  const page = await real.open(await real.as('Bo'), '/triage')
  await page.locator('.row-active').waitFor()
  return async (times: number) => {
    for (let i = 0; i < times; i++) {
      const before = await page.locator('.row-active').getAttribute('data-row')
      await page.keyboard.press('3')
      await page.locator(`.row-active:not([data-row="${before}"])`).waitFor()
    }
  }
}

test('U06 U08 in 10,000 messages, while a colleague decides, J paints without the server, few rows are in the page, nothing jumps and nothing stalls', async () => {
  const [page, decide] = await Promise.all([real.as('Ana').then((ana) => real.open(ana, '/inbox')), colleague()])
  await page.locator('.row-active').waitFor()
  await prepare(page)
  const stalls: number[] = []
  const walk = async () => {
    for (let round = 0; round < 3; round++) {
      await page.evaluate('void (bench.tasks.length = 0)')
      const hear = await deaf(page)
      for (let i = 0; i < 8; i++) await down(page)
      hear()
      stalls.push(Math.max(0, ...((await page.evaluate('bench.tasks')) as number[])))
    }
  }
  await Promise.all([walk(), decide(6)])
  expect(Math.min(...stalls), 'the calmest of three rounds, since other work shares the machine').toBeLessThanOrEqual(200)

  const { rows, grown } = await scrollList(page, 1_000)
  expect(rows).toBeLessThanOrEqual(60)
  expect(grown).toBeLessThan(30_000_000)
  await page.keyboard.press('End')
  await page.locator('.row-active[data-index]').waitFor()
  expect(Number(await page.locator('.row-active').getAttribute('data-index'))).toBeGreaterThanOrEqual(99)
  expect(await page.locator('.row').count()).toBeLessThanOrEqual(60)
  expect(await page.evaluate('bench.shifts()')).toBeLessThan(0.02)
})

test('U07 Enter paints the conversation of the chosen case although the server says nothing', async () => {
  const page = await real.open(await real.as('Ana'), '/cases')
  await page.locator('.case-cells').first().waitFor()
  const fetched = page.waitForResponse((answer) => /cases\/[^/]+\/messages/.test(answer.url()))
  await page.keyboard.press('j')
  const reference = await page.locator('.row-active .case-ref').innerText()
  await (await fetched).finished()
  const hear = await deaf(page)
  await page.keyboard.press('Enter')
  await page.locator('.talk .said').first().waitFor()
  hear()
  expect(page.url()).toContain(reference)
})
