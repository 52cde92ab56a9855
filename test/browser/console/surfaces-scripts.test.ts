import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findings, thaiIsWhole, turnedWrongly } from '../look/look'
import { SCREENS } from './screens-table'
import { startWalk } from './walk'

const { desk, visit } = startWalk()

test('U58 the question sees marks that are cut', () =>
  visit(SCREENS.find(({ name }) => name === 'inbox')!, { language: 'th', theme: 'dark' }, async (page) => {
    await page.addStyleTag({ content: '.trunc { line-height: 0.8 !important; overflow-clip-margin: 0 !important }' })
    expect((await thaiIsWhole(page)).differing).toBeGreaterThan(20)
  }))

/** Fields that take no letters from anybody. */
const NOT_FOR_LETTERS = ['checkbox', 'radio', 'file', 'date', 'datetime-local', 'time', 'number', 'color', 'range']

describe.each(SCREENS)('$name', (screen) => {
  test('U58 Thai marks are cut nowhere', () =>
    visit(screen, { language: 'th' }, async (page) => {
      const { written, opened, differing } = await thaiIsWhole(page)
      expect(written).toBeGreaterThan(15)
      expect(opened).toBeGreaterThan(0)
      // A clock may tick between the two pictures; one mark that was cut is more than this.
      expect(differing, 'pixels that appear when every box is opened').toBeLessThan(6)
    }))

  test('U56 U53 in Persian on a telephone, icons and ids stand right, targets are large, nothing runs out', () =>
    visit(screen, { language: 'fa', width: 390, height: 844, touch: true }, async (page) => {
      expect(await turnedWrongly(page)).toEqual([])
      expect(await findings(page, ['targets'], 44)).toEqual([])
      expect(await findings(page, ['sideways', 'cut', 'overlaps'])).toEqual([])
    }))

  test('U20 U21 no shortcut of the browser is taken, and letters typed into fields stay letters', () =>
    visit(screen, { language: 'en' }, async (page) => {
      expect(await taken(page)).toEqual([])
      const before = page.url()
      for (const field of await page.locator(`input:not(${NOT_FOR_LETTERS.map((type) => `[type=${type}]`).join()}), textarea`).all()) {
        if (!(await field.isVisible()) || !(await field.isEditable())) continue
        const old = await field.inputValue()
        await field.focus()
        await page.keyboard.press('End')
        await page.keyboard.type('jxe1')
        expect(await field.inputValue()).toBe(`${old}jxe1`)
        await field.fill(old)
      }
      await expect.poll(() => page.url()).toBe(before)
      expect(desk.mock.writes.filter(({ path }) => !path.includes('draft'))).toEqual([])
    }))
})

/** Presses of the browser, of menus and of input methods that something here would not let pass. */
const taken = (page: Page) =>
  page.evaluate(`(() => {
    const press = (key, code, held) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...held }))
    const name = (key, held) => Object.keys(held).join('+') + ' ' + key
    const letters = [...'abcdefghijklmnopqrstuvwxyz'].map((key) => [key, 'Key' + key.toUpperCase()])
    const browser = letters.filter(([key]) => 'twnlrfpsjdh'.includes(key))
    const tries = [
      ...letters.map((one) => [...one, { altKey: true }]),
      ...[...browser, ['.', 'Period'], [' ', 'Space']].flatMap((one) => [[...one, { ctrlKey: true }], [...one, { metaKey: true }]]),
      ...['t', 'w', 'n'].map((key) => [key, 'Key' + key.toUpperCase(), { ctrlKey: true, shiftKey: true }]),
    ]
    return tries.filter(([key, code, held]) => !press(key, code, held)).map(([key, , held]) => name(key, held))
  })()`)
