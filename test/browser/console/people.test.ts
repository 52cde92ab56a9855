import { expect, test } from 'vitest'
import { startDesk } from './support'

const desk = startDesk()
const row = (name: string) => `[data-person="${name}"]`
const last = () => desk.mock.writes.at(-1)

test('U03 somebody is added without any mail server: the link is there to be copied', async () => {
  const page = await desk.open('/settings/people')
  await page.getByRole('button', { name: 'Add somebody' }).click()
  await page.getByLabel('Name').fill('Wit Chaiyo')
  await page.getByLabel('Role').selectOption('lead')
  await page.getByLabel('Billing').check()
  await page.keyboard.press('Enter')
  await page.locator('.copy-value', { hasText: '/sign-in?token=' }).waitFor()
  const [added, link] = desk.mock.writes
  expect(added).toMatchObject({
    method: 'POST',
    path: '/users',
    body: { name: 'Wit Chaiyo', role: 'lead', email: null, skills: ['billing'], languages: ['en'] },
  })
  expect(added?.headers['idempotency-key']).toBeTruthy()
  expect(link).toMatchObject({ body: { mail: false } })
  await page.getByRole('button', { name: 'Done' }).click()
  expect(await page.locator(row('Wit Chaiyo')).innerText()).toContain('knows Billing')
  expect(desk.mock.writes).toHaveLength(2)
})

test('somebody leaves with their cases in other hands, and the last administrator cannot', async () => {
  const { people } = desk.mock.world
  const one = people.find(({ id, load }) => id !== people[0]?.id && load > 0)!
  const page = await desk.open('/settings/people')
  await page.locator(row(one.name)).getByRole('button', { name: 'Leaves…' }).click()
  await page.getByRole('dialog').getByText('signed out everywhere').waitFor()
  await page.getByRole('dialog').locator('.person', { hasText: people[0]!.name }).click()
  await page.getByRole('button', { name: 'End their access' }).click()
  await page.getByText(`${one.name} has left the desk.`).waitFor()
  expect(last()).toMatchObject({ path: `/users/${one.id}/departure`, body: { hand_over_to: people[0]!.id } })
  await page.getByText('1 person left the desk').click()
  const other = people.find(({ id, left }) => id !== people[0]?.id && !left)!
  for (const person of people) person.role = person === other ? 'administrator' : 'agent'
  await page.locator(row(other.name)).getByRole('button', { name: 'Leaves…' }).click()
  await page.getByRole('button', { name: 'End their access' }).click()
  await page.getByRole('dialog').getByText('This is the last administrator').waitFor()
})

test('the week on call names its holes; a rota and an absence are arranged by keyboard alone', async () => {
  const page = await desk.open('/inbox')
  await page.locator('.row').first().waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await page.locator('.set-place', { hasText: 'People' }).focus()
  await page.keyboard.press('Enter')
  const night = page.locator('[data-rota=night]')
  await night.getByText('Nobody is on call for one stretch:').waitFor()
  expect(await night.locator('.rota-band li').count()).toBe(3)
  await night.getByRole('button', { name: 'Edit' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByLabel('A turn lasts').selectOption('day')
  await page.getByLabel('Only from (empty: all day)').fill('20:00')
  await page.getByLabel('Only until').fill('08:00')
  await page.getByLabel('On holidays').selectOption('not')
  await page.getByRole('button', { name: /takes an earlier turn/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Save' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Nights is kept.').waitFor()
  const [first, second] = desk.mock.world.people
  expect(last()).toMatchObject({
    method: 'PUT',
    path: '/rotas/night',
    body: { layers: [{ every: 'day', hours: { from: '20:00', to: '08:00' }, holidays: 'not', people: [second?.name, first?.name] }] },
  })
  await page.locator(row(first!.name)).getByRole('button', { name: 'Away…' }).click()
  await page.getByRole('textbox', { name: 'From' }).fill('2026-12-24T09:00')
  await page.getByRole('textbox', { name: 'Until' }).fill('2026-12-27T18:00')
  await page.getByRole('button', { name: 'Note the absence' }).click()
  await page.getByText(`Noted: ${first!.name} is away.`).waitFor()
  expect(last()?.body).toMatchObject({ person: first?.id, from: '2026-12-24T02:00:00.000Z', to: '2026-12-27T11:00:00.000Z', cover: null })
})

test('an agent sees the people and no button that only an administrator may press; what the role lacks names who has it', async () => {
  desk.mock.me.role = 'agent'
  const page = await desk.open('/settings/people')
  await page.locator(row(desk.mock.world.people[0]!.name)).waitFor()
  expect(await page.getByRole('button', { name: /Add somebody|Edit|Sign-in link|Leaves|Away/ }).count()).toBe(0)
  await page.goto(`${desk.mock.url}/settings/nowhere`)
  await page.getByText('There is no such page').waitFor()
})
