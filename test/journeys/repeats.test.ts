import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROUTES } from '../../src/http/routes'
import { SAYS } from '../cast'
import { aDesk, type CaseRow, type Desk, type MessageRow } from '../support/app'
import { soundFor } from '../support/bodies'
import { digestOf } from '../support/state'
import { happened } from '../support/tell'

let desk: Desk
let id: string
beforeAll(async () => {
  desk = await aDesk({ connected: false })
  id = (await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: { name: 'R', handles: [{ kind: 'phone', value: '+661' }] } }))
    .case_id!
})
afterAll(() => desk.close())

const note = (text: string, key: string) =>
  desk.call<{ seq: number; code?: string }>('POST', `/api/v1/cases/${id}/notes`, { text }, { 'idempotency-key': key })
const notes = async () => happened(await desk.timeline(id), 'noted').length

describe('the same Idempotency-Key', () => {
  it('with the same body gets the first answer again and does nothing', async () => {
    const first = await note('once', 'k-1')
    const again = await note('once', 'k-1')
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body])
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([undefined, 'true'])
    expect(await notes()).toBe(1)
  })

  it('with another body, or on another case, is a mistake that is told', async () => {
    await note('one', 'k-2')
    expect(await note('another', 'k-2')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
    const elsewhere = await desk.call('POST', `/api/v1/cases/${id}/replies`, { text: 'one' }, { 'idempotency-key': 'k-2' })
    expect(elsewhere).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
  })

  it('sent many times at once happens once', async () => {
    const before = await notes()
    const answers = await Promise.all(Array.from({ length: 8 }, () => note('at once', 'k-3')))
    expect(answers.filter((a) => a.status === 201).length).toBeGreaterThanOrEqual(1)
    const others = answers.filter((a) => a.status !== 201).map((a) => a.body.code)
    expect(others.filter((code) => code !== 'still_running' && code !== 'done_already')).toEqual([])
    expect(await notes()).toBe(before + 1)
  })

  it('of a request that was refused may be used again once the reason is gone', async () => {
    const close = () => desk.call('POST', `/api/v1/cases/${id}/reopening`, { reason: 'again' }, { 'idempotency-key': 'k-4' })
    expect((await close()).status).toBe(409)
    await desk.call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'resolved', remedy: 'none' })
    expect((await close()).status).toBe(201)
  })

  it('on a message, where it is allowed, answers with the same message', async () => {
    const hand = () => desk.call('POST', '/api/v1/messages', { text: 'Hello there', channel: 'sms' }, { 'idempotency-key': 'k-5' })
    const [first, again] = [await hand(), await hand()]
    expect([again.status, again.body]).toEqual([202, first.body])
  })

  it.each(ROUTES.filter((route) => route.creates).map(({ url }) => url))('is asked for by POST %s', async (url) => {
    const before = await digestOf(desk)
    const body = url.endsWith('/demo/removal') ? undefined : {}
    for (const key of ['', 'x'.repeat(201)]) {
      const answer = await desk.call('POST', url.replace(':id', id), soundFor(url) ?? body, { 'idempotency-key': key })
      expect(answer).toMatchObject({ status: 400, body: { code: 'idempotency_key_required' } })
    }
    expect(await digestOf(desk)).toEqual(before)
  })
})

describe('turning pages while more comes in', () => {
  type Page<T> = { data: T[]; page: { next_cursor: string | null; has_more: boolean } }
  async function pages<T extends { id: string }>(path: string, between: () => Promise<unknown>) {
    const ids: string[] = []
    for (let cursor: string | null = null, n = 0; n < 40; n++) {
      const { body }: { body: Page<T> } = await desk.call<Page<T>>(
        'GET',
        `${path}&limit=4${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      )
      ids.push(...body.data.map((row) => row.id))
      expect(body.page.has_more).toBe(body.page.next_cursor !== null)
      cursor = body.page.next_cursor
      if (cursor === null) return ids
      await between()
    }
    throw new Error('the pages never end')
  }
  let n = 0
  const TEXTS = [SAYS.complaint, SAYS.other, SAYS.fire, SAYS.complaint]
  const oneMore = () =>
    desk.post({
      text: TEXTS[n++ % 4]!,
      channel: 'phone',
      external_id: `p-${n}`,
      sent_at: new Date(desk.now() - (n % 5) * 60_000).toISOString(),
    })

  beforeAll(async () => {
    for (let i = 0; i < 14; i++) {
      await oneMore()
      if (i % 4 === 3) await desk.advance('PT1M')
    }
  })

  it.each(['next_breach', 'received_at', 'severity'])('cases by %s: each that was there is seen once, in order', async (sort) => {
    const path = `/api/v1/cases?kind=all&sort=${sort}`
    const whole = (await desk.cases(`kind=all&sort=${sort}&limit=200`)).map((row: CaseRow) => row.id)
    const seen = await pages<CaseRow>(path, oneMore)

    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter((one) => whole.includes(one))).toEqual(whole)
  })

  it('messages newest first, and the outbox: none twice, none left out', async () => {
    const whole = (await desk.call<Page<MessageRow>>('GET', '/api/v1/messages?limit=200')).body.data.map((row) => row.id)
    const seen = await pages('/api/v1/messages?view=inbox', oneMore)
    expect(seen).toEqual(whole)
    const notices = (await desk.notices()).map((row) => row.id).reverse()
    expect(await pages('/api/v1/notices?x=1', oneMore)).toEqual(notices)
  })

  it('a cursor of one order is refused in another', async () => {
    const { body } = await desk.call<Page<CaseRow>>('GET', '/api/v1/cases?kind=all&sort=severity&limit=1')
    for (const sort of ['next_breach', 'received_at']) {
      const answer = await desk.call('GET', `/api/v1/cases?sort=${sort}&cursor=${encodeURIComponent(body.page.next_cursor!)}`)
      expect([sort, answer.status]).toEqual([sort, 422])
    }
  })
})
