import { expect, test } from 'vitest'
import { axe } from './axe'
import { startDesk } from './support'

const desk = startDesk()
const decisions = () =>
  desk.mock.writes.filter(({ path }) => path.endsWith('/decisions')).map(({ path, body }) => [path.split('/')[2], body])

test('U35 the whole queue by key: approved, reworded, sent back with a reason; the next opens by itself', async () => {
  const page = await desk.open('/approvals')
  await page.locator('[data-approval="apr_1"]').waitFor()
  expect(await page.locator('.rail a[href="/approvals"] .rail-badge').innerText()).toContain('3')
  const pane = page.locator('.split-pane')
  expect(await pane.locator('.difference del').innerText()).toContain('today')
  expect(await pane.locator('.difference ins').innerText()).toContain('this week')
  expect(await pane.getByText('Not today.').count()).toBe(1)
  const bubble = pane.locator('.said-in').first()
  expect(await bubble.evaluate((one) => getComputedStyle(one).borderTopStyle), 'though no case was opened before').toBe('solid')

  await page.keyboard.press('Shift+V')
  await page.locator('.split-pane [data-approval="apr_2"]').waitFor()
  expect(decisions()).toEqual([['apr_1', { decision: 'approve', version: 2 }]])

  await pane.locator('textarea').first().fill('We have stopped selling this batch everywhere.')
  expect(await pane.locator('.difference ins').innerText()).toContain('everywhere')
  await page.keyboard.press('Shift+V')
  expect(decisions(), 'a letter typed into the words decides nothing').toHaveLength(1)
  await page.locator('.split-pane header').first().click()
  await page.keyboard.press('Shift+X')
  await pane.locator('[data-reason="tone"]').waitFor()
  expect(await pane.locator('[data-reason="other"]').isDisabled()).toBe(true)
  await pane.locator('[data-reason="tone"]').focus()
  await page.keyboard.press('Enter')
  await page.locator('.split-pane [data-approval="apr_3"]').waitFor()
  expect(decisions()[1]).toEqual(['apr_2', { decision: 'return', version: 1, reason: 'tone', note: null }])

  expect(await pane.locator('[data-approve]').count(), 'nobody approves their own words').toBe(0)
  await page.keyboard.press('Shift+V')
  expect(decisions()).toHaveLength(2)
})

test('U36 a stale answer cannot be approved; what changed is said, and after reading it can', async () => {
  const it = desk.mock.approvals[0]
  if (!it) throw new Error('nothing waits')
  Object.assign(it, { state: 'stale', stale: ['customer_wrote'], may_decide: true })
  const page = await desk.open('/approvals?open=apr_1', { language: 'th' })
  const alert = page.locator('.approval-stale')
  await alert.waitFor()
  expect(await alert.innerText()).toContain('ลูกค้าเขียนมาใหม่')
  expect(await page.locator('[data-approve]').count()).toBe(0)
  await page.keyboard.press('Shift+V')
  expect(decisions()).toEqual([])
  await page.locator('[data-review]').click()
  await page.locator('[data-approve]').waitFor()
  expect(desk.mock.writes.at(-1)?.body).toEqual({ last_seen_message_id: 'msg_new' })
})

test('U36 a text that changed under the approver is told, and nothing is sent', async () => {
  const page = await desk.open('/approvals?open=apr_2')
  await page.locator('[data-approve]').waitFor()
  const it = desk.mock.approvals[1]
  await page.locator('.approval textarea').fill('My own wording.')
  if (it) Object.assign(it, { version: 2, text: 'Another text of the author.' })
  await page.locator('[data-approve]').click()
  await page.locator('.approval-stale').waitFor()
  expect(it?.state).toBe('waiting')
  expect(await page.locator('[data-approve]').isDisabled()).toBe(true)
  expect(await page.locator('.approval textarea').inputValue(), 'nothing that was written is lost').toBe('My own wording.')
  expect(await page.locator('.approval .difference del').first().innerText()).toContain('Another')
  await page.locator('[data-have-read]').click()
  await page.locator('[data-approve]').click()
  await expect.poll(() => decisions().at(-1)).toEqual(['apr_2', { decision: 'approve', version: 2, text: 'My own wording.' }])
})

test('U35 the author finds what came back on the case, changes it there and hands it in again', async () => {
  const it = desk.mock.approvals[2]
  if (!it) throw new Error('nothing waits')
  it.state = 'returned'
  it.steps.push({ did: 'returned', at: new Date().toISOString(), by: it.author, version: 1, reason: 'facts', note: 'Wrong batch.' })
  const page = await desk.open(`/cases/${it.case_reference}`, { width: 390, height: 844 })
  const card = page.locator('.case-approval')
  await card.waitFor()
  expect(await card.innerText()).toContain('Wrong batch.')
  await card.locator('textarea').first().fill('Thank you, batch 24 is being looked at.')
  await card.locator('[data-submit]').click()
  await page.locator('.case-approval[data-state="waiting"]').waitFor()
  expect(desk.mock.writes.at(-1)).toMatchObject({
    path: '/approvals/apr_3/submissions',
    body: { text: 'Thank you, batch 24 is being looked at.' },
  })
})

