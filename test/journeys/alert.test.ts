import { afterEach, beforeEach, expect, it } from 'vitest'
import { putNotifier } from '../../src/store/notifiers'
import { okafor, SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { clockOf, happened, received, told } from '../support/tell'
import { type Visitor, visitor } from '../support/visitor'

let desk: Desk
let phone: Visitor
beforeEach(async () => {
  desk = await aDesk()
  phone = visitor(desk.app)
})
afterEach(() => desk.close())

const burning = (n = 1) => desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: n === 1 ? okafor : someone(n) })
const someone = (n: number) => ({ name: `Customer ${n}`, handles: [{ kind: 'email', value: `c${n}@mail.example` }] })
/** The links that left with the newest notice of this kind to this person. */
const linkTo = (who: string, type = 'alert.opened') => {
  const event = received(desk).findLast((e) => e.type === type && e.data.recipient === who)!
  const [first] = event.data.actions as { label: string; url: string }[]
  expect(first!.label).toBe('Acknowledge – I have it')
  return new URL(first!.url).pathname
}
const alerts = async (state = 'open') => (await desk.call<{ data: Alert[] }>('GET', `/api/v1/alerts?state=${state}`)).body.data
type Alert = {
  id: string
  state: string
  customers: number
  acknowledged_by: string | null
  over_because: string | null
  next: { person: string; at: string } | null
  told: { to: string; way: string }[]
}

it('from message to acknowledgement on a phone without an account: opening the link does nothing, pressing the button stops the climb', async () => {
  const wrote = await burning()
  const link = linkTo('Somsri')
  expect(await alerts()).toMatchObject([{ state: 'open', customers: 1, next: { person: 'Dao', at: '2026-03-03T03:10:00.000Z' } }])

  const before = await desk.timeline(wrote)
  for (let i = 0; i < 3; i++) {
    const page = await phone.get(link)
    expect([page.status, page.headers['cache-control'], page.headers['referrer-policy']]).toEqual([200, 'no-store', 'no-referrer'])
    for (const words of [
      'Your power bank caught fire',
      'WhatsApp',
      'Next, at',
      'Dao',
      'Acknowledge',
      'Escalate now',
      'Not a risk',
      'Climbs in 10:00',
    ])
      expect(page.text).toContain(words)
    expect(page.text).not.toContain('Okafor')
  }
  expect(await desk.timeline(wrote)).toEqual(before)

  await desk.advance('PT4M')
  expect((await phone.get(link)).text).toContain('Climbs in 06:00')
  const done = await phone.post(link, { do: 'acknowledge' })
  expect([done.status, done.text]).toEqual([200, expect.stringContaining('You have it.')])
  expect(clockOf(await desk.clocks(wrote), 'alert')).toMatchObject({ state: 'met', met_at: '2026-03-03T03:04:00.000Z' })
  expect(await desk.caseOf(wrote)).toMatchObject({ state: 'acknowledged', escalation: { next_at: null } })
  expect(happened(await desk.timeline(wrote), 'acknowledged')).toMatchObject([
    { by: { name: 'Somsri' }, note: 'acknowledged through link' },
  ])
  await desk.advance('PT3H')
  expect(told(await desk.notices()).filter((line) => line.startsWith('escalation'))).toEqual([])
  expect(await alerts()).toMatchObject([{ state: 'acknowledged', acknowledged_by: 'Somsri' }])
})

it('where nothing is connected that could send a link, whoever may act reaches the page from the case, as themselves', async () => {
  await desk.close()
  desk = await aDesk({ connected: false })
  const wrote = await burning()
  const { alert_id } = (await desk.call<{ alert_id: string }>('GET', `/api/v1/cases/${wrote.case_id}`)).body
  expect(await alerts()).toMatchObject([{ id: alert_id }])
  const way = `/api/v1/alerts/${alert_id}/page`
  const [dao, auditor] = [await desk.asUser('Dao'), await desk.asUser('Vera')]
  const { status, headers } = await dao('GET', way)
  expect([status, headers['cache-control']]).toEqual([303, 'no-store'])
  phone = visitor(desk.app)
  expect((await phone.get(String(headers.location))).text).toContain('Your power bank caught fire')
  expect(await alerts(), 'looking takes nothing').toMatchObject([{ state: 'open' }])
  expect((await phone.post(String(headers.location), { do: 'acknowledge' })).text).toContain('You have it.')
  expect(await alerts()).toMatchObject([{ state: 'acknowledged', acknowledged_by: 'Dao' }])
  expect((await auditor('GET', way)).status).toBe(403)
  expect((await desk.call('GET', way)).body).toMatchObject({ code: 'not_a_person' })
  expect((await dao('GET', `/api/v1/alerts/alr_${'0'.repeat(32)}/page`)).status).toBe(404)
  const lost = await visitor(desk.app, { accept: 'text/html,application/xhtml+xml' }).get(way)
  expect([lost.status, lost.location], 'a browser whose session has ended is led back in').toEqual([303, '/sign-in'])
  expect((await phone.get(way)).headers['content-type'], 'a program is told why').toContain('application/problem+json')
  await desk.jumpTo(desk.now() + 2 * 3_600_000)
  expect((await phone.get(String(headers.location))).status).toBe(410)
})

