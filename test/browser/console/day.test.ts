import { expect, test } from 'vitest'
import { dayOf } from './mock-day'
import { startDesk } from './support'

const desk = startDesk()

test('my day is where work begins: what hurts most stands first, one key opens it, and the numbers are true', async () => {
  desk.mock.me.demo = false
  const page = await desk.open('/')
  await page.waitForURL(/\/day$/)
  await page.locator('.day-item').first().waitFor()
  const parts = await page.locator('.day-part').evaluateAll((all) => all.map((one) => one.getAttribute('data-part')))
  expect(parts).toEqual(['alerts', 'clocks', 'returned', 'mentions', 'drafts', 'feedback'])
  const day = dayOf(desk.mock)
  const waiting = day.parts.reduce((sum, { count }) => sum + count, 0)
  expect(await page.locator('.screen-head [role=status]').innerText()).toContain(String(waiting))
  for (const { part, count } of day.parts.filter(({ count }) => count > 0))
    expect(await page.locator(`[data-part=${part}] .day-count`).innerText()).toBe(String(count))
  expect(await page.locator('[data-part=clocks] .clock-name').first().innerText()).toMatch(/\w+/)
  const told = page.locator('[data-feedback]')
  expect(await told.evaluateAll((all) => all.map((one) => one.getAttribute('data-feedback')))).toEqual([
    'handed_back',
    'corrected',
    'learned',
  ])
  expect(await told.first().innerText()).toMatch(/Dao Wattana handed back to you:[\s\S]*Article 7 covers it\./)
  const asked = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/alerts/alr_1/acknowledgement'))
  await page.getByRole('button', { name: 'I have it' }).click()
  await asked
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  expect(await page.evaluate(() => document.activeElement?.closest('[data-part]')?.getAttribute('data-part'))).toBe('clocks')
  await page.keyboard.press('p')
  await page.waitForURL(/\/cases\/./)
  expect(page.url()).toContain(day.parts[0]?.data[0]?.reference)
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await page.waitForURL(/\/day$/)
})

test('a calm day names the next clock, a first day shows where the first case is, and a day that cannot be had says so', async () => {
  const says = (body: unknown, status = 200) => desk.mock.instead.set('GET /day', { status, body })
  says(dayOf(desk.mock, 'calm'))
  const page = await desk.open('/day', { language: 'fa', width: 390, height: 844 })
  const next = dayOf(desk.mock, 'calm').next?.reference
  await page.locator('.day-calm').waitFor()
  expect(await page.locator('.day-calm').innerText()).toContain(next)
  expect(await page.locator('.day-part').count()).toBe(0)
  says(dayOf(desk.mock, 'first'))
  await page.reload()
  expect(await page.locator('.state .day-action').getAttribute('href')).toBe('/cases?owner=none')
  says({ title: 'Away', status: 503, code: 'store_away', detail: 'The database is away.', trace_id: 'trace-9' }, 503)
  await page.reload()
  expect(await page.locator('.state[role=alert]').innerText()).toContain('trace-9')
})
