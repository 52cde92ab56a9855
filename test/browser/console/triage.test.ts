import { expect, test } from 'vitest'
import { activeRow, pressAs, startDesk } from './support'

const desk = startDesk()
const rowIds = (rows: { id: string }[]) => rows.map(({ id }) => id)

test('U13 ten messages are decided by keyboard alone, and each decision reaches the server', async () => {
  const page = await desk.open('/triage')
  const keys = ['1', '3', '4', '5', '1', '3', '3', '1', '5', '4']
  const decided: (string | null)[] = []
  for (const key of keys) {
    await page.locator('.row-active').waitFor()
    decided.push(await activeRow(page))
    await page.keyboard.press(key)
    await page.waitForFunction((id) => document.querySelector('.row-active')?.getAttribute('data-row') !== id, decided.at(-1) ?? '')
  }
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await page.waitForURL(/\/inbox/)
  const decisions: Record<string, string> = { '1': 'complaint', '3': 'noise', '4': 'opportunity', '5': 'abuse' }
  await expect.poll(() => desk.mock.writes.length).toBe(10)
  const sent = desk.mock.writes.map(({ path, body }) => [path.split('/')[2], body.decision])
  expect(sent.sort()).toEqual(keys.map((key, i) => [decided[i], decisions[key]]).sort())
  expect(new Set(decided).size).toBe(10)
})

test('a decision is taken back by key', async () => {
  const page = await desk.open('/triage')
  await page.locator('.row-active').waitFor()
  const first = await activeRow(page)
  await page.keyboard.press('3')
  await page.getByText('Marked as no case.').waitFor()
  await page.keyboard.press('Control+z')
  await expect.poll(() => activeRow(page)).toBe(first)
  await page.keyboard.press('j')
  await expect.poll(() => desk.mock.writes.map(({ path }) => path)).toEqual([`/messages/${first}/triage`, '/deeds/ded_1/undo'])
  expect(desk.mock.world.messages.find(({ id }) => id === first)?.disposition).toBe('review')
})

test('a message joins a case of the same person by key 2 and Enter', async () => {
  const page = await desk.open('/triage')
  await page.locator('.same-case').first().waitFor()
  const reference = await page.locator('.same-case .id').first().textContent()
  await page.keyboard.press('2')
  await page.locator('.same input').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Added to the case.').waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect.poll(() => desk.mock.writes.length).toBe(1)
  const joined = desk.mock.world.cases.find((one) => one.reference === reference)
  expect(desk.mock.writes[0]?.body).toEqual({ decision: 'duplicate', case_id: joined?.id })
})

test('the finding is corrected by key F', async () => {
  const page = await desk.open('/triage')
  await page.locator('.finding').waitFor()
  const id = await activeRow(page)
  await page.keyboard.press('f')
  await page.getByRole('dialog').waitFor()
  await page.locator('input[name="severity"][value="A"]').check()
  await page.getByText('Something else').click()
  await page.getByLabel('What does the writer feel?').selectOption('Worry')
  await page.getByLabel('How urgent is it?').selectOption('Immediate')
  await page.getByRole('button', { name: 'Keep the correction' }).click()
  await page.getByText('Kept. The detector').waitFor()
  const body = { severity: 'A', emotion: 'worry', urgency: 'immediate' }
  expect(desk.mock.writes).toMatchObject([{ path: `/messages/${id}/corrections`, body }])
})

test('U22 J goes to the next row on Thai, Persian and Dvorak keyboards', async () => {
  const page = await desk.open('/triage')
  await page.locator('.row-active').waitFor()
  for (const [key, code] of [
    ['่', 'KeyJ'],
    ['ت', 'KeyJ'],
    ['j', 'KeyC'],
  ] as const) {
    const before = await activeRow(page)
    await pressAs(page, key, code)
    await expect.poll(() => activeRow(page), { message: key }).not.toBe(before)
  }
})

test('U21 letters typed into fields stay letters', async () => {
  const page = await desk.open('/inbox')
  await page.locator('.row-active').waitFor()
  const before = page.url()
  for (const field of [page.locator('[data-search]'), page.locator('.paste textarea').first()]) {
    await field.click()
    await page.keyboard.type('jxe13gk')
    expect(await field.inputValue()).toBe('jxe13gk')
    await field.fill('')
  }
  await expect.poll(() => page.url()).toBe(before)
  expect(desk.mock.writes).toEqual([])
})

test('letter keys can be switched off and moved', async () => {
  const off = await desk.open('/triage', { settings: { letterKeys: false } })
  await off.locator('.row-active').waitFor()
  const first = await activeRow(off)
  await off.keyboard.press('j')
  await off.keyboard.press('3')
  await off.waitForTimeout(200)
  expect(await activeRow(off)).toBe(first)
  const moved = await desk.open('/triage', { settings: { keyMap: { noise: 'y' } } })
  await moved.locator('.row-active').waitFor()
  await moved.keyboard.press('y')
  await moved.getByText('Marked as no case.').waitFor()
})

test('U20 no shortcut of the browser, a menu or an input method is taken', async () => {
  const page = await desk.open('/inbox')
  await page.locator('.row-active').waitFor()
  const letters = ['t', 'w', 'n', 'l', 'r', 'f', 'p', 's', 'j', 'd', 'h', '.']
  const taken: string[] = []
  for (const key of letters) {
    const code = key === '.' ? 'Period' : `Key${key.toUpperCase()}`
    for (const [name, extra] of [
      ['Ctrl', { ctrlKey: true }],
      ['Meta', { metaKey: true }],
      ['Alt', { altKey: true }],
      ['Ctrl+Shift', { ctrlKey: true, shiftKey: true }],
    ] as const)
      if (!(await pressAs(page, key, code, extra))) taken.push(`${name}+${key}`)
  }
  if (!(await pressAs(page, ' ', 'Space', { ctrlKey: true }))) taken.push('Ctrl+Space')
  expect(taken).toEqual([])
})

test('U09 rows never move under the hand: new ones wait behind a pill, and the row under the pointer is the row that opens', async () => {
  const page = await desk.open('/inbox')
  const fifth = page.locator('.row').nth(4)
  await fifth.hover()
  const id = await fifth.getAttribute('data-row')
  const top = (await fifth.boundingBox())?.y
  const sample = (await import('./samples')).SAMPLES[1]
  for (let i = 0; i < 20 && sample; i++) {
    const message = desk.mock.world.addMessage(sample, Date.now(), 'not_a_case')
    desk.mock.tell('message.processed', { id: message.id, case_id: null })
  }
  await page.getByText('20 new').waitFor()
  expect((await page.locator(`[data-row="${id}"]`).boundingBox())?.y).toBe(top)
  await page.mouse.down()
  await page.mouse.up()
  await expect.poll(() => activeRow(page)).toBe(id)
  await page.locator('.new-pill').click()
  await expect.poll(async () => page.locator('.row').first().getAttribute('data-row')).toBe(rowIds(desk.mock.world.messages)[0])
})

test('a long list stays small in the page', async () => {
  const page = await desk.open('/inbox')
  await page.locator('.row').first().waitFor()
  for (let i = 0; i < 30; i++) await page.keyboard.press('j')
  await page.keyboard.press('End')
  await page.waitForTimeout(300)
  expect(await page.locator('.row').count()).toBeLessThanOrEqual(60)
})
