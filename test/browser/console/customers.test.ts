import { expect, test } from 'vitest'
import { axe } from './axe'
import { startDesk } from './support'

const desk = startDesk()
const cards = '.customer-side .card'

test('a customer is found, joined with another and taken out again with the keyboard; what a colleague did meanwhile is said', async () => {
  const page = await desk.open('/inbox')
  await page.locator('.row').first().waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('u')
  await page.locator('.customer-row').first().waitFor()
  await page.keyboard.press('/')
  const [first, second] = [...new Map(desk.mock.world.messages.map(({ contact }) => [contact.id, contact])).values()]
  await page.keyboard.type(first!.handle!)
  await expect.poll(() => page.locator('.customer-row').count()).toBe(1)
  expect(new URL(page.url()).searchParams.get('q')).toBe(first!.handle)
  await page.keyboard.press('Tab')
  await page.locator('.row-scroll').focus()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.locator(`[data-customer="${first!.id}"]`).waitFor()
  await page.locator('[data-said]').first().waitFor()
  expect(await axe(page)).toEqual([])

  await page.keyboard.press('d')
  await page.keyboard.type(second!.handle!)
  await page.locator(`[data-found="${second!.id}"]`).focus()
  await page.keyboard.press('Enter')
  await page.locator('.customer-side-by').nth(1).waitFor()
  expect(await axe(page)).toEqual([])
  // Somebody else joins the same two a moment earlier.
  desk.mock.joined.set(second!.id!, first!.id!)
  const join = page.locator('.mantine-Modal-content button[type="submit"]')
  await join.focus()
  await page.keyboard.press('Enter')
  await page.getByText('One of the two was joined to another customer meanwhile.').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('[data-join]').waitFor()

  await page.keyboard.press('Shift+d')
  await join.waitFor()
  await join.focus()
  await page.keyboard.press('Enter')
  await page.locator('[data-join]').waitFor({ state: 'detached' })
  expect(desk.mock.joined.size).toBe(0)
})

test('an old address of a joined customer leads to the main one; wishes of two colleagues meet, and the answer knows them', async () => {
  const one = desk.mock.world.cases.find(({ contact, state }) => contact.id && state !== 'closed')!
  const other = desk.mock.world.messages.find(({ contact }) => contact.id !== one.contact.id)!.contact.id!
  desk.mock.joined.set(other, one.contact.id!)
  const page = await desk.open(`/customers/${other}`)
  await page.waitForURL(`**/customers/${one.contact.id}`)
  await page.locator('[data-change]').click()
  await page.locator(cards).getByLabel('Another support need').fill('Large print')
  desk.mock.instead.set(`PUT /customers/${one.contact.id}/preferences`, {
    status: 409,
    body: { title: 'x', status: 409, code: 'changed_meanwhile', detail: '', trace_id: 't', safe_to_retry: true },
  })
  await page.locator('.customer-form button[type="submit"]').click()
  await page.locator('[data-conflict]').getByRole('button', { name: 'Keep mine' }).click()
  await page.locator('.customer-form').waitFor({ state: 'detached' })
  await page.getByText('Large print').waitFor()
  expect(desk.mock.writes.at(-1)).toMatchObject({ method: 'PUT', body: { support_needs: ['Large print'] } })

  Object.assign(one, { support_needs: ['Large print'], preferences: { channel: null, avoids: [one.reply_channel.channel] } })
  await page.goto(`${desk.mock.url}/cases/${one.reference}`)
  await page.locator('[data-to-customer]').waitFor()
  await page.keyboard.press('r')
  await page.locator('[data-wishes].due').getByText('Large print').waitFor()
})
