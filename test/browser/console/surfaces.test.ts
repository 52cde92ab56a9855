import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { BINDINGS } from '../../../src/web/keys/bindings'
import { findings, TEXT_SPACING, tabThrough, unspoken } from '../look/look'
import { axe } from './axe'
import { DIALOGS, SCREENS, type Screen } from './screens-table'
import { opener, placesOf, pressAs, startDesk } from './support'

const desk = startDesk()
const open = opener(desk)

/** Each theme and each direction once; the full check takes the other two pairs as well. */
const LOOKS = [
  ['en', 'light', 'all'],
  ['fa', 'dark', 'wcag'],
  ...(process.env.REDRESS_FULL
    ? ([
        ['en', 'dark', 'wcag'],
        ['fa', 'light', 'wcag'],
      ] as const)
    : []),
] as const

describe.each(SCREENS)('$name', (screen) => {
  test.each(LOOKS)('U51 axe finds nothing: %s, %s', async (language, theme, scope) => {
    const page = await open(screen, { language, theme })
    expect(await axe(page, scope)).toEqual([])
  })

  test('U52 U53 U26 U55 stops of the focus are seen, targets large, no key is hidden, and zoom or wide text lose nothing', async () => {
    const page = await open(screen)
    const { stops, left } = await tabThrough(page)
    expect(stops.flatMap(({ wrong }) => wrong)).toEqual([])
    expect(left, 'the focus is caught').toBe(true)
    const orders = stops.map(({ order }) => order)
    expect(orders, 'the order of the page').toEqual([...orders].sort((a, b) => a - b))
    expect(stops.length).toBeGreaterThan(5)
    expect(await findings(page, ['targets'])).toEqual([])
    expect(await hiddenKeys(page)).toEqual([])
    for (const [width, height] of [
      [640, 360],
      [320, 256],
    ] as const) {
      await page.setViewportSize({ width, height })
      expect(await findings(page, ['sideways', 'cut']), `${width} px`).toEqual([])
    }
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.addStyleTag({ content: TEXT_SPACING })
    expect(await findings(page, ['sideways', 'cut', 'overlaps']), 'wide text').toEqual([])
  })

  test('every word comes from the catalogue or from the server, and a longer language still fits', async () => {
    const path = screen.path(placesOf(desk))
    const said: Promise<string>[] = []
    const watch = (page: Page) =>
      page.on('response', (answer) => {
        if (answer.url().includes('/api/v1/') && !answer.url().endsWith('/stream')) said.push(answer.text().catch(() => ''))
      })
    const page = await open(screen, { watch }, `${path}${path.includes('?') ? '&' : '?'}pseudo`)
    expect(await unspoken(page, (await Promise.all(said)).join('\n'))).toEqual([])
    expect(await findings(page, ['sideways', 'cut', 'overlaps'])).toEqual([])
  })
})

/** Keys of the table that do something here although the sheet of this screen does not say so. */
async function hiddenKeys(page: Page): Promise<string[]> {
  await page.evaluate('document.activeElement?.blur()')
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  const listed = await page.locator('[data-binding]').evaluateAll((all) => all.map((one) => one.getAttribute('data-binding')))
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const hidden: string[] = []
  for (const { id, keys } of BINDINGS) {
    if (listed.includes(id) || keys.includes(' ') || BINDINGS.some((one) => one.keys === keys && listed.includes(one.id))) continue
    const bare = keys.replace(/^(Mod|Shift)\+/, '')
    const code = /^[a-z]$/.test(bare) ? `Key${bare.toUpperCase()}` : bare
    if (!(await pressAs(page, bare, code, { ctrlKey: keys.startsWith('Mod+'), shiftKey: keys.startsWith('Shift+') }))) hidden.push(id)
  }
  return hidden
}

test.each(DIALOGS)('U52 U53 $name: what Tab reaches is inside, and the focus returns when it is gone', async ({ key }) => {
  const page = await open(SCREENS[0] as Screen)
  const from = page.locator('.top-search')
  await from.focus()
  await page.keyboard.press(key)
  await page.getByRole('dialog').waitFor()
  expect(await axe(page)).toEqual([])
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate("document.activeElement?.closest('[role=dialog]') !== null"), `after ${i + 1} presses`).toBe(true)
  }
  expect(await findings(page, ['targets', 'cut'])).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => from.evaluate((element) => element === document.activeElement)).toBe(true)
})