it('a link is for one alert and one person, is whole or nothing, and ends with its time and with the alert', async () => {
  const wrote = await burning()
  const somsri = linkTo('Somsri')
  await desk.advance('PT10M')
  const dao = linkTo('Dao', 'case.escalated')
  expect(dao).not.toBe(somsri)

  const broken = `${somsri.slice(0, -3)}${somsri.endsWith('AAA') ? 'BBB' : 'AAA'}`
  const [said, proof] = somsri.slice(3).split('.')
  for (const dead of [broken, '/a/x', `/a/${said}.${dao.split('.')[1]}`, `/a/${proof}.${said}`, `/q/${somsri.slice(3)}`]) {
    expect([dead.slice(0, 3), (await phone.get(dead)).status]).toEqual([dead.slice(0, 3), 410])
    expect((await phone.post(dead, { do: 'acknowledge', words: 'x' })).status).toBe(410)
  }
  expect(await desk.caseOf(wrote)).toMatchObject({ state: 'open' })

  expect((await phone.post(dao, { do: 'acknowledge' })).status).toBe(200)
  const late = await phone.post(somsri, { do: 'acknowledge' })
  expect([late.status, late.text]).toEqual([410, expect.stringContaining('Dao has it since')])
  expect((await phone.get(somsri)).status).toBe(410)
  expect((await phone.post(dao, { do: 'acknowledge' })).status).toBe(410)
  expect((await phone.post(dao, { do: 'guidance', words: 'Offer to collect it today.' })).status).toBe(200)

  await desk.call('POST', `/api/v1/cases/${wrote.case_id}/closure`, { outcome: 'upheld', remedy: 'refund' })
  expect(await alerts('all')).toMatchObject([{ state: 'over', over_because: 'closed' }])
  const over = await phone.post(dao, { do: 'guidance', words: 'too late' })
  expect([over.status, over.text]).toEqual([410, expect.stringContaining('This alert is over.')])
})

it('a link that is half a day old does nothing', async () => {
  const wrote = await burning()
  const link = linkTo('Somsri')
  await desk.advance('PT12H1S')
  const page = await phone.post(link, { do: 'acknowledge' })
  expect([page.status, page.text]).toEqual([410, expect.stringContaining('does not work any more')])
  expect(await desk.caseOf(wrote)).toMatchObject({ state: 'open' })
})

it('guidance reaches whoever answers, and handing up goes past everybody who was told', async () => {
  const wrote = await burning()
  await desk.call('POST', `/api/v1/cases/${wrote.case_id}/assignment`, { owner: 'Ana' })
  const link = linkTo('Somsri')
  expect((await phone.post(link, { do: 'guidance', words: '' })).status).toBe(422)
  expect((await phone.post(link, { do: 'guidance', words: 'Ask for a photo of the battery.' })).status).toBe(200)
  await desk.settle()
  expect(told(await desk.notices())).toContain('guidance → Ana, sent')
  expect(happened(await desk.timeline(wrote), 'noted')).toMatchObject([{ text: 'Ask for a photo of the battery.', by: { name: 'Somsri' } }])

  expect((await phone.post(link, { do: 'escalate', words: 'needs legal' })).text).toContain('Handed up.')
  await desk.settle()
  expect(await desk.caseOf(wrote)).toMatchObject({ owner: 'Dao' })
  expect(happened(await desk.timeline(wrote), 'escalated')).toMatchObject([{ to: 'Dao', reason: 'needs legal' }])
})

