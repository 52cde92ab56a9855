import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'

type Customer = {
  id: string
  name: string | null
  identities: { kind: string; value: string | null; shown: string }[]
  joins: { id: string; customer: { id: string }; messages: number; cases: number; by: string }[]
  support_needs: { need: string; by: string | null }[]
  preferences: { language: string | null; channel: string | null; avoids: string[] }
  cases: number
  last_at: string | null
  etag: string
  code?: string
}
type Said = { data: { channel: string; direction: string; text: string; case_reference: string | null }[] }

let desk: Desk
beforeAll(async () => {
  desk = await aDesk({ connected: false })
})
afterAll(() => desk.close())

const ploy = { name: 'Ploy', handles: [{ kind: 'line', value: 'ploy.line' }] }
const byMail = { name: 'P. Suksai', handles: [{ kind: 'email', value: 'ploy@home.example' }] }
const kind = { name: 'Kind', handles: [{ kind: 'line', value: 'kind.line' }] }
const customers = async (q: string) =>
  (await desk.call<{ data: Customer[] }>('GET', `/api/v1/customers?q=${encodeURIComponent(q)}`)).body.data
const customer = async (id: string) => (await desk.call<Customer>('GET', `/api/v1/customers/${id}`)).body
const casesOf = async (id: string) => (await desk.cases(`kind=all&contact=${id}`)).map(({ number }) => number).sort()
const merge = (main: string, other: string, headers = {}) =>
  desk.call<Customer>('POST', `/api/v1/customers/${main}/merge`, { other }, headers)
const split = (main: string, body: object) => desk.call<Customer>('POST', `/api/v1/customers/${main}/split`, body)

describe('one person under two addresses', () => {
  let [main, other] = ['', '']
  let [inLine, inMail] = [[] as string[], [] as string[]]

  it('are two customers until somebody says otherwise', async () => {
    await desk.post({ text: SAYS.thai, channel: 'line', external_id: '1', contact: ploy })
    await desk.post({ text: SAYS.complaint, channel: 'email', external_id: '2', contact: byMail })
    main = (await customers('ploy.line'))[0]!.id
    other = (await customers('ploy@home'))[0]!.id
    ;[inLine, inMail] = [await casesOf(main), await casesOf(other)]
    expect([inLine.length, inMail.length]).toEqual([1, 1])
  })

  it('are joined once, also where two colleagues do it at the same time, each the other way', async () => {
    const answers = await Promise.all([merge(main, other), merge(other, main)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('joined_already')
    const left = (await customer(main)).id
    if (left !== main) [main, other, inLine, inMail] = [other, main, inMail, inLine]
    expect(await customers('ploy')).toHaveLength(1)
  })

  it('have their cases together, and an old address leads to the main one', async () => {
    expect((await customer(other)).id).toBe(main)
    expect(await casesOf(main)).toEqual([...inLine, ...inMail].sort())
    const said = (await desk.call<Said>('GET', `/api/v1/customers/${other}/timeline?days=7`)).body.data
    expect(said.map(({ channel }) => channel).sort()).toEqual(['email', 'line'])
  })

  it('write in the open case of the one that they are, whatever way they come', async () => {
    const before = (await desk.cases('kind=all')).length
    await desk.post({ text: `${SAYS.complaint} Still nothing.`, channel: 'email', external_id: '3', contact: byMail })
    expect((await desk.cases('kind=all')).length).toBe(before)
  })

  it('come apart again: everything goes back, and what was written meanwhile goes with its address', async () => {
    const [join] = (await customer(main)).joins
    const parted = await split(main, { join: join!.id })
    expect([parted.status, parted.body.id]).toEqual([201, other])
    expect(await casesOf(main)).toEqual(inLine)
    expect(await casesOf(other)).toEqual(inMail)
    expect((await customer(other)).id).toBe(other)
    expect((await split(main, { join: join!.id })).body.code).toBe('parted_already')
    const said = async (id: string) =>
      (await desk.call<Said>('GET', `/api/v1/customers/${id}/timeline`)).body.data.filter((one) => one.direction === 'in')
    const all = [...(await said(main)), ...(await said(other))]
    expect(all).toHaveLength(3)
    for (const id of [main, other]) expect(new Set((await said(id)).map(({ channel }) => channel)).size).toBe(1)
  })

  it('all of which is in the case and in the audit', async () => {
    const [one] = inMail
    const kinds = (await desk.call<{ data: { kind: string }[] }>('GET', `/api/v1/cases/${one}/timeline`)).body.data.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind.startsWith('customer_'))).toEqual(['customer_joined', 'customer_parted'])
    const { data } = (await desk.call<{ data: { action: string }[] }>('GET', '/api/v1/audit')).body
    expect(data.map(({ action }) => action)).toEqual(expect.arrayContaining(['contact.merged', 'contact.split']))
  })
})

