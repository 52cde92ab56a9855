import { expect, test } from 'vitest'
import { startDesk } from './support'

const desk = startDesk()
const put = () => desk.mock.writes.filter(({ method }) => method === 'PUT').at(-1)

test('U23 single letters are switched off and on, and a key is changed: it works at once, the sheet shows it, a clash is refused by name', async () => {
  const page = await desk.open('/settings/me')
  const letters = page.getByRole('switch', { name: 'Single-letter keys' })
  await letters.focus()
  await page.keyboard.press('Space')
  await page.getByText('Change single keys').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or do…' }).fill('inbox')
  await page.keyboard.press('Enter')
  await page.locator('.row-active').waitFor()
  const first = await page.locator('.row-active').getAttribute('data-row')
  await page.keyboard.press('j')
  expect(await page.locator('.row-active').getAttribute('data-row')).toBe(first)

  await page.goBack()
  await letters.focus()
  await page.keyboard.press('Space')
  await page.getByText('Change single keys').focus()
  await page.keyboard.press('Enter')
  const next = page.locator('[data-remap=next]')
  await next.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('k')
  await page.getByText('Already used for: Previous row').waitFor()
  await page.keyboard.press('y')
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await page.locator('.row-active').waitFor()
  const before = await page.locator('.row-active').getAttribute('data-row')
  await page.keyboard.press('y')
  await page.waitForFunction((id) => document.querySelector('.row-active')?.getAttribute('data-row') !== id, before)
  await page.keyboard.press('?')
  expect(await page.locator('[data-binding=next] kbd').innerText()).toBe('Y')
})

test('wishes by severity and quiet hours are kept and come back; the language goes to the server too', async () => {
  const page = await desk.open('/settings/me')
  await page.getByLabel('Severity B by text', { exact: true }).check()
  await page.getByLabel('Severity B by text: when').selectOption('5')
  await page.getByLabel('Severity B by mail', { exact: true }).check()
  await page.getByRole('switch', { name: 'Quiet hours' }).check()
  await page.getByLabel('Quiet until').fill('06:30')
  await page.getByRole('checkbox', { name: /^B ·/ }).uncheck()
  await page.getByRole('button', { name: 'Keep' }).click()
  await page.getByText('Kept.').waitFor()
  expect(put()).toMatchObject({
    path: '/users/me/telling',
    body: {
      preferences: {
        ways: {
          B: [
            { way: 'mail', after_minutes: 0 },
            { way: 'text', after_minutes: 5 },
          ],
        },
        quiet: { from: '22:00', to: '06:30', severities: ['C', 'D', 'E'] },
      },
    },
  })
  await page.reload()
  expect(await page.getByLabel('Severity B by text: when').inputValue()).toBe('5')
  await page.getByLabel('Language', { exact: true }).selectOption('th')
  await page.getByRole('heading', { name: 'การอ่าน' }).waitFor()
  expect(put()).toMatchObject({ path: '/me', body: { language: 'th' } })
})

test('a session elsewhere is ended, and the one here is not offered', async () => {
  const page = await desk.open('/settings/me')
  const phone = page.locator('.set-row', { hasText: 'Safari · iPhone' })
  expect(await page.locator('.set-row', { hasText: 'Firefox · Linux' }).getByRole('button').count()).toBe(0)
  await phone.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('Signed out there.').waitFor()
  expect(desk.mock.writes.at(-1)).toMatchObject({ method: 'DELETE', path: '/me/sessions/b2' })
})
