import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import words from '../../../locales/en/rail.json' with { type: 'json' }
import { ROLES } from '../../../src/domain/people'
import { holders, RIGHTS } from '../../../src/domain/rights'
import { opens, SCREENS } from '../../../src/domain/screens'
import { findings } from '../look/look'
import { axe } from './axe'
import { startDesk } from './support'

const desk = startDesk()
const menuOf = (page: Page) => page.locator('.rail a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))

test('U05 the menu of each role holds what it may open, and a forbidden address says who can grant it', async () => {
  for (const role of ROLES) {
    desk.mock.me.role = role
    const may: (typeof SCREENS)[number][] = SCREENS.filter((screen) => opens(screen, RIGHTS[role]))
    const page = await desk.open('/cases')
    await page.locator('.rail a').first().waitFor()
    expect(await menuOf(page), role).toEqual(may.filter(({ group }) => group !== 'settings').map(({ path }) => path))
    const forbidden = SCREENS.filter((one) => !may.includes(one))
    for (const screen of forbidden) {
      await page.evaluate(`history.pushState(null, '', '${screen.path}')`)
      const state = page.locator('.state', { hasText: `${words.rail.screen[screen.id]}: your role` })
      await state.getByRole('link').first().waitFor()
      const said = await state.innerText()
      const grantor = desk.mock.world.people.find((person) => person.role === 'administrator')
      expect(said).toContain(grantor?.name)
      if (screen.needs) expect(holders(screen.needs).length).toBeGreaterThan(0)
      expect(await state.getByRole('link').first().getAttribute('href')).toContain(`mailto:${grantor?.email}`)
    }
    if (forbidden.length > 0) expect(await axe(page), role).toEqual([])
    await page.context().close()
  }
})

/** That this is sample data is said in one line, so that the work has the screen. */
async function ribbonIsOneLine(page: Page) {
  await page.locator('.ribbon').waitFor()
  expect((await page.locator('.ribbon').boundingBox())?.height).toBeLessThanOrEqual(50)
  expect(await findings(page, ['sideways', 'cut', 'overlaps'])).toEqual([])
}

test('the ribbon of the demo is one line on a telephone, also where words are long', async () => {
  const phone = { width: 390, height: 844, touch: true }
  for (const language of ['en', 'th']) await ribbonIsOneLine(await desk.open('/inbox', { ...phone, language }))
})

test('U05 on a telephone everything that does not fit on the bar is behind one button, by touch and by key', async () => {
  desk.mock.me.role = 'administrator'
  const page = await desk.open('/inbox', { width: 390, height: 844, language: 'fa' })
  await ribbonIsOneLine(page)
  const bar = page.locator('.rail > .rail-group a:visible, .rail-more:visible')
  expect(await bar.count()).toBeLessThanOrEqual(5)
  const more = page.locator('.rail-more')
  if ((await more.count()) > 0) {
    await more.click()
    await page.getByRole('menuitem').last().click()
    await page.waitForURL((url) => url.pathname === SCREENS.findLast(({ group }) => group !== 'settings')?.path)
  }
})
