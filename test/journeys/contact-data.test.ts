import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROUTES } from '../../src/http/routes'
import { createKey } from '../../src/store/keys'
import { SAYS } from '../cast'
import { aDesk, type Call, caller, type Desk } from '../support/app'

const MAIL = 'ngozi.okafor@mail.example'
const PHONE = '+66 81 234 5678'
const LINE = 'okafor.line'
const JOINED = '+66 89 876 5432'
const STRANGER = '+66 82 111 2222'
const ADDRESSES = [MAIL, PHONE, LINE, JOINED, STRANGER]

let desk: Desk
/** What stands in an address for what the firm has. */
let ids: Record<string, string>
let vera: Call
let alex: Call
beforeAll(async () => {
  desk = await aDesk()
  ;[vera, alex] = [await desk.asUser('Vera'), await desk.asUser('Alex')]
  const mine = (channel: string, kind: string, value: string) => ({ channel, contact: { name: value, handles: [{ kind, value }] } })
  const wrote = await desk.post({
    ...{ text: SAYS.complaint, channel: 'email', external_id: '<1@mail.example>', meta: { reply_to: MAIL } },
    contact: { name: null, handles: [MAIL, PHONE, LINE].map((value, i) => ({ kind: ['email', 'phone', 'line'][i], value })) },
    attachments: [{ name: 'a.txt', media_type: 'text/plain', data_base64: 'aGVsbG8=' }],
  } as object)
  await desk.post({ text: SAYS.fire, ...mine('email', 'email', MAIL) })
  await desk.post({ text: SAYS.other, ...mine('sms', 'phone', JOINED) })
  const { id, contact } = await desk.caseOf(wrote)
  const sent = await desk.call<{ notice_id: string }>('POST', `/api/v1/cases/${id}/replies`, { text: 'We look into it.' })
  await desk.advance('PT1M')
  await desk.call('PUT', '/api/v1/approval-policy', { severities: ['A', 'B', 'C', 'D', 'E'], public: true, newcomers: 0, minutes: 30 })
  const held = await desk.call<{ approval_id: string }>('POST', `/api/v1/cases/${id}/replies`, { text: 'Here is your refund.' })
  const other = (await desk.cases('kind=all')).find((one) => one.contact.id !== contact.id)
  await desk.call('POST', `/api/v1/customers/${contact.id}/merge`, { other: other!.contact.id })
  await desk.post({ text: SAYS.other, ...mine('sms', 'phone', STRANGER) })
  const [alert] = (await desk.call<{ data: { id: string }[] }>('GET', '/api/v1/alerts?state=all')).body.data
  ids = {
    ...{ messages: wrote.id, attachments: wrote.attachments[0]!.id, cases: id, customers: contact.id!, approvals: held.body.approval_id },
    ...{ alerts: alert!.id, letters: sent.body.notice_id, users: `usr_${desk.people.get('Ana')!.replaceAll('-', '')}`, regimes: 'house' },
  }
})
afterAll(() => desk.close())

/** Lists that show by themselves only a part of what they have. */
const WHOLE: Record<string, string> = {
  '/api/v1/cases': '?kind=all',
  '/api/v1/cases.csv': '?kind=all',
  '/api/v1/cases/matching': '?kind=all',
  '/api/v1/approvals': '?state=all',
  '/api/v1/alerts': '?state=all',
}
const addresses = () =>
  ROUTES.filter(({ method, url, who }) => method === 'GET' && who !== 'public' && !url.endsWith('/stream')).map(({ url }) =>
    [url.replace(/\/([\w-]+)\/:\w+/g, (_, noun: string) => `/${noun}/${ids[noun] ?? 'none'}`), WHOLE[url] ?? ''].join(''),
  )
const shows = async (call: Call, url: string) => {
  const text = JSON.stringify((await call('GET', url)).body)
  return ADDRESSES.filter((address) => text.includes(address))
}

it('whoever may not see contact data finds no address in anything that can be read', async () => {
  const open: string[] = []
  for (const url of addresses()) {
    expect([url, await shows(vera, url)]).toEqual([url, []])
    if ((await shows(alex, url)).length > 0) open.push(url.replaceAll(/[a-z]+_[0-9a-f]{32}/g, ':id').replace(/\?.*/, ''))
  }
  expect(open).toEqual([
    '/api/v1/messages',
    '/api/v1/messages/:id',
    '/api/v1/messages/matching',
    '/api/v1/cases',
    '/api/v1/cases/:id',
    '/api/v1/cases/:id/messages',
    '/api/v1/cases.csv',
    '/api/v1/customers',
    '/api/v1/customers/:id',
    '/api/v1/approvals',
    '/api/v1/approvals/:id',
    '/api/v1/cases/:id/approvals',
    '/api/v1/cases/:id/letters/:id/print',
    '/api/v1/notices',
  ])
})

it('a script that may write to customers sees their addresses only with the right to', async () => {
  const { secret } = await createKey(desk.redress.db, desk.tenant.id, 'sender', ['cases:read', 'cases:write'], desk.now())
  const sender = caller(desk.app, { authorization: `Bearer ${secret}` })
  const { status, body } = await sender('POST', `/api/v1/cases/${ids.cases}/acknowledgement`, { notify_customer: true })
  expect([status, (body.contact as { handle: string }).handle]).toEqual([201, 'n…@mail.example'])
  await desk.call('PUT', '/api/v1/approval-policy', { severities: [], public: false, newcomers: 0, minutes: 30 })
  expect((await sender('POST', `/api/v1/cases/${ids.cases}/replies`, { text: 'Soon.' })).body.to).toBe('n…@mail.example')
})

it.each([
  ['customers?q=', MAIL, 1, 1],
  ['customers?q=', 'ngozi.okaf', 1, 0],
  ['cases?kind=all&within=head&q=', MAIL.toUpperCase(), 2, 2],
  ['cases?kind=all&within=head&q=', '@mail.exam', 2, 0],
])('%s that %s finds: %i; without the right to addresses: %i', async (noun, q, withIt, without) => {
  const found = async (call: Call) => (await call<{ data: unknown[] }>('GET', `/api/v1/${noun}${encodeURIComponent(q)}`)).body.data.length
  expect([await found(alex), await found(vera)]).toEqual([withIt, without])
})
