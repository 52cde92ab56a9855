import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { okafor, SAYS } from '../../cast'
import { happened, outbound } from '../../support/tell'
import { startRealDesk } from './real-desk'

const real = startRealDesk()
let customers = 0

/** A case that waits for its answer, by another customer each time. */
async function waiting() {
  const n = ++customers
  const contact = { ...okafor, handles: [{ kind: 'phone', value: `+6680000000${n}` }] }
  const wrote = await real.desk.post({ text: `${SAYS.complaint} (${n})`, channel: 'whatsapp', external_id: `wa-${n}`, contact })
  const { id, reference } = await real.desk.caseOf(wrote)
  return {
    id,
    path: `/cases/${reference}`,
    again: (text: string) => real.desk.post({ text, channel: 'whatsapp', external_id: `${text}-${n}`, contact }),
  }
}
const ready = async (page: Page) => {
  await page.locator('[data-mode]').first().waitFor()
  return page
}
const field = (page: Page) => page.locator('[data-composer] textarea').first()
async function write(page: Page, text: string) {
  await page.locator('h1').first().click()
  await page.keyboard.press('r')
  await field(page).fill(text)
}

test('U34 what was typed is back in another browser after the page was killed', async () => {
  const { path } = await waiting()
  const first = await real.as('Ana')
  const page = await ready(await real.open(first, path))
  await write(page, 'We are looking for your parcel.')
  await page.locator('[data-draft="saved"]').waitFor()
  await first.close()

  const other = await ready(await real.open(await real.as('Ana'), path))
  await other.locator('.mode-draft').waitFor()
  await other.keyboard.press('r')
  await expect.poll(() => field(other).inputValue()).toBe('We are looking for your parcel.')
  const colleague = await ready(await real.open(await real.as('Bo'), path))
  await colleague.keyboard.press('r')
  expect(await field(colleague).inputValue()).toBe('')
})

test('U34 U37 without the server words stay in the browser and say so; a send that fails keeps them, and goes once when the server is back', async () => {
  const { path } = await waiting()
  const context = await real.as('Ana')
  const page = await ready(await real.open(context, path))
  const before = outbound(real.desk).length
  await write(page, 'Half a')
  await page.locator('[data-draft="saved"]').waitFor()
  await context.setOffline(true)
  await field(page).pressSequentially(' sentence')
  await page.locator('[data-draft="here"]').waitFor()
  await page.locator('[data-send]').click()
  await page.locator('.composer .inline-trouble').waitFor()
  await page.close()
  await context.setOffline(false)

  const again = await ready(await real.open(context, path))
  await again.keyboard.press('r')
  expect(await field(again).inputValue()).toBe('Half a sentence')
  await again.locator('[data-draft="saved"]').waitFor()
  await again.locator('[data-send]').click()
  await again.locator('[data-composer]').waitFor({ state: 'detached' })
  await real.desk.advance('PT10S')
  expect(outbound(real.desk).slice(before)).toMatchObject([{ data: { text: 'Half a sentence' } }])
})

test('U29 a reply can be taken back after its tab was closed, and one that is left alone leaves once', async () => {
  const { id, path } = await waiting()
  const context = await real.as('Ana')
  const page = await ready(await real.open(context, path))
  const sentBefore = outbound(real.desk).length
  await write(page, 'First thoughts')
  await page.locator('[data-send]').click()
  await page.locator('[data-pending]').waitFor()
  await page.close()
  await real.desk.advance('PT4S')

  const again = await real.open(context, '/inbox')
  await again.locator('[data-undo-pending]').click()
  await again.locator('[data-pending]').waitFor({ state: 'detached' })
  await real.desk.advance('PT30S')
  expect(outbound(real.desk)).toHaveLength(sentBefore)

  const back = await ready(await real.open(context, path))
  await back.keyboard.press('r')
  await expect.poll(() => field(back).inputValue()).toBe('First thoughts')
  await field(back).fill('Second thoughts')
  await back.locator('[data-send]').click()
  await back.locator('[data-pending]').waitFor()
  await back.close()
  await real.desk.advance('PT10S')
  await real.desk.advance('PT1H')
  expect(outbound(real.desk).slice(sentBefore)).toMatchObject([{ data: { text: 'Second thoughts' } }])
  expect(happened(await real.desk.timeline(id), 'reply_delivered')).toHaveLength(1)
})

