import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startDesk } from './support'

const desk = startDesk()
const shown = (page: Page) => page.locator('.case-ref').allInnerTexts()
const order = (page: Page) => page.locator('.filters select').last()

test('U11 the address says all of it: filters, words and order look the same in another window', async () => {
  const page = await desk.open('/cases')
  await page.locator('.sev-filter button').first().click()
  await order(page).selectOption('received_at')
  await page.waitForURL(/severity=A/)
  await page.waitForURL(/sort=received_at/)
  await page.locator('.case-cells').first().waitFor()
  const other = await desk.open(page.url().replace(desk.mock.url, ''))
  await other.locator('.case-cells').first().waitFor()
  expect(await shown(other)).toEqual(await shown(page))
  expect((await shown(page)).length).toBeGreaterThan(1)
})

test('U12 the order that was chosen last is there after leaving and after a reload, and the row that was read is where J goes on', async () => {
  const page = await desk.open('/cases')
  await page.locator('.case-cells').first().waitFor()
  await order(page).selectOption('severity')
  await page.waitForURL(/sort=severity/)
  const [, , third, fourth] = await shown(page)
  for (const key of ['j', 'j', 'j', 'Enter']) await page.keyboard.press(key)
  await page.locator('.talk').waitFor()
  await page.goBack()
  await page.locator('.row-active .case-ref', { hasText: third ?? '' }).waitFor()
  await page.keyboard.press('j')
  await page.locator('.row-active .case-ref', { hasText: fourth ?? '' }).waitFor()
  await page.locator('.rail a[href="/wall"]').click()
  await page.waitForURL(/wall/)
  await page.goto(`${desk.mock.url}/cases`)
  await page.locator('.case-cells').first().waitFor()
  expect(await order(page).inputValue()).toBe('severity')
  const severities = await page.locator('.row').evaluateAll((rows) => rows.map((row) => /stripe-([A-E])/.exec(row.className)?.[1] ?? ''))
  expect(severities).toEqual([...severities].sort())
})

test('a view is kept under a name for the team, found again in another language, and the file holds the filter and not the page', async () => {
  const page = await desk.open('/cases?severity=A,B')
  await page.locator('[data-views]').click()
  await page.getByRole('menuitem', { name: 'Keep this view' }).click()
  await page.getByLabel('Name of the view').fill('ร้ายแรง')
  await page.getByLabel('For the whole team').check()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(desk.mock.views).toMatchObject([{ name: 'ร้ายแรง', search: 'severity=A%2CB', team: true, locked: false }])
  expect(await page.locator('[data-csv]').getAttribute('href')).toContain('/api/v1/cases.csv?severity=A%2CB')

  const other = await desk.open('/cases', { language: 'fa', width: 390, height: 844 })
  await other.locator('[data-views]').click()
  await other.getByRole('menuitem', { name: 'ร้ายแรง' }).click()
  await other.waitForURL(/severity=A,B/)
})

test('U18 a look keeps the place in the list; one at a time passes over a case for a reason only, and the next one lies there', async () => {
  const page = await desk.open('/cases')
  await page.locator('.case-cells').first().waitFor()
  await page.locator('.row-scroll').focus()
  await page.keyboard.press('j')
  await page.keyboard.press('Space')
  const peek = page.locator('[data-peek]')
  const row = await peek.getAttribute('data-peek')
  await page.keyboard.press('j')
  await expect.poll(() => peek.getAttribute('data-peek')).not.toBe(row)
  const looked = await peek.getAttribute('data-peek')
  expect(page.url()).toMatch(/\/cases$/)
  await page.keyboard.press('Escape')
  await peek.waitFor({ state: 'detached' })
  expect(await page.locator('.row-active').getAttribute('data-row')).toBe(looked)

  await page.keyboard.press('p')
  const bar = page.locator('[data-focus]')
  const first = await bar.getAttribute('data-focus')
  const id = desk.mock.world.cases.find(({ reference }) => reference === first)!.id
  desk.mock.instead.set(`POST /cases/${id}/skips`, { status: 201, body: { reason: 'knowledge' } })
  await page.keyboard.press('p')
  await page.locator('[data-reason="knowledge"]').waitFor()
  await page.keyboard.press('Escape')
  expect(await bar.getAttribute('data-focus')).toBe(first)
  expect(desk.mock.writes.filter(({ path }) => path.endsWith('/skips'))).toEqual([])
  await page.keyboard.press('p')
  await page.locator('[data-reason="knowledge"]').waitFor()
  await page.keyboard.press('2')
  await expect.poll(() => bar.getAttribute('data-focus')).not.toBe(first)
  expect(desk.mock.writes.filter(({ path }) => path.endsWith('/skips'))).toMatchObject([{ body: { reason: 'knowledge', words: null } }])
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.locator('[data-mode]').first().waitFor()
  await page.keyboard.press('u')
  await page.waitForURL(/\/cases$/)
})

test('U18 one at a time begins in Triage and in Approvals too, and its end leads back to where it began', async () => {
  const page = await desk.open('/triage')
  for (const [place, g] of [
    ['/triage', 't'],
    ['/approvals', 'a'],
  ] as const) {
    await page.keyboard.press('g')
    await page.keyboard.press(g)
    await page.waitForURL((url) => url.pathname === place)
    await page.locator('.row-active').waitFor()
    await page.keyboard.press('p')
    const reference = await page.locator('[data-focus]').getAttribute('data-focus')
    expect(new URL(page.url()).pathname).toBe(`/cases/${reference}`)
    await page.keyboard.press('u')
    await page.waitForURL((url) => url.pathname === place)
  }
})
