import { expect, test } from 'vitest'
import { MessageBody } from '../../../src/http/schemas'
import { startDesk } from './support'

const desk = startDesk()
const last = () => desk.mock.writes.at(-1)

test('channels: addresses to hand on, how mail gets in, a way tested, paused and connected; an incoming webhook with a secret made here', async () => {
  const page = await desk.open('/settings/channels')
  await page.getByText('https://desk.example/f/lotus').waitFor()
  await page.locator('.copy-value', { hasText: 'redress import --live --tenant lotus' }).waitFor()
  const call = await page.locator('.copy-value', { hasText: 'curl' }).innerText()
  expect(MessageBody.parse(JSON.parse(/-d '(.+)'/.exec(call)![1]!)), 'the call for a mail is one that the API takes').toMatchObject({
    channel: 'email',
  })
  const [room, text] = [page.locator('[data-way=room]'), page.locator('[data-way=text]')]
  expect(await text.innerText()).toContain('In trouble')
  await room.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('room took the test.').waitFor()
  await text.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText(/text did not take it/).waitFor()
  await room.getByRole('button', { name: 'Pause' }).click()
  await room.getByText('Paused').waitFor()
  await page.getByRole('button', { name: 'Connect a way' }).click()
  await page.getByLabel('What kind').selectOption('telegram')
  await page.getByLabel('Address at the provider').fill('https://api.telegram.org')
  await page.getByLabel('Key or token').fill('12:secret')
  expect(await page.getByLabel('Key or token').getAttribute('type')).toBe('password')
  await page.keyboard.press('Enter')
  await page.getByText('telegram is connected.').waitFor()
  expect(last()).toMatchObject({ path: '/notifiers', body: { kind: 'telegram', secret: '12:secret', allow_private: false } })
  await page.getByRole('button', { name: 'New incoming webhook' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('shop')
  await page.keyboard.press('Enter')
  await page.getByText('https://desk.example/api/v1/hooks/t.new').waitFor()
  const { secret } = (last()?.body ?? {}) as { secret: string }
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/)
  await page.locator('.copy-value', { hasText: secret }).waitFor()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  for (const [row, verb, path, said] of [
    ['[data-hook=crm]', 'Remove', '/hooks/t.h', 'refused from now on'],
    ['[data-way=room]', 'Disconnect', '/notifiers/nfr_1', 'room is disconnected.'],
  ] as const) {
    await page.locator(row).getByRole('button', { name: verb }).click()
    await page.getByRole('dialog').waitFor()
    expect(last()?.path, 'asked first').not.toBe(path)
    await page.getByRole('dialog').getByRole('button', { name: verb }).click()
    await page.getByText(said).waitFor()
    expect(last()).toMatchObject({ method: 'DELETE', path })
  }
})

test('developers: a key is shown once, a delivery goes again, a route is found with its line and tried', async () => {
  const page = await desk.open('/settings/developers')
  await page.getByRole('button', { name: 'New key' }).click()
  await page.getByLabel('What is it for?').fill('crm')
  await page.getByLabel('read cases').check()
  await page.keyboard.press('Enter')
  await page.locator('.copy-value', { hasText: /^redress_live_shown_once$/ }).waitFor()
  expect(last()).toMatchObject({ path: '/keys', body: { name: 'crm', scopes: ['messages:write', 'cases:read'] } })
  await page.getByRole('button', { name: 'Done' }).click()
  await page.locator('.copy-value', { hasText: 'redress_live_shown_once' }).first().waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Send again' }).first().click()
  await page.getByText('It is on its way again.').waitFor()
  expect(last()).toMatchObject({ body: { as: 'retry' } })
  await page.getByLabel('Find a route').fill('counts')
  await page.locator('[data-route]').nth(1).waitFor({ state: 'detached' })
  await page.locator('[data-route] summary').focus()
  await page.keyboard.press('Enter')
  await page.locator('.copy-value', { hasText: 'curl' }).waitFor()
  await page.getByRole('button', { name: 'Try it' }).click()
  expect(await page.locator('.route-answer').innerText()).toContain('"triage"')
  await page.locator('[data-key=shop]').getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(last()?.method).not.toBe('DELETE')
})

test('clocks: the simulator says when and why, a book says what is to be confirmed, a ladder says what comes next', async () => {
  const page = await desk.open('/settings/clocks')
  await page.getByLabel('Received').fill('2026-12-11T16:30')
  await page.getByRole('button', { name: 'Count it' }).click()
  const ack = page.locator('[data-milestone=ack]')
  await ack.waitFor()
  expect(await page.locator('[data-unknown=office]').innerText()).toMatch(
    /^Not all holidays of office in 2030 .* Rule books that count by them: house\.$/,
  )
  expect(await ack.innerText()).toMatch(
    /To be confirmed[\s\S]*1 business day · House 1[\s\S]*Not counted: .Sat, 12 Dec 2026. \(weekly day off\)[\s\S]*14 Dec/,
  )
  const book = page.locator('[data-book=house]')
  await book.locator('summary').click()
  expect(await book.innerText()).toMatch(/let somebody who knows confirm it[\s\S]*Acknowledge 1 business day/)
  expect(await page.locator('[data-calendar=office]').innerText()).toContain('2025–2029')
  expect(await page.locator('[data-policy=high-risk]').innerText()).toMatch(
    /an expert[\s\S]*a manager · on call: Night[\s\S]*after 10 minutes/,
  )
  await book.getByRole('button', { name: 'Lay aside…' }).click()
  await page.getByText('12 clocks in the last 30 days, 1 missed: without it there would have been none.').waitFor()
  await page.getByText('3 open cases follow it. 7 running clocks keep their dates.').waitFor()
  expect(await page.locator('.was-would tbody tr').innerText()).toMatch(/ack[\s\S]*14 Dec[\s\S]*no date/)
  await page.getByRole('button', { name: 'Lay it aside' }).click()
  await page.getByText('New cases no longer follow House rules.').waitFor()
  expect(last()).toMatchObject({ path: '/regimes/house/adoption', body: { adopted: false } })
})

test('promises: a table by kind of case and branch; a change is held against the last month, kept on the second press, and says nothing twice', async () => {
  const page = await desk.open('/settings/clocks')
  expect(await page.locator('.promises tbody').innerText()).toMatch(
    /The whole house\s+4bh[\s\S]*Severity A · Chat[\s\S]*5min[\s\S]*Branch north\s+2bh/,
  )
  await page.getByRole('button', { name: 'Change the promises…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('[data-row=house]').getByLabel('First reply').fill('1bh')
  await dialog.getByRole('button', { name: 'Add a branch' }).click()
  const south = dialog.locator('[data-row=branch]').last()
  await south.getByLabel('Name of the branch, as messages carry it').fill('south')
  await south.getByLabel('Resolved').fill('3bd')
  await dialog.getByRole('button', { name: 'Look at it first' }).click()
  await dialog.getByText('40 clocks in the last 30 days: 2 missed, 9 with these promises.').waitFor()
  expect(last()).toMatchObject({ path: '/service-policy', body: { preview: true, first_response: '1bh' } })
  await dialog.getByRole('button', { name: 'Keep it for new cases' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(last()?.body).toEqual({
    ...{ format: 'redress-service/1', title: 'What we promise', first_response: '1bh', warn: ['50%'], preview: false },
    closer: [{ severities: ['A'], channels: ['chat'], first_response: '5min' }],
    branches: { north: { first_response: '2bh', time_zone: 'Asia/Bangkok' }, south: { resolution: '3bd' } },
  })
})

test('escalation: levels are changed by keyboard, Friday night is played through before it is kept, and the form says whom nobody reaches', async () => {
  const page = await desk.open('/settings/clocks')
  const edit = page.getByRole('button', { name: 'Edit High risk' })
  await edit.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('a share of a clock has gone').check()
  await dialog.getByLabel('Percent of its time').fill('80')
  await dialog.getByText('a message speaks of a danger').first().click()
  await dialog.getByLabel('Health').check()
  await dialog.getByLabel('What happens to the case').selectOption('80 % of a clock have gone')
  await dialog.getByRole('button', { name: 'Play it through' }).click()
  await dialog.getByText('The clock that gets there first: Final response').waitFor()
  await dialog.getByText('A case of severity C does not climb this policy.').waitFor()
  await dialog.getByText('At 1 level nobody would be reached.').waitFor()
  expect(last()).toMatchObject({
    path: '/policies/rehearsal',
    body: { severity: 'C', happens: { clock_at: 80 }, at: expect.stringMatching(/^20\d\d-/) },
  })
  expect(await dialog.locator('[data-step="1"]').innerText()).toMatch(/Nok[\s\S]*becomes the owner/)
  await dialog.getByRole('button', { name: 'Add a level' }).focus()
  await page.keyboard.press('Enter')
  const third = dialog.locator('[data-level="3"]')
  await third.getByLabel('Tell also').selectOption('administrator')
  await third.getByLabel('Minutes after the level before').fill('20')
  await dialog.getByText('Milder cases wait until morning').click()
  await dialog.getByRole('button', { name: 'Keep as a new version' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('High risk is kept.').waitFor()
  expect(last()).toMatchObject({
    path: '/policies/high-risk',
    body: {
      for: [{ high_risk: true }],
      starts_on: ['opened', { clock_at: 80 }, { risk: 'health' }],
      quiet: { from: '22:00', to: '07:00', severities: ['B', 'C', 'D', 'E'] },
      levels: [{ after: 'PT0M', tell: ['expert'] }, { after: 'PT10M' }, { after: 'PT20M', tell: ['manager', 'administrator'] }],
    },
  })
  await page.getByRole('button', { name: 'End High risk' }).click()
  await page.getByRole('button', { name: 'End the policy' }).click()
  await page.getByText('High risk is ended.').waitFor()
  expect(last()).toMatchObject({ method: 'DELETE', path: '/policies/high-risk' })
})

test('detector: a phrase is tried before it is kept, a draft goes live, a challenger is put in force, corrections lead to their message', async () => {
  const page = await desk.open('/settings/detector')
  await page.getByRole('button', { name: 'New phrases' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('smell')
  await page.getByLabel('Phrases, one a line').fill('bad smell\nodour')
  await page.getByRole('button', { name: 'Try it on the last messages' }).click()
  await page.getByText('would have fired 14 times in the last 1,000 messages').waitFor()
  await page.getByRole('button', { name: 'Keep as a draft' }).click()
  await page.getByText('smell is kept as a draft.').waitFor()
  expect(last()).toMatchObject({ path: '/detector/rules', body: { name: 'smell', kind: 'phrase', phrases: ['bad smell', 'odour'] } })
  await page.locator('[data-rule=odour]').getByRole('button', { name: 'Put in force' }).click()
  await page.getByText('odour is in force.').waitFor()
  await page.locator('[data-model=challenger]').getByRole('button', { name: 'Put in force' }).click()
  await page.getByText('It is in force now.').waitFor()
  expect(last()).toMatchObject({ path: '/detector/models/m1/promotion' })
  expect(await page.getByRole('link', { name: 'It smells' }).getAttribute('href')).toBe('/inbox?open=msg_1')
})

test('health says what to do in words; a broken chain is a red page; the record is filtered in the address and leaves as a file', async () => {
  const page = await desk.open('/settings/health')
  const ways = page.locator('[data-finding=ways_out]')
  await ways.getByText('Connect one under Channels.').waitFor()
  await ways.locator('.copy-value', { hasText: 'redress notifier add smtp' }).waitFor()
  expect(await page.locator('[data-finding=disk]').innerText()).toContain('20,480 MB free')
  expect(await ways.innerText()).toContain('nothing is connected')
  desk.mock.instead.set('GET /audit/verification', { status: 200, body: { unbroken: false, rows: 1, first_bad: 2, why: 'row 2' } })
  await page.locator('.set-place', { hasText: 'Audit' }).click()
  await page.getByRole('alert').getByText('The record is broken at row 2').waitFor()
  await page.getByLabel('Who', { exact: true }).selectOption({ label: 'Dao Wattana' })
  await page.waitForURL(/who=usr_1/)
  expect(await page.getByRole('link', { name: 'CSV file' }).getAttribute('href')).toBe('/api/v1/audit/export?who=usr_1&format=csv')
})
