import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { CaseFull } from '../../../src/web/data/types'
import { startDesk } from './support'

const desk = startDesk()
const openCase = (wanted: (one: CaseFull) => boolean, path = (one: CaseFull) => `/cases/${one.reference}`) => {
  const one = desk.mock.world.cases.find(wanted)
  if (!one) throw new Error('the desk has no such case')
  return { one, path: path(one) }
}
const instagram = (one: CaseFull) => one.channel === 'instagram' && one.kind === 'complaint'

/** What tells one composer from another: surface, ribbon, icon, button. */
async function cues(page: Page, key: string, mode: string) {
  await page.locator('h1').click()
  await page.keyboard.press(key)
  const composer = page.locator(`[data-composer="${mode}"]`)
  await composer.waitFor()
  const found = {
    surface: await composer.evaluate(
      (element) => getComputedStyle(element).backgroundColor + getComputedStyle(element).borderInlineStartStyle,
    ),
    ribbon: await composer.locator('.composer-ribbon span').textContent(),
    icon: await composer.locator('.send path').getAttribute('d'),
    button: await composer.locator('.send').textContent(),
  }
  await page.keyboard.press('Escape')
  await composer.waitFor({ state: 'detached' })
  return found
}

test('U28 the three composers differ in surface, ribbon, icon and button, and the button names channel and person', async () => {
  const { one, path } = openCase(instagram)
  const page = await desk.open(path)
  await page.locator('[data-mode]').first().waitFor()
  const all = [await cues(page, 'r', 'private'), await cues(page, 'Shift+R', 'public'), await cues(page, 'n', 'note')]
  for (const cue of ['surface', 'ribbon', 'icon', 'button'] as const) expect(new Set(all.map((one) => one[cue])).size, cue).toBe(3)
  for (const { button } of all.slice(0, 2)) {
    expect(button).toContain('Instagram')
    expect(button).toContain(one.contact.name)
  }
})

test('U24 Enter that picks a candidate of an input method sends nothing; Ctrl+Enter during composition neither', async () => {
  const { path } = openCase(instagram)
  const page = await desk.open(path)
  await page.locator('[data-mode]').first().waitFor()
  await page.keyboard.press('r')
  const field = page.locator('[data-composer] textarea').first()
  await field.waitFor()
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Input.imeSetComposition', { text: '你好', selectionStart: 2, selectionEnd: 2 })
  await field.evaluate((element) => {
    for (const ctrlKey of [false, true])
      element.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', isComposing: true, ctrlKey, bubbles: true, cancelable: true }),
      )
  })
  await cdp.send('Input.insertText', { text: '你好' })
  expect(await field.inputValue()).toBe('你好')
  expect(desk.mock.writes).toEqual([])
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => desk.mock.writes.length).toBe(1)
  expect(desk.mock.writes[0]?.body).toMatchObject({ text: '你好', public: false })
})