test('U35 a reply that must wait says so, and U43 nothing on the screen decides by being opened', async () => {
  const page = await desk.open('/approvals')
  await page.locator('[data-approve]').waitFor()
  for (const id of ['apr_1', 'apr_2', 'apr_3']) await page.goto(`${desk.mock.url}/approvals?open=${id}`)
  await page.locator('[data-approval="apr_3"]').waitFor()
  expect(desk.mock.writes).toEqual([])
  const one = desk.mock.world.cases.findLast(({ state }) => state !== 'closed')
  const held = { notice_id: null, message_id: null, channel: 'email', to: null, state: 'approval', send_after: null, approval_id: 'apr_9' }
  desk.mock.instead.set(`POST /cases/${one?.id}/replies`, { status: 201, body: held })
  await page.goto(`${desk.mock.url}/cases/${one?.reference}`)
  await page.locator('[data-mode="private"]').click()
  await page.locator('[data-composer] textarea').first().fill('Sorry.')
  await page.locator('[data-send="private"]').click()
  await page.getByText('somebody else reads it before it leaves').waitFor()
})

test('the rules: begun by key on a telephone, tried on the last answers before they are kept, in words, with their history and the way back', async () => {
  const second = desk.mock.world.people.find(({ role }) => role === 'administrator')!
  const page = await desk.open('/settings/approval-rules', { width: 390, height: 844 })
  await page.getByText('Only 1 person may approve now').waitFor()
  second.available = true
  await page.reload()
  await page.getByText('No answer waits').waitFor()
  await page.getByText('Nobody has set rules yet').waitFor()
  const ruled = async (verb: string, set: () => Promise<void>) => {
    await page.getByRole('button', { name: verb }).first().focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('A · Critical').and(page.locator(':focus')).waitFor()
    await set()
    await page.keyboard.press('Enter')
    await page.locator('[data-held]').waitFor()
  }
  const keep = async () => {
    await page.getByRole('button', { name: 'Keep these rules' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  const tick = (label: string) =>
    page
      .getByLabel(label)
      .focus()
      .then(() => page.keyboard.press('Space'))
  await ruled('Choose what waits…', () => tick('A · Critical'))
  const severe = desk.mock.world.cases.filter(({ severity }) => severity === 'A').length
  expect(await page.locator('[data-held]').innerText()).toContain(
    `Of the last ${desk.mock.world.cases.length} answers, ${severe} would have`,
  )
  expect(await page.locator('.held li').first().innerText()).toMatch(/C-\d+[\s\S]*Nok Siri[\s\S]*severity/)
  expect(await axe(page)).toEqual([])
  await tick('Answers that everybody can read')
  await page.locator('[data-held]').waitFor({ state: 'detached' })
  await page.getByLabel('New agents: approved in a row').fill('5')
  expect(
    desk.mock.writes.map(({ path }) => path),
    'nothing is kept before it was tried',
  ).toEqual(['/approval-policy/dry-run'])
  await page.keyboard.press('Enter')
  await page.locator('[data-held]').waitFor()
  await keep()
  const kept = { severities: ['A'], public: true, newcomers: 5, minutes: 30 }
  expect(desk.mock.writes.at(-1)).toMatchObject({ method: 'PUT', path: '/approval-policy', body: kept })
  await page.getByText('until 5 in a row were approved').first().waitFor()
  await ruled('Change the rules…', () => tick('A · Critical'))
  await keep()
  await ruled('Back to these…', async () => page.getByLabel('A · Critical').focus())
  await keep()
  expect(desk.mock.writes.at(-1)?.body).toEqual(kept)
  expect(await page.locator('[data-version]').allInnerTexts()).toMatchObject([/In force[\s\S]*severity A/, /^(?!.*In force)/, /severity A/])
})

test('the rules in Persian and dark read well, and an agent sees them without a way to change them', async () => {
  desk.mock.rules = [
    { seq: 3, at: new Date().toISOString(), by: null, policy: { severities: ['A', 'B'], public: true, newcomers: 3, minutes: 30 } },
  ]
  desk.mock.me.role = 'agent'
  const page = await desk.open('/settings/approval-rules', { language: 'fa', theme: 'dark' })
  await page.locator('[data-version="3"]').waitFor()
  expect(await page.locator('.set-part').first().innerText()).toContain('A، B')
  expect(await page.getByRole('button', { name: 'تغییر قاعده‌ها' }).count()).toBe(0)
  expect(await axe(page)).toEqual([])
})
