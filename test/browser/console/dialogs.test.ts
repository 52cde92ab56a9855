import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { packageRoot } from '../../../src/paths'
import { findings, TEXT_SPACING } from '../look/look'
import { axe } from './axe'
import { PLACES } from './dialogs-table'
import { startDesk } from './support'

const desk = startDesk({ kept: true })

test.each(PLACES)(
  'U51 U52 U53 U55 $name: dialogs keep the focus, name themselves, fit a phone and give the focus back',
  async ({ path, first, opens }) => {
    const page = await desk.open(path(desk))
    await first?.(page)
    for (const [name, opener] of Object.entries(opens)) {
      const { from, key = 'Enter', item } = opener(page, desk)
      await from.focus()
      await page.keyboard.press(key)
      await item?.press('Enter')
      await page.getByRole('dialog').waitFor()
      expect(await axe(page, 'wcag', '[role=dialog]'), name).toEqual([])
      expect(await tabOutside(page), name).toEqual([])
      expect(await findings(page, ['targets', 'cut', 'overlaps']), name).toEqual([])
      await page.setViewportSize({ width: 320, height: 600 })
      expect(await findings(page, ['sideways', 'cut', 'overlaps']), `${name} on a phone or at four times the size`).toEqual([])
      await page.setViewportSize({ width: 1280, height: 720 })
      const spacing = await page.addStyleTag({ content: TEXT_SPACING })
      expect(await findings(page, ['sideways', 'cut', 'overlaps']), `${name} in wide text`).toEqual([])
      await spacing.evaluate((style) => (style as Element).remove())
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await expect.poll(() => from.evaluate((element) => element === document.activeElement), { message: `focus after ${name}` }).toBe(true)
    }
  },
)

test('every dialog of the console stands in the table', () => {
  const root = join(packageRoot(), 'src/web')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
  const frames = ['dialog', 'deed-dialog']
  const dialogs = files
    .filter((file) => /<(Modal|Drawer|Dialog|DeedDialog)\s+[\w{]/.test(readFileSync(join(root, file), 'utf8')))
    .map((file) => basename(file, '.tsx'))
  const opened = new Set(PLACES.flatMap(({ opens }) => Object.keys(opens)).map((name) => name.split(' ')[0]))
  expect(dialogs.length).toBeGreaterThan(25)
  expect(dialogs.filter((name) => !frames.includes(name) && !opened.has(name))).toEqual([])
})

/** Goes round the dialog by Tab and says which stops lie outside it, or that it never comes round. */
async function tabOutside(page: Page, most = 80): Promise<string[]> {
  await page.evaluate(LISTEN)
  for (let i = 0; i < most; i += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => page.keyboard.press('Tab')))
    const { outside, round } = (await page.evaluate('globalThis.stops')) as { outside: string[]; round: boolean }
    if (round || outside.length > 0) return outside
  }
  return [`no way round in ${most} presses`]
}
const AT_ONCE = 10
const LISTEN = `(() => {
  const seen = new Set()
  globalThis.stops = { outside: [], round: false }
  document.onkeyup = ({ key }) => {
    const at = document.activeElement
    if (key !== 'Tab') return
    if (!at?.closest('[role=dialog]')) globalThis.stops.outside.push('outside: ' + (at?.textContent ?? '').slice(0, 40))
    if (seen.has(at)) globalThis.stops.round = true
    seen.add(at)
  }
})()`