test('a reply can be taken back, and its words return to the composer', async () => {
  const { path } = openCase(instagram)
  const page = await desk.open(path)
  await page.locator('[data-mode]').first().waitFor()
  await page.keyboard.press('r')
  await page.locator('[data-composer] textarea').first().fill('We are sorry.')
  await page.locator('[data-send]').click()
  await page.locator('[data-delivery="queued"]').waitFor()
  expect(desk.mock.writes[0]?.headers['x-redress']).toBe('1')
  expect(desk.mock.writes[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/)
  await page.locator('[data-undo-send]').click()
  await page.getByText('The text is in the composer again').waitFor()
  expect(desk.mock.writes.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
  await expect.poll(() => page.locator('[data-composer] textarea').first().inputValue()).toBe('We are sorry.')
})

test('a reply that has not seen the newest message is held back until its writer says they read it', async () => {
  const { one, path } = openCase(instagram)
  const page = await desk.open(path)
  await page.locator('[data-mode]').first().waitFor()
  await page.keyboard.press('r')
  const field = page.locator('[data-composer] textarea').first()
  await field.fill('It will come on Monday.')
  desk.mock.world.writeAgain(one, 'It has come, thank you!')
  desk.mock.tell('case.changed', { id: one.id })
  await page.getByText('The customer wrote again').waitFor()
  await page.getByText('It has come, thank you!').waitFor()
  expect(await page.locator('[data-send]').isDisabled()).toBe(true)
  expect(await field.inputValue()).toBe('It will come on Monday.')
  await page.getByRole('button', { name: 'I have read it' }).click()
  await page.locator('[data-send]').click()
  await expect.poll(() => desk.mock.writes.length).toBe(1)
  expect(desk.mock.writes[0]?.body.last_seen_message_id).toBe(
    desk.mock.world.said.get(one.id)?.findLast(({ direction }) => direction === 'in')?.id,
  )
})

test('a refused reply stays where it is, says why, and is kept over a reload', async () => {
  const { one, path } = openCase(instagram)
  const page = await desk.open(path)
  await page.locator('[data-mode]').first().waitFor()
  desk.mock.instead.set(`POST /cases/${one.id}/replies`, {
    status: 409,
    body: { title: 'Refused', status: 409, code: 'no_way_to_answer', detail: 'no', trace_id: 'trace-1' },
  })
  await page.keyboard.press('r')
  await page.locator('[data-composer] textarea').first().fill('Kept words')
  await page.locator('[data-send]').click()
  await page.getByText('We know no way to answer').waitFor()
  expect(await page.locator('[data-composer] textarea').first().inputValue()).toBe('Kept words')
  await page.locator('.composer-close').click()
  await page.locator('[data-mode="private"] .mode-draft').waitFor()
  await page.reload()
  await page.locator('[data-mode]').first().waitFor()
  await page.keyboard.press('r')
  expect(await page.locator('[data-composer] textarea').first().inputValue()).toBe('Kept words')
})

test('a final answer that lacks what a rule book asks is held; one press by keyboard adds the words, and it is sent with them', async () => {
  const { one, path } = openCase(instagram)
  const page = await desk.open(path)
  await page.locator('[data-mode]').first().waitFor()
  const way = `POST /cases/${one.id}/replies`
  const said = ['You may take this to AFCA.', 'Write to info@afca.org.au.']
  const errors = said.map((detail) => ({ pointer: '/text', code: 'ext_right', detail }))
  const refused = { title: 'Refused', status: 409, code: 'content_missing', detail: 'Two parts are missing.', trace_id: 'trace-1', errors }
  desk.mock.instead.set(way, { status: 409, body: refused })
  await page.keyboard.press('r')
  const field = page.locator('[data-composer] textarea').first()
  await field.fill('We refund the fee.')
  await page.locator('[data-send]').click()
  const add = page.getByRole('button', { name: 'Add what the rules ask for' })
  await add.waitFor()
  expect(await field.inputValue()).toBe('We refund the fee.')
  await add.focus()
  await page.keyboard.press('Enter')
  const whole = ['We refund the fee.', ...said].join('\n\n')
  await expect.poll(() => field.inputValue()).toBe(whole)
  desk.mock.instead.delete(way)
  await page.locator('[data-send]').click()
  await expect.poll(() => desk.mock.writes.findLast(({ path: to }) => to.endsWith('/replies'))?.body.text).toBe(whole)
})

test('U37 a failed reply shows at its place with its words, and can be sent again or another way', async () => {
  const { one, path } = openCase(instagram)
  one.other_ways = [{ channel: 'email', to: 'mook@mail.example' }]
  const talk = desk.mock.world.said.get(one.id) ?? []
  const first = talk[0]
  if (first)
    talk.push({
      ...first,
      id: 'msg_out',
      direction: 'out',
      text: 'Ours',
      author: 'Arm',
      delivery: { notice_id: 'ntc_f', state: 'failed', reason: 'timeout' },
    })
  const page = await desk.open(path)
  await page.locator('[data-delivery="failed"]').waitFor()
  expect(await page.locator('[data-message="msg_out"]').innerText()).toContain('Ours')
  await page.locator('[data-other-way="email"]').click()
  await page.locator('[data-delivery="queued"]').waitFor()
  expect(desk.mock.writes).toMatchObject([{ path: '/notices/ntc_f/resolution', body: { as: 'retry', channel: 'email' } }])
  const out = talk.find(({ id }) => id === 'msg_out')!
  out.delivery = { notice_id: 'ntc_f', state: 'failed', reason: 'timeout' }
  desk.mock.tell('case.changed', { id: one.id })
  await page.getByRole('button', { name: 'Send again' }).click()
  await page.locator('[data-delivery="queued"]').waitFor()
  expect(desk.mock.writes.at(-1)).toMatchObject({ path: '/notices/ntc_f/resolution', body: { as: 'retry' } })
})

test('U38 U39 each badge names its clock, and says why this time: start, rule, calendar, days that did not count and when it stood still', async () => {
  const { one, path } = openCase(
    (one) => instagram(one) && (desk.mock.world.clocks.get(one.id)?.some(({ why }) => why!.skipped.length > 0) ?? false),
  )
  const final = desk.mock.world.clocks.get(one.id)!.find(({ kind }) => kind === 'final_response')!
  final.why!.pauses = [{ from: '2026-04-01T02:00:00Z', to: '2026-04-02T02:00:00Z', reason: 'court' }]
  const page = await desk.open(path)
  const badges = page.locator('.case-clocks .clock')
  await badges.first().waitFor()
  const texts = await badges.allTextContents()
  expect(texts.length).toBeGreaterThan(2)
  for (const text of texts) expect(text).toMatch(/^(Ack|Reply|Final|Alert)/)
  await page.locator('.case-clocks [data-clock="final_response"]').click()
  const why = page.locator('.why')
  await why.waitFor()
  const said = await why.innerText()
  for (const part of [
    'Good Friday',
    'au-national',
    '2021-09-02/1',
    'RG 271.53',
    'Australia/Sydney',
    'where you are',
    '30 calendar days',
    'a court has it',
  ])
    expect(said).toContain(part)
  const persian = await desk.open(path, { language: 'fa', width: 390 })
  await persian.locator('.case-clocks [data-clock="final_response"]').click()
  const [sentence, steps] = [persian.locator('.why-sentence'), persian.locator('.why ol')]
  expect(await sentence.innerText()).toMatch(/RG 271\.53.* ۳۰ روز تقویمی، از نخستین دریافت شکایت: .*۱۴۰/)
  expect((await sentence.innerText()).replace('RG 271.53', '') + (await steps.innerText())).not.toMatch(/[a-z]/i)
  expect(await persian.locator('.why').innerText()).toContain('نزد دادگاه است')
  const box = await persian.locator('.why-box').boundingBox()
  expect(box!.x >= 0 && box!.x + box!.width <= 390).toBe(true)
})

test('U40 what was late stops growing when it was done or its case ended, and grows while neither happened', async () => {
  const { one, path } = openCase(
    (one) => instagram(one) && (desk.mock.world.clocks.get(one.id)?.some(({ kind }) => kind === 'first_response') ?? false),
  )
  const clock = desk.mock.world.clocks.get(one.id)!.find(({ kind }) => kind === 'first_response')!
  const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString()
  Object.assign(clock, { state: 'missed', due_at: hours(-5), missed_at: hours(-5), met_at: null })
  const shown = async () => {
    const page = await desk.open(path)
    await page.clock.install()
    await page.reload()
    const badge = page.locator('.case-clocks [data-clock="first_response"] .dur')
    const before = await badge.innerText()
    await page.clock.runFor(3_600_000)
    const after = await badge.innerText()
    await page.context().close()
    return [before, after]
  }
  const [running, later] = await shown()
  expect(later).not.toBe(running)
  clock.met_at = hours(-2)
  expect(new Set(await shown()).size).toBe(1)
  Object.assign(clock, { met_at: null })
  Object.assign(one, { state: 'closed', closed_at: hours(-1) })
  expect(new Set(await shown()).size).toBe(1)
})

test('a case is acknowledged, given away, closed and reopened by keyboard', async () => {
  const { one, path } = openCase((one) => one.acknowledged_at === null && one.kind === 'complaint' && one.owner === null)
  const page = await desk.open(path)
  await page.locator('[data-deed="acknowledge"]').waitFor()
  await page.keyboard.press('Shift+A')
  await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click()
  await page.getByText('Acknowledged.').waitFor()
  await page.keyboard.press('a')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('Dao')
  await page.locator('.person', { hasText: 'Dao Wattana' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Assign' }).click()
  await page.getByText('Assigned to Dao Wattana.').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('e')
  await page.getByLabel('How did it end?').selectOption('upheld')
  await page.getByLabel('What does the customer get?').selectOption('refund')
  await page.getByLabel('The customer is content').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await page.locator('[data-deed="reopen"]').waitFor()
  expect(desk.mock.writes.at(-1)).toMatchObject({ body: { outcome: 'upheld', remedy: 'refund', satisfied: true } })
  expect(one).toMatchObject({ state: 'closed', outcome: 'upheld', remedy: 'refund', owner: 'Dao Wattana' })
  expect(desk.mock.writes.map(({ path }) => path.split('/').at(-1))).toEqual(['acknowledgement', 'assignment', 'closure'])
})

test('U15 on the case, by key: graver at once, milder only with a reason, taken back; the finding of its newest message is corrected there too', async () => {
  const { one, path } = openCase(({ severity, kind }) => severity === 'C' && kind === 'complaint')
  const page = await desk.open(path)
  await page.locator('[data-mode]').first().waitFor()
  const writes = () => desk.mock.writes.map(({ path: to, body }) => [to.split('/').at(-1), body])
  const choose = async (key: string, severity: string) => {
    await page.keyboard.press(key)
    await page.locator('input[name="severity"]:checked').and(page.locator(':focus')).waitFor()
    await page.locator(`input[name="severity"][value="${severity}"]`).focus()
    await page.keyboard.press('Space')
  }
  const closed = () => page.getByRole('dialog').waitFor({ state: 'detached' })
  await choose('Shift+S', 'A')
  await page.keyboard.press('Enter')
  await page.getByText('Severity A now.').waitFor()
  await closed()
  expect(writes()).toEqual([['severity', { severity: 'A', teach: true, reason: null }]])
  expect(await page.locator('.case-head').getAttribute('class')).toContain('stripe-A')
  await choose('Shift+S', 'E')
  await page.keyboard.press('Enter')
  expect(await page.getByRole('button', { name: 'Set it' }).isDisabled()).toBe(true)
  await page.getByLabel('Reason').fill('She only asked.')
  await page.locator('input[name="teach"]').uncheck()
  await page.getByRole('button', { name: 'Set it' }).click()
  await closed()
  expect(writes()[1]).toEqual(['severity', { severity: 'E', teach: false, reason: 'She only asked.' }])
  await page.locator('.stripe-E').waitFor()
  await page.keyboard.press('Control+z')
  await page.locator('.stripe-A').waitFor()
  await choose('f', 'D')
  await page.keyboard.press('Enter')
  await closed()
  const newest = desk.mock.world.said.get(one.id)?.findLast(({ direction }) => direction === 'in')
  expect(desk.mock.writes.at(-1)).toMatchObject({ path: `/messages/${newest?.id}/corrections`, body: { severity: 'D' } })
})

test('U10 a reader of older messages stays where they are when the line breaks, comes back and brings news; their own words bring them down', async () => {
  const { one, path } = openCase(instagram)
  for (let n = 0; n < 20; n++) desk.mock.world.writeAgain(one, `Older words, ${n}.`)
  const page = await desk.open(path)
  await page.getByText('Older words, 19.').waitFor()
  const talk = page.locator('.talk')
  const top = () => talk.evaluate(({ scrollTop }) => Math.round(scrollTop))
  expect(await top(), 'the newest is in sight first').toBeGreaterThan(200)
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight), 'and the page itself stays').toBe(0)
  await talk.evaluate((box) => {
    box.scrollTop = 120
  })
  await page.context().setOffline(true)
  for (const stream of desk.mock.streams) stream.destroy()
  desk.mock.world.writeAgain(one, 'News while away.')
  await page.locator('.top-stale').waitFor({ timeout: 25_000 })
  await page.context().setOffline(false)
  await page.locator('.top-stale').waitFor({ state: 'detached', timeout: 25_000 })
  await page.getByText('News while away.').waitFor()
  desk.mock.world.writeAgain(one, 'News while here.')
  desk.mock.tell('case.changed', { id: one.id })
  await page.getByText('News while here.').waitFor()
  expect(Math.abs((await top()) - 120)).toBeLessThanOrEqual(2)
  await page.keyboard.press('n')
  await page.locator('[data-composer="note"] textarea').first().fill('Mine.')
  await page.keyboard.press('Control+Enter')
  await page.locator('.said-note', { hasText: 'Mine.' }).waitFor()
  expect(await talk.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight)).toBeLessThan(40)
  desk.mock.world.writeAgain(one, `A whole letter. ${'And more. '.repeat(2000)}`)
  desk.mock.tell('case.changed', { id: one.id })
  await page.getByText('A whole letter.').waitFor()
  const begins = () => talk.evaluate((box) => (box.lastElementChild?.getBoundingClientRect().top ?? 0) - box.getBoundingClientRect().top)
  expect(Math.abs(await begins()), 'what is longer than the box is read from its beginning').toBeLessThanOrEqual(2)
})

test('a way that the customer asked us not to use is answered for before anything leaves by it; a note is free', async () => {
  const { one, path } = openCase(instagram)
  one.preferences = { channel: null, avoids: ['instagram'] }
  const page = await desk.open(path)
  await page.locator('[data-mode]').first().waitFor()
  await page.keyboard.press('r')
  await page.locator('[data-composer] textarea').first().fill('We are sorry.')
  expect(await page.locator('[data-send]').isDisabled()).toBe(true)
  await page.keyboard.press('Control+Enter')
  expect(desk.mock.writes).toEqual([])
  await page.getByLabel('They asked not to be written to by Instagram.').focus()
  await page.keyboard.press('Space')
  await page.locator('[data-send]:enabled').click()
  await expect.poll(() => desk.mock.writes.map(({ path: to }) => to.split('/').at(-1))).toEqual(['replies'])
  expect(desk.mock.writes[0]!.body).toMatchObject({ channel: 'instagram' })
  await page.locator('[data-composer]').waitFor({ state: 'detached' })
  await page.keyboard.press('n')
  await page.locator('[data-composer="note"] textarea').first().fill('Called.')
  expect(await page.locator('[data-send="note"]').isDisabled()).toBe(false)
})
