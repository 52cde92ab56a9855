import { afterEach, describe, expect, it } from 'vitest'
import { mook, okafor, SAYS, type StaffName } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { clockOf, happened, outbound, toCustomers, told } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

/** A complaint that waits for its answer; `reply` writes one as its owner. */
async function waiting(channel = 'whatsapp') {
  desk = await aDesk()
  const wrote = await desk.post({ text: SAYS.complaint, channel, external_id: 'wa-1', contact: okafor })
  const { owner, id } = await desk.caseOf(wrote)
  const call = await desk.asUser(owner as StaffName)
  const reply = (body: object = {}) =>
    call<{ notice_id: string; code?: string }>('POST', `/api/v1/cases/${id}/replies`, {
      text: 'Your money is on its way.',
      final: true,
      ...body,
    })
  const notice = async () => toCustomers(await desk.notices()).at(-1)!
  return { id, owner: owner as StaffName, call, reply, notice, wrote }
}
const finalOf = async (id: string) => clockOf(await desk.clocks(id), 'final')

describe('an answer on its way', () => {
  it('that is refused for good is parked; staff are told and no clock is met', async () => {
    const { id, owner, reply, notice, call } = await waiting()
    desk.gateway.behave('gone', 'ok')
    await reply()
    await desk.advance('PT10S')

    expect(await notice()).toMatchObject({ state: 'failed', reason: 'gone', attempts: 1 })
    expect(told(await desk.notices()).at(-1)).toBe(`outcome_unknown → ${owner}, sent`)
    expect(happened(await desk.timeline(id), 'reply_failed')).toMatchObject([{ state: 'failed', reason: 'gone' }])
    expect(await finalOf(id)).toMatchObject({ state: 'running', met_at: null })
    expect(await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'upheld', remedy: 'refund' })).toMatchObject({
      status: 409,
      body: { code: 'open_reply_unsent' },
    })
    await desk.advance('P1D')
    expect(outbound(desk)).toHaveLength(1)
  })

  it('that is refused for now goes again by itself, under the same id', async () => {
    const { id, reply, notice } = await waiting()
    desk.gateway.behave({ status: 429 }, 'ok')
    await reply()
    await desk.advance('PT10S')
    expect(await notice()).toMatchObject({ state: 'queued', reason: 'http_429', attempts: 1 })
    await desk.advance('PT2M')

    expect(await notice()).toMatchObject({ state: 'sent', attempts: 2 })
    expect((await finalOf(id)).state).toBe('met')
    const [first, second] = desk.gateway.calls.filter((c) => c.body.includes('message.outbound'))
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id'])
  })

  it('whose outcome nobody knows is never sent twice: it is parked, staff are told, and the clock runs on', async () => {
    const { id, owner, reply, notice } = await waiting()
    desk.gateway.behave('accept_then_close', 'ok')
    await reply()
    await desk.advance('PT10S')

    expect((await notice()).state).toBe('unknown')
    expect(told(await desk.notices()).at(-1)).toBe(`outcome_unknown → ${owner}, sent`)
    expect(happened(await desk.timeline(id), 'reply_failed')).toMatchObject([{ state: 'unknown' }])
    await desk.advance('P2D')
    expect(outbound(desk)).toHaveLength(1)
    expect((await finalOf(id)).state).toBe('running')
    expect((await desk.caseOf(id)).state).toBe('open')
  })

  it('may be taken back while it waits, and then nothing leaves and nothing counts', async () => {
    const { id, reply, notice, call } = await waiting()
    const { body } = await reply()
    await desk.advance('PT9S')
    expect(await call('DELETE', `/api/v1/notices/${body.notice_id}`)).toMatchObject({ status: 200, body: { reason: 'taken_back' } })
    await desk.advance('PT1H')

    expect(await notice()).toMatchObject({ state: 'failed', reason: 'taken_back' })
    expect(outbound(desk)).toEqual([])
    expect((await finalOf(id)).state).toBe('running')
    expect((await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'upheld', remedy: 'refund' })).status).toBe(201)
  })

  it('cannot be taken back once it has left', async () => {
    const { reply, call } = await waiting()
    const { body } = await reply()
    await desk.advance('PT10S')
    expect(await call('DELETE', `/api/v1/notices/${body.notice_id}`)).toMatchObject({ status: 409, body: { code: 'already_sent' } })
  })

  it('waits in the outbox while nothing is connected, and leaves when something is', async () => {
    desk = await aDesk({ connected: false })
    const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
    await desk.call('POST', `/api/v1/cases/${wrote.case_id}/replies`, { text: 'Your money is on its way.' })
    await desk.advance('P1D')
    expect(toCustomers(await desk.notices())).toMatchObject([{ state: 'queued', reason: 'nothing_connected', send_after: null }])

    await desk.connect()
    await desk.settle()
    expect(outbound(desk)).toHaveLength(1)
  })
})

