import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { CaseFull } from '../../../src/web/data/types'
import { axe } from './axe'
import { startDesk } from './support'

const desk = startDesk()
const complaint = ({ kind, state, contact }: CaseFull) => kind === 'complaint' && state !== 'closed' && contact.name !== null
async function writing(key: string) {
  const one = desk.mock.world.cases.find(complaint)!
  one.lang = 'en'
  const page = await desk.open(`/cases/${one.reference}`)
  await page.locator('[data-mode]').first().waitFor()
  await page.keyboard.press(key)
  const field = page.locator('[data-composer] textarea').first()
  await field.waitFor()
  return { one, page, field }
}
const menu = (page: Page) => page.locator('[data-inline-menu]')

test('U27 a saved reply goes in at the caret and replaces nothing; a gap in it holds the reply back until it is filled', async () => {
  const { one, page, field } = await writing('r')
  await field.pressSequentially('abc /sorry')
  await menu(page).waitFor()
  await page.keyboard.press('Enter')
  expect(await field.inputValue()).toBe('abc We are very sorry.')
  await field.pressSequentially(' /late')
  await menu(page).waitFor()
  expect(await axe(page)).toEqual([])
  await page.keyboard.press('Enter')
  const begun = `abc We are very sorry. Dear ${one.contact.name}, we are looking for order {{order}}.`
  expect(await field.inputValue()).toBe(begun)
  await page.getByText('Before this can be sent, fill in: the order number').waitFor()
  expect(await page.locator('[data-send]').isDisabled()).toBe(true)
  desk.mock.tell('presence.changed', { id: one.id, people: [{ id: desk.mock.world.people[1]?.id, typing: true, replying: true }] })
  await page.locator('.case-head .others').waitFor()
  expect(await axe(page)).toEqual([])
  desk.mock.tell('presence.changed', { id: one.id, people: [] })
  await page.locator('.case-head .others').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Enter')
  await page.keyboard.type('A-17')
  expect(await field.inputValue()).toBe(begun.replace('{{order}}', 'A-17'))
  await page.locator('[data-gaps]').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => desk.mock.writes.filter(({ path }) => path.endsWith('/replies')).length, { timeout: 5_000 }).toBe(1)
  expect(desk.mock.writes.filter(({ path }) => path.endsWith('/uses'))).toHaveLength(2)
})

test('U24 Enter of an input method neither chooses nor sends in "/" and "@"; the next Enter chooses', async () => {
  for (const [key, typed, chosen] of [
    ['r', '/', 'We are very sorry.'],
    ['n', '@', '@'],
  ] as const) {
    const { page, field } = await writing(key)
    await field.pressSequentially(typed)
    await menu(page).waitFor()
    const before = await field.inputValue()
    await field.evaluate((element) => {
      for (const more of [{ isComposing: true }, { keyCode: 229 }, { isComposing: true, ctrlKey: true }])
        element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true, ...more }))
    })
    expect(await field.inputValue()).toBe(before)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    expect(await field.inputValue()).toContain(chosen)
    expect((await field.inputValue()).length).toBeGreaterThan(1)
    await menu(page).waitFor({ state: 'detached' })
    expect(desk.mock.writes.filter(({ path }) => /replies$|notes$/.test(path))).toEqual([])
    await page.context().close()
  }
})

test('a macro shows what it will do, does what is ticked, and leaves sending to the person', async () => {
  const { page } = await writing('n')
  await page.keyboard.press('Escape')
  await page.keyboard.press('m')
  const steps = page.locator('.macro-steps li')
  await steps.first().waitFor()
  expect(await steps.allTextContents()).toEqual([
    'Assign the case to me',
    'Add the note “Parcel desk asked.”',
    'Put “Sorry” into the answer; you send it',
  ])
  expect(await axe(page)).toEqual([])
  await steps.nth(1).locator('input').uncheck()
  await page.locator('[data-run-macro]').click()
  await page.getByText('Macro done.').waitFor()
  expect(await page.locator('[data-composer="private"] textarea').first().inputValue()).toBe('We are very sorry.')
  expect(desk.mock.writes.map(({ path }) => path.split('/').at(-1))).toEqual(['assignment'])
})

test('a saved reply is made in two languages, found, changed and removed; a locked one can only be read', async () => {
  const page = await desk.open('/saved')
  await page.locator('[data-new-reply]').click()
  await page.getByLabel('Name').fill('Voucher')
  await page.locator('.saved-editor textarea:visible').nth(0).fill('Here is your voucher.')
  await page.locator('.saved-editor textarea:visible').nth(1).fill('นี่คือคูปองของคุณ')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.locator('[data-saved="Voucher"]').waitFor()
  expect(desk.mock.writes[0]?.body).toMatchObject({ scope: 'mine', texts: { en: 'Here is your voucher.', th: 'นี่คือคูปองของคุณ' } })
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.locator('[data-saved="Voucher"]').waitFor({ state: 'detached' })
  await page.locator('[data-saved="Thanks"]').click()
  await page.getByText('You may use this one').waitFor()
  expect(await page.getByLabel('Name').isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Macros' }).click()
  await page.locator('[data-saved="Take over and tell"]').waitFor()
  expect(await page.locator('.saved-row').count()).toBe(1)
})
