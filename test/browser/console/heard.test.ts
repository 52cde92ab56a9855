import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import words from '../../../locales/en/case.json' with { type: 'json' }
import { SAMPLES } from './samples'
import { startDesk } from './support'

const desk = startDesk()
const { deeds } = words

/** Enter while an input method chooses, as three browsers send it. */
const composingEnter = (page: Page) =>
  page.evaluate(() => {
    for (const more of [{ isComposing: true }, { keyCode: 229 }, { isComposing: true, ctrlKey: true }])
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true, ...more }),
      )
  })

test.each([
  ['en', 'sev', 'Set the severity'],
  ['th', 'ความรุน', 'กำหนดความรุนแรง'],
  ['zh', '严重', '设定严重程度'],
  ['fa', 'شدت', 'تعیین شدت'],
])(
  'U25 U24 in %s “%s” finds the verb with its key; Enter of an input method chooses nothing, the next Enter opens the choice',
  async (language, typed, name) => {
    const page = await desk.open('/inbox', { language })
    await page.locator('.finding').waitFor()
    await page.keyboard.press('Control+k')
    const field = page.getByRole('dialog').getByRole('combobox')
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Input.imeSetComposition', { text: typed, selectionStart: typed.length, selectionEnd: typed.length })
    const option = page.getByRole('option', { name })
    await option.waitFor()
    await composingEnter(page)
    await cdp.send('Input.insertText', { text: typed })
    expect(await field.inputValue()).toBe(typed)
    expect(await option.locator('kbd').allInnerTexts()).toContain('S')
    const pointed = await field.getAttribute('aria-activedescendant')
    expect(await page.locator(`[id="${pointed}"]`).innerText()).toContain(name)
    await page.keyboard.press('Enter')
    const chosen = page.locator('input[name="severity"]:checked')
    await chosen.waitFor()
    await expect.poll(() => chosen.evaluate((radio) => radio === document.activeElement)).toBe(true)
  },
)

test('U24 Enter of an input method keeps no label; the next Enter does', async () => {
  const page = await desk.open('/cases')
  await page.locator('.case-cells').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('l')
  const field = page.getByRole('dialog').getByRole('textbox')
  await field.waitFor()
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Input.imeSetComposition', { text: '配送', selectionStart: 2, selectionEnd: 2 })
  await composingEnter(page)
  await cdp.send('Input.insertText', { text: '配送' })
  expect(await field.inputValue()).toContain('配送')
  expect(desk.mock.writes).toEqual([])
  await page.keyboard.press('Enter')
  await expect.poll(() => desk.mock.writes.map(({ path }) => path.split('/').at(-1))).toEqual(['topics'])
})

type Heard = { words: string; urgent: boolean; at: number }
/** Keeps everything that a screen reader would be told from now on. */
const LISTEN = `(() => {
  globalThis.heard = []
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes)
      for (const node of addedNodes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest('[role=status], [role=alert], [role=log], [aria-live]')
        const words = node.textContent.trim()
        if (region && words) heard.push({ words, urgent: region.getAttribute('role') === 'alert', at: performance.now() })
      }
  }).observe(document.body, { childList: true, subtree: true })
})()`

test('U54 U09 what comes in moves nothing that is read, is said once, urgently only for severity A and not twice in five seconds; one’s own deed is said once', async () => {
  const page = await desk.open('/inbox')
  await page.locator('.row-active').waitFor()
  await page.evaluate(LISTEN)
  const heard = () => page.evaluate('heard') as Promise<Heard[]>
  const come = (severity: string) => {
    const sample = SAMPLES.find((one) => one.severity === severity)!
    const message = desk.mock.world.addMessage(sample, Date.now(), 'review')
    desk.mock.tell('message.processed', { id: message.id, case_id: null, severity })
  }
  for (const severity of ['B', 'C', 'D']) come(severity)
  await expect.poll(async () => (await heard()).map(({ words, urgent }) => [words, urgent])).toEqual([['3 new messages', false]])
  come('A')
  await page.keyboard.press('Shift+S')
  await page.locator('input[name="severity"][value="E"]').check()
  await page.getByRole('button', { name: 'Keep the correction' }).click()
  await expect.poll(async () => (await heard()).filter(({ urgent }) => urgent).map(({ words }) => words)).toHaveLength(1)
  const all = await heard()
  const [first, urgent] = [all[0]!, all.find((one) => one.urgent)!]
  expect(urgent.words).toBe('A critical complaint has come in. 1 new message')
  expect(urgent.at - first.at).toBeGreaterThan(4_900)
  expect(all.filter(({ words }) => words.startsWith('Kept. The detector'))).toHaveLength(1)
  expect(all).toHaveLength(3)
})

test('U54 a missed promise, an acknowledgement and an answer are each told once and never urgently', async () => {
  const one = desk.mock.world.cases.find(({ kind, channel, state }) => kind === 'complaint' && channel === 'instagram' && state === 'open')!
  const page = await desk.open(`/cases/${one.reference}`)
  await page.locator('[data-mode]').first().waitFor()
  await page.evaluate(LISTEN)
  const heard = async (words: string) =>
    ((await page.evaluate('heard')) as Heard[]).filter((each) => each.words.includes(words)).map(({ urgent }) => urgent)
  const running = desk.mock.world.cases.find(({ next_clock: clock, state }) => state !== 'closed' && clock?.state === 'running')!
  running.next_clock = { ...running.next_clock!, state: 'missed' }
  for (let n = 0; n < 3; n++) desk.mock.tell('counts', { ...desk.mock.world.counts(), approvals: 3 })
  await expect.poll(() => heard('A promised time has been missed')).toEqual([false])
  await page.keyboard.press('Shift+A')
  await page.getByRole('dialog').getByRole('checkbox').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => heard(deeds.acknowledged)).toEqual([false])
  await page.keyboard.press('r')
  await page.locator('[data-composer] textarea').first().fill('We are sorry.')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => heard('you can take it back for a few seconds')).toEqual([false])
  expect(await heard('A promised time has been missed')).toEqual([false])
})