it('"not a risk" ends the alert, makes the case an ordinary one and teaches the detector', async () => {
  const wrote = await burning()
  expect((await phone.post(linkTo('Somsri'), { do: 'not_a_risk' })).text).toContain('Noted: not a risk.')
  expect(await desk.caseOf(wrote)).toMatchObject({ severity: 'C', tier: 2 })
  expect(await alerts('all')).toMatchObject([{ state: 'over', over_because: 'not_a_risk', acknowledged_by: 'Somsri' }])
  const { rows } = await desk.redress.db.pool.query('select data from correction where message_id = $1', [
    wrote.id.replace(/^msg_(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  ])
  expect(rows).toMatchObject([{ data: { risk: false, severity: 'C', source: 'alert' } }])
  await desk.advance('PT2H')
  expect(told(await desk.notices()).filter((line) => line.startsWith('escalation'))).toEqual([])
})

it('one alert for one cause: thirty customers are one card, a handful of notices, and one acknowledgement', async () => {
  for (let n = 1; n <= 30; n++) await burning(n)
  const [only, ...others] = await alerts()
  expect([only, others]).toMatchObject([{ state: 'open', customers: 30 }, []])
  const first = (await desk.notices()).filter((n) => n.kind === 'high_risk_alert')
  for (const who of new Set(first.map((n) => n.to))) expect(first.filter((n) => n.to === who).length).toBeLessThanOrEqual(6)
  expect(first.at(-1)!.body).toContain('customers tell of the same thing')

  const page = await phone.get(linkTo('Somsri'))
  expect(page.text).toContain('30 customers tell of this')
  await phone.post(linkTo('Somsri'), { do: 'acknowledge' })
  expect(await alerts()).toMatchObject([{ state: 'acknowledged', customers: 30 }])
  expect((await desk.cases('limit=50')).map((it) => it.state)).toEqual(Array(30).fill('acknowledged'))
  await desk.advance('PT1H')
  expect((await desk.notices()).filter((n) => n.kind === 'escalation')).toEqual([])
})

it('two alerts read together say each what it says by itself', async () => {
  await burning()
  await desk.advance('PT12H')
  await burning(2)
  const listed = await alerts()
  expect(listed.map(({ customers, told: { length } }) => [customers, length > 0])).toEqual([
    [1, true],
    [1, true],
  ])
  for (const one of listed) expect((await desk.call('GET', `/api/v1/alerts/${one.id}`)).body).toEqual(one)
  expect(new Set(listed.map((one) => JSON.stringify((one as Alert & { cases: object }).cases))).size).toBe(2)
})

it('texts and calls come later and are taken back once somebody has it; each leaves to the number of its person', async () => {
  for (const [name, kind] of [
    ['texts', 'sms'],
    ['ring', 'call'],
  ] as const) {
    const url = `${desk.gateway.url}/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef`
    await putNotifier(
      desk.redress.db,
      desk.tenant.id,
      { name, kind, url, secret: 'token', options: { allowPrivate: true, from: '+15005550006' } },
      desk.now(),
    )
  }
  const somsri = await desk.asUser('Somsri')
  const saved = await somsri('PUT', '/api/v1/users/me/telling', { addresses: [{ kind: 'phone', address: '+66 81 234 5678' }] })
  expect(saved).toMatchObject({ status: 200, body: { addresses: [{ kind: 'phone', address: '+66 81 234 5678' }] } })
  const texts = () => desk.gateway.calls.filter(({ path }) => path.endsWith('/Messages.json')).map(({ body }) => new URLSearchParams(body))

  await burning()
  expect(texts()).toEqual([])
  await desk.advance('PT2M')
  expect(texts().map((form) => form.get('To'))).toEqual(['+66812345678'])
  const link = /https:\/\/desk\.example(\/a\/\S+)/.exec(texts()[0]!.get('Body')!)![1]!
  expect((await phone.post(link, { do: 'acknowledge' })).status).toBe(200)
  await desk.advance('PT10M')
  expect(desk.gateway.calls.filter(({ path }) => path.endsWith('/Calls.json'))).toEqual([])
  expect((await desk.notices()).filter((n) => n.channel === 'ring')).toMatchObject([{ state: 'failed', reason: 'taken_up' }])
})

it('on the wall an alert is told without a word of the customer, nor who was told and how', async () => {
  await burning()
  const { body } = await desk.call<{ alerts: object[] }>('GET', '/api/v1/wall')
  expect(body.alerts).toMatchObject([{ state: 'open', customers: 1, cases: [{ severity: 'A' }], next: { person: 'Dao' } }])
  expect(JSON.stringify(body)).not.toMatch(/caught fire|Okafor|because|told/)
})