test('a send whose answer is lost with the tab is said once, however often it is tried', async () => {
  const { path } = await waiting()
  const context = await real.as('Ana')
  const page = await ready(await real.open(context, path))
  const before = outbound(real.desk).length
  await write(page, 'Your money is on its way.')
  await page.locator('[data-draft="saved"]').waitFor()
  let lost = 0
  await context.route('**/replies', async (route) => {
    if (lost++ > 0) return route.continue()
    await route.fetch()
    await route.abort()
  })
  await page.locator('[data-send]').click()
  await page.locator('.composer .inline-trouble').waitFor()
  expect(await field(page).inputValue()).toBe('Your money is on its way.')
  await page.locator('[data-send]').click()
  await page.locator('[data-composer]').waitFor({ state: 'detached' })
  await real.desk.advance('PT10S')
  expect(outbound(real.desk)).toHaveLength(before + 1)
})

test('a file goes up with its progress, waits out a line that broke, comes back in another browser and leaves with the answer', async () => {
  const { path } = await waiting()
  const context = await real.as('Ana')
  const page = await ready(await real.open(context, path))
  const before = outbound(real.desk).length
  await write(page, 'Your voucher.')
  const choose = (name: string, text: string) =>
    page
      .locator('[data-composer] input[type=file]')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) })
  await choose('setup.exe', 'MZ')
  await page.locator('[data-file="file_kind"]').waitFor()
  let tries = 0
  await context.route('**/files/**', (route) => (tries++ === 0 ? route.abort() : route.continue()))
  await choose('voucher.pdf', '%PDF-1.7')
  await page.locator('[data-file="no_answer"]').waitFor()
  await page.locator('[data-file="no_answer"] .link-button').click()
  await page.locator('[data-file="there"]', { hasText: 'voucher.pdf' }).waitFor()
  await page.locator('[data-draft="saved"]').waitFor()

  const other = await ready(await real.open(await real.as('Ana'), path))
  await other.locator('.mode-draft').waitFor()
  await other.keyboard.press('r')
  await other.locator('[data-file="there"]', { hasText: 'voucher.pdf' }).waitFor()
  await other.locator('[data-send]').click()
  await other.locator('.said-out .attachments a[download]').waitFor()
  await real.desk.advance('PT10S')
  expect(outbound(real.desk).slice(before)).toMatchObject([
    { data: { text: 'Your voucher.', attachments: [{ name: 'voucher.pdf', size: 8 }] } },
  ])
})

test('U31 a reply that has not seen the newest message is held back; its words stay; it goes when its writer has read', async () => {
  const { path, again } = await waiting()
  const page = await ready(await real.open(await real.as('Ana'), path))
  const before = outbound(real.desk).length
  await write(page, 'It will come on Monday.')
  await again('It has come, thank you!')
  await page.getByText('The customer wrote again').waitFor()
  await page.locator('.said-in', { hasText: 'It has come, thank you!' }).waitFor()
  expect(await page.locator('[data-send]').isDisabled()).toBe(true)
  expect(await field(page).inputValue()).toBe('It will come on Monday.')
  await page.getByRole('button', { name: 'I have read it' }).click()
  await page.locator('[data-send]').click()
  await page.locator('[data-composer]').waitFor({ state: 'detached' })
  await real.desk.advance('PT10S')
  expect(outbound(real.desk)).toHaveLength(before + 1)
})

