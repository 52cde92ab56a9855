import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { okafor, SAYS, type StaffName } from '../../cast'
import { clockOf, happened } from '../../support/tell'
import { findings } from '../look/look'
import { startRealDesk } from './real-desk'

const real = startRealDesk({
  regimes: ['au-asic-rg271'],
  timeZone: 'Australia/Sydney',
  calendar: 'AU-NSW',
  at: '2026-03-02T10:00:00+11:00',
})
let customers = 0

/** A complaint to a bank, open at whoever owns it. */
async function complaint() {
  const n = ++customers
  const contact = { ...okafor, handles: [{ kind: 'phone', value: `+6680000100${n}` }] }
  const wrote = await real.desk.post({ text: `${SAYS.complaint} (letter ${n})`, channel: 'whatsapp', external_id: `let-${n}`, contact })
  const { id, reference, owner } = await real.desk.caseOf(wrote)
  const page = await real.open(await real.as(owner as StaffName), `/cases/${reference}`)
  await page.locator('[data-mode="letter"]').waitFor()
  return {
    id,
    page,
    path: `/cases/${reference}`,
    again: (text: string) => real.desk.post({ text, channel: 'whatsapp', external_id: `${text}${n}`, contact }),
  }
}
const dialog = (page: Page) => page.getByRole('dialog')
const lacks = (page: Page) =>
  page.locator('[data-lack][data-must="true"]').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.lack))
const sheet = (page: Page) => page.locator('[data-letter-sheet]')
const send = (page: Page) => page.locator('[data-send-letter]')
async function open(page: Page) {
  await page.locator('h1').first().click()
  await page.keyboard.press('Shift+L')
  await sheet(page).waitFor()
}
const choose = (page: Page, kind: string) => page.getByLabel('Which letter?').selectOption(kind)
const look = async (page: Page, name: string) => {
  if (!process.env.LOOK) return
  mkdirSync(process.env.LOOK, { recursive: true })
  await page.screenshot({ path: `${process.env.LOOK}/${name}.png`, fullPage: false })
}

test('a final answer is led to what its rule book asks for, leaves only when it is whole, and stands in the conversation with its page for paper', async () => {
  const { id, page } = await complaint()
  await open(page)
  expect(await page.getByLabel('Which letter?').inputValue(), 'the one that is owed next').toBe('acknowledgement')
  await choose(page, 'final_response')
  await page.locator('[data-lack="reasons"]').waitFor()
  expect(await lacks(page)).toEqual(['outcome', 'reasons'])
  expect(await page.locator('[data-lack="reasons"]').innerText()).toContain('RG 271.53')
  expect(await send(page).isDisabled()).toBe(true)
  await look(page, 'lacks')
  await page.getByLabel('Accepted', { exact: true }).check()
  await expect.poll(() => lacks(page)).toEqual(['outcome'])
  await page.getByLabel('Rejected').check()
  await page.locator('[data-go="outcome"]').click()
  await page.keyboard.type('We do not agree.')
  await page.locator('[data-go="reasons"]').click()
  await page.keyboard.type('The fee was agreed.')
  await page.locator('[data-letter-gate="open"]').waitFor()
  await expect.poll(() => sheet(page).innerText()).toMatch(/Why\nThe fee was agreed\.(.|\n)*1800 931 678/)
  expect(await page.locator('[data-external-body]').innerText()).toMatch(/Australian Financial Complaints Authority(.|\n)*2 Mar 2028/)
  await look(page, 'whole')
  const [draft] = await Promise.all([page.context().waitForEvent('page'), page.locator('[data-print-draft]').click()])
  expect(await draft.locator('body').innerText()).toMatch(/^Draft · not sent(.|\n)*The fee was agreed\./)
  await draft.close()
  await send(page).click()
  await dialog(page).waitFor({ state: 'detached' })
  await page.getByText('Letter: Final response').waitFor()
  await look(page, 'sent')
  const address = await page.locator('[data-print-letter]').getAttribute('href')
  const paper = await page.context().newPage()
  await paper.goto(real.url + address)
  expect(await paper.locator('body').innerText()).toContain('The fee was agreed.')
  await real.desk.advance('PT1M')
  await expect.poll(async () => clockOf(await real.desk.clocks(id), 'final').state).toBe('met')
})