describe('what a person says became of it', () => {
  it.each(['failed', 'unknown'] as const)('"it arrived" counts as delivered when it was %s', async (state) => {
    const { id, reply, notice } = await waiting()
    desk.gateway.behave(state === 'failed' ? 'gone' : 'accept_then_close', 'ok')
    await reply()
    await desk.advance('PT10S')
    const bo = await desk.asUser('Bo')
    const path = `/api/v1/notices/${(await notice()).id}/resolution`
    expect((await bo('POST', path, { as: 'sent' })).status).toBe(200)

    expect((await notice()).state).toBe('sent')
    expect(await desk.caseOf(id)).toMatchObject({ state: 'answered' })
    expect((await finalOf(id)).state).toBe('met')
    expect(await bo('POST', path, { as: 'sent' })).toMatchObject({ status: 409 })
  })

  it('an answer that had arrived in time keeps its promise, however late we hear of it', async () => {
    const { id, reply, notice } = await waiting()
    desk.gateway.behave('accept_then_close', 'ok')
    await reply()
    await desk.advance('PT10S')
    const attempt = new Date(desk.now()).toISOString()
    await desk.jumpTo(Date.parse((await finalOf(id)).due_at!) + 1)
    expect((await finalOf(id)).state).toBe('missed')
    const bo = await desk.asUser('Bo')
    await bo('POST', `/api/v1/notices/${(await notice()).id}/resolution`, { as: 'sent' })
    expect(await finalOf(id)).toMatchObject({ state: 'met', met_at: attempt })
    expect(await desk.caseOf(id)).toMatchObject({ state: 'answered', answered_at: attempt })
  })

  it('"again" sends it once more, knowingly', async () => {
    const { id, reply, notice } = await waiting()
    desk.gateway.behave('accept_then_close', 'ok')
    await reply()
    await desk.advance('PT10S')
    const bo = await desk.asUser('Bo')
    await bo('POST', `/api/v1/notices/${(await notice()).id}/resolution`, { as: 'retry' })
    await desk.settle()
    expect(outbound(desk)).toHaveLength(2)
    expect((await finalOf(id)).state).toBe('met')
  })

  it('"it failed" leaves the case to be answered or closed', async () => {
    const { id, reply, notice, call } = await waiting()
    desk.gateway.behave('gone', 'ok')
    await reply()
    await desk.advance('PT10S')
    const bo = await desk.asUser('Bo')
    expect((await bo('POST', `/api/v1/notices/${(await notice()).id}/resolution`, { as: 'failed' })).status).toBe(200)
    expect((await finalOf(id)).state).toBe('running')
    expect((await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'withdrawn', remedy: 'none' })).status).toBe(201)
  })
})

it('an answer to what the customer wrote before is stopped when they wrote again', async () => {
  const { reply, wrote } = await waiting()
  const newer = await desk.post({ text: SAYS.again, channel: 'whatsapp', contact: okafor })
  expect(await reply({ last_seen_message_id: wrote.id })).toMatchObject({ status: 409, body: { code: 'newer_message' } })
  expect((await reply({ last_seen_message_id: newer.id })).status).toBe(201)
})

it('a customer who left no address cannot be answered by mail, and the desk says so', async () => {
  desk = await aDesk()
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'email', contact: { name: 'Nobody' } })
  expect((await desk.caseOf(wrote)).reply_channel).toMatchObject({ available: false, why: 'no_way_to_answer' })
  expect(await desk.call('POST', `/api/v1/cases/${wrote.case_id}/replies`, { text: 'Hello?' })).toMatchObject({
    status: 409,
    body: { code: 'no_way_to_answer' },
  })
})

it("somebody else's message that was filed here by hand is never answered in this customer's stead", async () => {
  const { id, reply } = await waiting()
  const unsure = await desk.post({ text: SAYS.question, channel: 'line', external_id: 'line-1', contact: mook })
  expect(await desk.call('POST', `/api/v1/messages/${unsure.id}/triage`, { decision: 'duplicate', case_id: id })).toMatchObject({
    status: 201,
  })
  expect((await desk.conversation(id)).map((turn) => turn.contact?.name)).toEqual(['Mrs Okafor', 'Mook'])
  expect((await desk.caseOf(id)).reply_channel).toMatchObject({ channel: 'whatsapp', to: 'ngozi.okafor@mail.example' })

  await reply()
  await desk.advance('PT10S')
  expect(outbound(desk)).toMatchObject([{ data: { channel: 'whatsapp', in_reply_to: 'wa-1', to: { name: 'Mrs Okafor' } } }])
})