test('U32 U33 two colleagues on one case see each other in row and header; a second answer takes Shift and is recorded', async () => {
  const { id, path } = await waiting()
  const [nok, arm, list] = [
    await ready(await real.open(await real.as('Ana'), path)),
    await ready(await real.open(await real.as('Bo'), path)),
    await real.open(await real.as('Dao'), '/cases'),
  ]
  const marks = [arm.locator('.case-head .others'), list.locator(`[data-row="${id}"] .others`)]
  await expect.poll(() => marks[0]!.getAttribute('data-others')).toContain('viewing')
  await write(nok, 'We are')
  for (const mark of marks) await expect.poll(() => mark.getAttribute('data-others')).toContain('typing')

  await write(arm, 'Our answer')
  await arm.locator('[data-send]').click()
  await arm.getByText('Ana is replying to this customer').waitFor()
  await arm.locator('[data-send-anyway]').click()
  await arm.getByText('Hold Shift').waitFor()
  expect(happened(await real.desk.timeline(id), 'replied')).toEqual([])
  await arm.locator('[data-send-anyway]').click({ modifiers: ['Shift'] })
  await arm.locator('[data-composer]').waitFor({ state: 'detached' })
  expect(happened(await real.desk.timeline(id), 'replied')).toMatchObject([{ by: { name: 'Bo' }, despite: 'Ana' }])

  await nok.close()
  await arm.close()
  await expect.poll(() => marks[1]!.count()).toBe(0)
})

test('U32 a browser that was killed while answering is gone from the case within the half minute', async () => {
  const { id, path } = await waiting()
  const writer = await real.as('Ana')
  const page = await ready(await real.open(writer, path))
  const list = await real.open(await real.as('Dao'), '/cases')
  const mark = list.locator(`[data-row="${id}"] .others`)
  await page.keyboard.press('r')
  await page.locator('[data-composer] textarea').first().pressSequentially('We are')
  await expect.poll(() => mark.getAttribute('data-others')).toContain('typing')
  // Killed: no page says good-bye, the line just breaks.
  await page.route('**/presence', (route) => route.abort())
  await writer.close()
  let seconds = 0
  const later = async () => {
    await real.desk.advance('PT5S')
    seconds += 5
    return real.desk.redress.services.presence.all(real.desk.tenant.id).flatMap(([, people]) => people)
  }
  await expect.poll(later, { interval: 300 }).toEqual([])
  expect(seconds).toBeLessThanOrEqual(35)
  await expect.poll(() => mark.count(), { timeout: 8_000 }).toBe(0)
})

const badge = (page: Page, screen: string) => page.locator(`.rail-item[href="/${screen}"] .rail-badge .num`)
const shown = async (page: Page, screen: string) =>
  Number((await badge(page, screen).count()) ? await badge(page, screen).textContent() : 0)

test('U41 U10 a breach is on the wall and in the menu within two seconds; a broken line comes back in silence with what was missed', async () => {
  await waiting()
  const page = await real.open(await real.as('Dao'), '/wall')
  await page.locator('.wall-clock').first().waitFor()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const before = await shown(page, 'cases')
  const breached = page.locator('.wall-breached')
  await real.desk.advance('P40D')
  const since = Date.now()
  await expect.poll(() => breached.locator('.wall-clock').count(), { timeout: 2_000 }).toBeGreaterThan(0)
  await expect.poll(() => shown(page, 'cases'), { timeout: 2_000 }).toBeGreaterThan(before)
  expect(Date.now() - since).toBeLessThan(2_000)
  expect(asked).not.toContain('/api/v1/counts')

  const lines = await real.open(await real.as('Bo'), '/cases')
  await lines.locator('.row').first().waitFor()
  const rows = await lines.locator('.row').count()
  const top = lines.locator('.top-stale')
  await lines.context().setOffline(true)
  real.cut()
  await waiting()
  await top.waitFor()
  expect(await lines.locator('.row').count()).toBe(rows)
  await lines.context().setOffline(false)
  await top.waitFor({ state: 'detached' })
  await expect.poll(() => lines.locator('.row').count()).toBe(rows + 1)
  await expect.poll(() => shown(lines, 'cases')).toBe(await shown(page, 'cases'))
})
