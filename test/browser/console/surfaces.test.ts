import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { BINDINGS } from '../../../src/web/keys/bindings'
import { findings, TEXT_SPACING, tabThrough, unspoken } from '../look/look'
import { axe } from './axe'
import { DIALOGS, SCREENS, type Screen } from './screens-table'
import { type Look, pressAs } from './support'
import { startWalk } from './walk'

const { visit } = startWalk()

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

const said: Promise<string>[] = []
/** In brackets and two fifths longer; the address is asked only while loading. */
const PSEUDO: Look = {
  query: 'pseudo',
  watch: (page) =>
    page.on('response', (answer) => {
      if (answer.url().includes('/api/v1/') && !answer.url().includes('/events/stream')) said.push(answer.text().catch(() => ''))
    }),
}

describe.each(SCREENS)('$name', (screen) => {
  test.each(LOOKS)('U51 axe finds nothing: %s, %s', (language, theme, scope) =>
    visit(screen, { language, theme }, async (page) => expect(await axe(page, scope)).toEqual([])),
  )

  test('U52 U53 U26 U55 stops of the focus are seen, targets large, no key is hidden, and zoom or wide text lose nothing', () =>
    visit(screen, { language: 'en', theme: 'light' }, async (page) => {
      const { stops, wrong, left } = await tabThrough(page)
      expect(wrong).toEqual([])
      expect(left, 'the focus is caught').toBe(true)
      expect(stops).toBeGreaterThan(5)
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
      const spacing = await page.addStyleTag({ content: TEXT_SPACING })
      expect(await findings(page, ['sideways', 'cut', 'overlaps']), 'wide text').toEqual([])
      await spacing.evaluate((style) => (style as Element).remove())
    }))

  test('every word comes from the catalogue or from the server, no title is said twice, and a longer language still fits', () =>
    visit(screen, PSEUDO, async (page) => {
      const titles = await page.locator('main').locator('h1, h2').allInnerTexts()
      expect(titles).toEqual([...new Set(titles)])
      expect(await unspoken(page, (await Promise.all(said)).join('\n'))).toEqual([])
      expect(await findings(page, ['sideways', 'cut', 'overlaps'])).toEqual([])
    }))
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

test.each(DIALOGS)('U52 U53 $name: what Tab reaches is inside, and the focus returns when it is gone', ({ key }) =>
  visit(SCREENS[0] as Screen, { language: 'en', theme: 'light' }, async (page) => {
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
  }),
)
