import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axe } from './axe'
import { ageingOf, chartOf } from './mock-charts'
import { startDesk } from './support'

const desk = startDesk()
const chart = (page: Page, name: string) => page.locator(`[data-chart=${name}]`)
const sentence = (page: Page, name: string) => chart(page, name).locator('.chart-sentence').innerText()

async function ageing(page: Page) {
  await page.locator('[data-ageing]').click()
  await chart(page, 'ageing').waitFor()
}

test('U49 below twenty it is too early, without a difference there is none, and a quiet channel is hatched and named', async () => {
  const says = (body: unknown) => desk.mock.instead.set('GET /charts/ageing', { status: 200, body })
  says(ageingOf([9, 5, 2, 1, 0], [9, 5, 2, 1, 0]))
  const page = await desk.open('/cases')
  await ageing(page)
  expect(await sentence(page, 'ageing')).toMatch(/17 complaints are open, 3 of them.*Too early/)
  expect(await page.locator('[data-missing]').count()).toBe(0)
  says(ageingOf([22, 14, 9, 6, 4], [20, 15, 8, 6, 3], 'email'))
  await page.reload()
  await ageing(page)
  expect(await sentence(page, 'ageing')).toMatch(/19 of them.*No clear change/)
  expect(await chart(page, 'ageing').locator('[data-point="0-7"] [data-missing]').count()).toBe(1)
  expect(await page.locator('[data-missing]').count()).toBe(1)
  expect(await chart(page, 'ageing').locator('.chart-note').innerText()).toMatch(/E-?mail has brought nothing since/i)
  expect(await chart(page, 'ageing').locator('.chart-key').allInnerTexts()).toEqual(['A week ago', 'Paused', 'May be incomplete'])
  expect(await axe(page)).toEqual([])
})

test('U50 the table holds the numbers of the picture, and arrow keys say each of them with its note', async () => {
  for (const [path, name] of [
    ['/wall', 'burn-down'],
    ['/day', 'load'],
  ] as const) {
    const page = await desk.open(path)
    const { points } = chartOf(name)
    const here = chart(page, name)
    const plot = here.getByRole('listbox')
    await plot.focus()
    const said: string[] = []
    for (const _ of points) {
      await page.keyboard.press('ArrowRight')
      const id = await plot.getAttribute('aria-activedescendant')
      said.push((await page.locator(`[id="${id}"]`).getAttribute('aria-label')) ?? '')
      expect(await here.locator('.chart-said').innerText()).toBe(said.at(-1))
    }
    for (const [i, { value, hatched, missing }] of points.entries()) {
      expect(said[i]).toContain(`: ${value} `)
      if (hatched) expect(said[i]).toContain(`${hatched} asleep`)
      if (missing) expect(said[i]).toContain('Nobody works on this day')
    }
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowLeft')
    expect(await here.locator('.chart-said').innerText()).toBe(said[0])
    await here.locator('[data-point]').nth(2).click()
    expect(await here.locator('.chart-said').innerText()).toBe(said[2])
    const drawn = await here.locator('.chart-value').allTextContents()
    await here.getByRole('button', { name: 'As a table' }).click()
    expect(await here.locator('tbody td:nth-child(2)').allInnerTexts()).toEqual(drawn)
    expect(drawn).toEqual(points.map(({ value }) => String(value)))
    const saved = page.waitForEvent('download')
    await here.getByRole('button', { name: 'CSV' }).click()
    expect((await saved).suggestedFilename()).toBe(`${name}.csv`)
  }
})

test('in a page from right to left time still runs from left to right, unless the reader wishes otherwise', async () => {
  const places = async (page: Page) =>
    chart(page, 'burn-down')
      .locator('[data-point]')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left))
  const rising = (all: number[]) => all.every((x, i) => i === 0 || x > (all[i - 1] ?? 0))
  for (const turned of [false, true]) {
    const page = await desk.open('/wall', { language: 'fa', width: 390, height: 844, theme: 'dark', settings: { chartsTurned: turned } })
    await chart(page, 'burn-down').waitFor()
    const all = await places(page)
    expect([rising(all), rising([...all].reverse())]).toEqual([!turned, turned])
  }
})