describe('somebody who gave two addresses', () => {
  const shop = {
    name: 'A shop',
    handles: [
      { kind: 'email', value: 'shop@mall.example' },
      { kind: 'phone', value: '+66 2' },
    ],
  }

  it('can be two people: an address is taken out with what came from it', async () => {
    await desk.post({ text: SAYS.complaint, channel: 'email', external_id: '11', contact: shop })
    await desk.post({ text: SAYS.other, channel: 'sms', external_id: '12', contact: { handles: [{ kind: 'phone', value: '+66 2' }] } })
    const [it] = await customers('shop@mall')
    const all = it!.identities.map(({ kind, value }) => ({ kind, value }))
    expect((await split(it!.id, { identities: all })).body.code).toBe('would_be_empty')
    expect((await split(it!.id, { identities: [{ kind: 'phone', value: '+66 3' }] })).body.code).toBe('nothing_chosen')
    const taken = await split(it!.id, { identities: [{ kind: 'phone', value: '+66 2' }] })
    expect(taken.body.identities.map(({ value }) => value)).toEqual(['+66 2'])
    expect((await customer(it!.id)).identities.map(({ kind }) => kind)).toEqual(['email'])
    expect((await merge(it!.id, taken.body.id)).status).toBe(201)
    expect((await customer(it!.id)).identities).toHaveLength(2)
  })
})

test('somebody who never complained was heard when they last wrote', async () => {
  await desk.post({ text: 'Thank you, the new shop is lovely.', channel: 'line', external_id: '21', contact: kind })
  const { received_at } = await desk.post({ text: 'The lamp is lovely, too.', channel: 'line', external_id: '22', contact: kind })
  expect(await customers('kind.line')).toEqual([expect.objectContaining({ cases: 0, last_at: received_at })])
})

describe('what a customer asks for', () => {
  it('is kept with who wrote it down, and nobody overwrites what they have not seen', async () => {
    const [it] = await customers('shop@mall')
    const dao = await desk.asUser('Dao')
    const wish = { language: 'th', channel: 'email', avoids: ['phone'], support_needs: ['Large print'] }
    const seen = (await customer(it!.id)).etag
    const put = (body: object, etag: string) => dao<Customer>('PUT', `/api/v1/customers/${it!.id}/preferences`, body, { 'if-match': etag })
    expect((await put(wish, seen)).body).toMatchObject({
      preferences: { language: 'th', channel: 'email', avoids: ['phone'] },
      support_needs: [{ need: 'Large print', by: 'Dao' }],
    })
    expect((await put({ ...wish, avoids: [] }, seen)).body.code).toBe('changed_meanwhile')
    expect((await merge(it!.id, (await customers('ploy.line'))[0]!.id, { 'if-match': seen })).body.code).toBe('changed_meanwhile')
  })

  it('and whoever only looks sees no whole address', async () => {
    const looking = await desk.asUser('Vera')
    const seen = (await looking<{ data: Customer[] }>('GET', '/api/v1/customers?q=shop')).body.data[0]!
    expect(seen.identities[0]).toEqual({ kind: 'email', value: null, shown: 's…@mall.example' })
  })
})