test('what was begun stays when the dialog closes and when the page is read anew; taken back it is there again, and no composer holds it', async () => {
  const { page } = await complaint()
  await open(page)
  await choose(page, 'progress')
  await page.getByLabel('How far we are').fill('We asked the branch.')
  await expect.poll(() => sheet(page).innerText()).toContain('We asked the branch.')
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ state: 'detached' })
  await page.locator('[data-mode="letter"] .mode-draft').waitFor()
  await page.reload()
  await page.locator('[data-mode="letter"] .mode-draft').waitFor()
  await page.locator('[data-deed="letter"]').click()
  await expect.poll(() => page.getByLabel('How far we are').inputValue()).toBe('We asked the branch.')
  await page.locator('[data-send-letter]:enabled').click()
  await dialog(page).waitFor({ state: 'detached' })
  expect(await page.locator('.mode-draft').count()).toBe(0)
  await page.reload()
  await page.locator('[data-undo-send]').click()
  await dialog(page).waitFor()
  expect(await page.getByLabel('How far we are').inputValue()).toBe('We asked the branch.')
  await page.locator('[data-letter-anew]').click()
  await expect.poll(() => page.getByLabel('How far we are').count()).toBe(0)
  await page.keyboard.press('Escape')
  expect(await page.locator('.mode-draft').count()).toBe(0)
})

test('a delay notice counts on a permitted ground and in time only, and says so in words; in Persian the letter keeps its own direction', async () => {
  const { id, page } = await complaint()
  await open(page)
  await choose(page, 'delay_notice')
  await page.locator('[data-letter-gate="no_ground"]').waitFor()
  expect(await page.locator('[data-letter-gate]').innerText()).toMatch(/only on a ground that the rule book permits: .*RG 271\.64/)
  await page.getByLabel('Why it takes longer').fill('We wait for the court.')
  await page.getByLabel('New date for our answer').fill('2026-04-20')
  await page.locator('[data-go="grounds"]').click()
  await page.keyboard.press('Space')
  await page.locator('[data-letter-gate="open"]').waitFor()
  await expect.poll(() => sheet(page).innerText()).toContain('We expect to answer by Monday 20 April 2026.')
  await page.getByLabel('Language of the letter').selectOption('fa')
  await expect.poll(() => sheet(page).getAttribute('dir')).toBe('rtl')
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('ltr')
  await look(page, 'delay')
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await findings(page, ['sideways', 'cut', 'overlaps'])).toEqual([])
  await look(page, 'delay-phone')
  await page.locator('[data-send-letter]:enabled').waitFor()
  await real.desk.advance('P31D')
  await page.locator('[data-letter-gate="too_late"]').waitFor()
  expect(await page.locator('[data-letter-gate]').innerText()).toContain('The time in which a delay notice counts is over')
  expect(await send(page).isDisabled()).toBe(true)
  expect(happened(await real.desk.timeline(id), 'happened')).toEqual([])
})

test('news from the customer hold a letter until its writer has read them, and who may not write is offered none', async () => {
  const { page, again, path } = await complaint()
  await open(page)
  await page.locator('[data-letter-gate="open"]').waitFor()
  await again('And another thing about this complaint.')
  await dialog(page).getByText('The customer wrote again').waitFor()
  expect(await send(page).isDisabled()).toBe(true)
  await dialog(page).getByRole('button', { name: 'I have read it' }).click()
  await page.locator('[data-send-letter]:enabled').waitFor()
  await page.keyboard.press('Control+Enter')
  await dialog(page).waitFor({ state: 'detached' })
  await page.getByText('Letter: Acknowledgement').waitFor()
  const reader = await real.open(await real.as('Vera'), path)
  await reader.locator('.talk').waitFor()
  await reader.keyboard.press('Shift+L')
  expect(await reader.locator('[data-deed], [data-mode], [role=dialog]').count()).toBe(0)
})
