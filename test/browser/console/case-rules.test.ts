import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { okafor, SAYS } from '../../cast'
import { happened } from '../../support/tell'
import { findings } from '../look/look'
import { axe } from './axe'
import { startRealDesk } from './real-desk'

const real = startRealDesk({ regimes: ['uk-fca-disp1', 'au-asic-rg271'] })
let customers = 0

/** A complaint under two regulators; nobody has answered what they ask. */
async function complaint() {
  const n = ++customers
  const contact = { ...okafor, handles: [{ kind: 'phone', value: `+6681000000${n}` }] }
  const wrote = await real.desk.post({ text: `${SAYS.complaint} (${n})`, channel: 'whatsapp', external_id: `rules-${n}`, contact })
  const { id, reference } = await real.desk.caseOf(wrote)
  return { id, path: `/cases/${reference}` }
}
const rulesTab = async (page: Page) => {
  await page.locator('#tab-rules').click()
  await page.locator('[data-rules=open]').waitFor()
  return page
}
/** Each class may have its own final answer; one of them counts. */
const final = async (id: string, regime: string) =>
  (await real.desk.clocks(id)).find((clock) => clock.kind === 'final_response' && clock.regime === regime && clock.state !== 'cancelled')!

test('a question is answered by one press and the clock that it moved is said with both dates; a colleague sees it come, and changes it with a reason', async () => {
  const { id, path } = await complaint()
  const page = await rulesTab(await real.open(await real.as('Ana'), path))
  const other = await rulesTab(await real.open(await real.as('Bo'), path))
  const strict = await final(id, 'uk-fca-disp1')
  const question = page.locator('[data-question=psd_emd]')
  expect(await question.innerText()).toMatch(/payment services or electronic money\?[\s\S]*Asked by[\s\S]*for the class/)
  expect(await page.locator('[data-rules=open]').innerText()).toContain('the strictest reading holds')
  expect(await page.locator('#tab-rules').innerText()).toMatch(/\d/)
  expect(await axe(page, 'wcag', '.case-side')).toEqual([])

  await question.getByRole('button', { name: /^No/ }).focus()
  await page.keyboard.press('Enter')
  const came = page.locator('[data-rules=came]')
  await came.waitFor()
  const relaxed = await final(id, 'uk-fca-disp1')
  expect(Date.parse(relaxed.due_at!)).toBeGreaterThan(Date.parse(strict.due_at!))
  expect(await came.innerText()).toMatch(/Final response[\s\S]*Due [\s\S]* now\. It was /)
  await question.waitFor({ state: 'detached' })
  expect(await came.evaluate((box) => box === document.activeElement), 'the focus is on what came of it').toBe(true)

  await other.locator('[data-question=psd_emd]').waitFor({ state: 'detached' })
  await other.locator('[data-rules=answered] summary').click()
  const answer = other.locator('[data-answer=psd_emd]')
  expect(await answer.innerText()).toMatch(/No[\s\S]*Ana/)
  await answer.getByRole('button', { name: /Change…/ }).click()
  await other.getByRole('dialog').getByLabel('Yes').check()
  const keep = other.getByRole('button', { name: 'Keep the answer' })
  expect(await keep.isDisabled(), 'a change wants a reason').toBe(true)
  await other.getByLabel('Reason').fill('It was a card payment.')
  await keep.click()
  await other.getByRole('dialog').waitFor({ state: 'detached' })
  await other.locator('[data-moved=moved]').first().waitFor()
  expect((await final(id, 'uk-fca-disp1')).due_at).toBe(strict.due_at)
  expect(happened(await real.desk.timeline(id), 'fact_said').at(-1)).toMatchObject({ name: 'psd_emd', value: true, was: false })
})

test('what happened outside is told by key: not in the future, not before the receipt; a letter by post keeps its clock', async () => {
  const { id, path } = await complaint()
  const page = await real.open(await real.as('Ana'), path)
  await page.locator('.case-clocks .clock').first().waitFor()
  await page.keyboard.press('Shift+H')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What happened?').selectOption('final_sent')
  const [when, tell] = [dialog.getByLabel('When did it happen?'), dialog.getByRole('button', { name: 'Tell it' })]
  const now = await when.inputValue()
  await when.fill(`2031${now.slice(4)}`)
  await dialog.getByText('Only what has happened already can be told.').waitFor()
  expect(await tell.isDisabled()).toBe(true)
  await dialog.getByLabel('What happened?').selectOption('card_scheme_due')
  await dialog.getByText('Only what has happened already can be told.').waitFor({ state: 'detached' })
  expect(await tell.isEnabled()).toBe(true)
  await dialog.getByLabel('What happened?').selectOption('final_sent')
  await when.fill(`2020${now.slice(4)}`)
  await dialog.getByText('Nothing was answered before').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('tell what happened')
  await page.keyboard.press('Enter')
  await dialog.getByLabel('What happened?').selectOption('final_sent')
  await dialog.getByLabel('How do you know?').fill('Registered post, receipt 77.')
  await tell.click()
  await page.locator('[data-told]').waitFor()
  expect(await page.locator('[data-moved=met]').allInnerTexts()).toHaveLength(2)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  for (const regime of ['uk-fca-disp1', 'au-asic-rg271']) expect((await final(id, regime)).state).toBe('met')
  await page.locator('#tab-timeline').click()
  await page.locator('.timeline').getByText('The final response was sent').waitFor()
  await page.locator('.timeline').getByText('Registered post, receipt 77.').waitFor()
})

test('the class is changed with a reason and counted from the first receipt, at 360 pixels and from right to left too', async () => {
  const { id, path } = await complaint()
  const page = await rulesTab(await real.open(await real.as('Ana'), path))
  const book = page.locator('[data-book=au-asic-rg271]')
  await book.getByRole('button', { name: /Change the class…/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox').selectOption('hardship_credit')
  expect(await dialog.getByRole('button', { name: 'Set the class' }).isDisabled()).toBe(true)
  await dialog.getByLabel('Reason').fill('She lost her job.')
  await dialog.getByRole('button', { name: 'Set the class' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await book.innerText()).toContain('chosen by a person')
  expect(await final(id, 'au-asic-rg271')).toMatchObject({ class: 'hardship_credit' })
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await findings(page, ['sideways', 'cut', 'overlaps'])).toEqual([])
  await page.evaluate(`localStorage.setItem('redress.settings', '{"language":"fa"}')`)
  await page.reload()
  await rulesTab(page)
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
  expect(await findings(page, ['sideways', 'cut', 'overlaps'])).toEqual([])
})

test('who only reads sees what is asked and by whom, and is offered nothing', async () => {
  const { path } = await complaint()
  const page = await rulesTab(await real.open(await real.as('Vera'), path))
  await page.locator('[data-question=psd_emd]').waitFor()
  expect(await page.locator('.rules button').count()).toBe(0)
  await page.keyboard.press('Shift+H')
  expect(await page.getByRole('dialog').count()).toBe(0)
})
