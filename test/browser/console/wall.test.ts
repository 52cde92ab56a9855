import { expect, test } from 'vitest'
import { startDesk } from './support'

const desk = startDesk()

test('the wall shows what breaks next, who carries what, the alert with its countdown, and the week as a table', async () => {
  const page = await desk.open('/wall')
  await page.locator('.wall-clock').first().waitFor()
  expect(await page.locator('.wall-column h2').allInnerTexts()).toHaveLength(4)
  expect(await page.locator('.wall-alert').innerText()).toMatch(/climbs in 6 m/)
  expect(await page.locator('.wall-alert').innerText()).toContain('Dao')
  await page.locator('[data-chart=burn-down] [data-point]').nth(6).waitFor()
  expect(await page.locator('.wall-rung').first().innerText()).toContain('7 of 20')
})

test('it is reached by keys, turned into a wall by one, and then names nobody and is larger', async () => {
  const page = await desk.open('/inbox')
  await page.locator('.row').first().waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('w')
  const clock = page.locator('.wall-clock').first()
  await clock.waitFor()
  const size = () => clock.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
  const before = await size()
  const names = desk.mock.world.people.map(({ name }) => name)
  const seen = async () => page.locator('main').innerText()
  expect(names.some((name) => desk.mock.world.cases.some(({ owner }) => owner === name))).toBe(true)
  await page.keyboard.press('w')
  await page.locator('[data-mode=wall]').waitFor()
  expect(await size()).toBeGreaterThanOrEqual(before * 1.5)
  const text = await seen()
  for (const name of [...names, 'Dao', ...desk.mock.world.cases.map(({ contact }) => contact.name ?? '–').filter((n) => n !== '–')])
    expect(text).not.toContain(name)
  for (const { reference } of desk.mock.world.cases) expect(text).not.toContain(reference)
  expect(new URL(page.url()).search).toBe('?mode=wall')
  await page.keyboard.press('w')
  await page.locator('[data-mode=desk]').waitFor()
})

test('a clock leads to its case, and the alert can be taken from here or looked at as on a telephone', async () => {
  const page = await desk.open('/wall')
  const theirs = page.getByRole('link', { name: 'Alert page' })
  expect(await theirs.first().getAttribute('href')).toBe('/api/v1/alerts/alr_1/page')
  const asked = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/alerts/alr_1/acknowledgement'))
  await page.getByRole('button', { name: 'I have it' }).click()
  expect((await asked).headers()['idempotency-key']).toBeTruthy()
  await page.locator('.wall-clock').first().click()
  await page.waitForURL(/\/cases\/C-\d+/)
})
