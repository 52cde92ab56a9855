import { afterEach, describe, expect, it } from 'vitest'
import { updateTenant } from '../../src/store/tenants'
import { SAYS, type StaffName } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { happened, outbound, toCustomers } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

const LINE = { kind: 'line', value: 'ploy.line' }
const WHATSAPP = { kind: 'whatsapp', value: '+66 81 000 0001' }
const MAIL = { kind: 'email', value: 'ploy@home.example' }
type Wish = { language?: string | null; channel?: string | null; avoids?: string[] }

/** Somebody who complained in English by WhatsApp, and what they wish; nothing is connected that sends e-mail. */
async function complained(wish: Wish, handles = [WHATSAPP, LINE, MAIL]) {
  desk = await aDesk()
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', external_id: 'wa-1', contact: { name: 'Ploy', handles } })
  const one = await desk.caseOf(wrote)
  const call = await desk.asUser(one.owner as StaffName)
  const wished = { language: null, channel: null, avoids: [], support_needs: [], ...wish }
  expect((await desk.call('PUT', `/api/v1/customers/${one.contact.id}/preferences`, wished)).status).toBe(200)
  const post = (path: string, body: object) =>
    call<{ code?: string; channel?: string; lang?: string }>('POST', `/api/v1/cases/${one.id}/${path}`, body)
  return {
    id: one.id,
    call,
    post,
    reply: (body: object = {}) => post('replies', { text: 'Your money is on its way.', ...body }),
    event: async (kind: string) => happened(await desk.timeline(one.id), kind).at(-1),
    notices: async (kind: string) => toCustomers(await desk.notices()).filter((notice) => notice.kind === kind),
  }
}

describe('a customer who asked for LINE, in Thai', () => {
  it('hears there and so that we have it; the timeline says why', async () => {
    const { post, event } = await complained({ language: 'th', channel: 'line' })
    expect((await post('acknowledgement', {})).status).toBe(201)
    await desk.advance('PT1M')
    const [said] = outbound(desk)
    expect(said!.data).toMatchObject({ channel: 'line', to: { address: LINE.value }, lang: 'th', in_reply_to: null })
    expect(said!.data.text).toMatch(/[ก-๛]{10}/)
    expect(await event('acknowledged')).toMatchObject({ told: 'line', wished: 'wished' })
  })

  it('is answered there where nobody named a way, and elsewhere where somebody did', async () => {
    const { id, call, reply, event } = await complained({ channel: 'line' })
    const shown = await call<Record<string, unknown>>('GET', `/api/v1/cases/${id}`)
    expect(shown.body).toMatchObject({ reply_channel: { channel: 'line' }, other_ways: [{ channel: 'whatsapp' }, { channel: 'email' }] })
    expect((await reply()).body.channel).toBe('line')
    expect(await event('replied')).toMatchObject({ channel: 'line', wished: 'wished' })
    expect((await reply({ channel: 'whatsapp' })).body.channel).toBe('whatsapp')
    expect(await event('replied')).not.toHaveProperty('wished')
  })

  it('gets letters in Thai, unless somebody asks for another language', async () => {
    const { post } = await complained({ language: 'th' })
    const letter = { kind: 'acknowledgement' }
    expect((await post('letters/preview', letter)).body.lang).toBe('th')
    expect((await post('letters/preview', { ...letter, lang: 'zh' })).body.lang).toBe('zh')
  })
})

describe('what cannot be had', () => {
  it('a way that is not connected waits for nobody: the usual one is taken', async () => {
    const { reply, event } = await complained({ channel: 'email' })
    expect((await reply()).body.channel).toBe('whatsapp')
    expect(await event('replied')).not.toHaveProperty('wished')
  })

  it('a language that we have no words in: they hear in the one in which they wrote', async () => {
    const { post } = await complained({ language: 'sw' })
    await post('acknowledgement', {})
    await desk.advance('PT1M')
    expect(outbound(desk)[0]!.data).toMatchObject({ lang: 'en', channel: 'whatsapp' })
  })
})

describe('a customer who asked us not to use WhatsApp', () => {
  it('is answered by another way that we know', async () => {
    const { reply, event } = await complained({ avoids: ['whatsapp'] }, [WHATSAPP, MAIL])
    expect((await reply()).body.channel).toBe('email')
    expect(await event('replied')).not.toHaveProperty('wished')
  })

  it('hears nothing of ours where there is no other, and is answered so only by somebody who names it', async () => {
    const { post, reply, event, notices } = await complained({ avoids: ['whatsapp'] }, [WHATSAPP])
    expect((await post('acknowledgement', {})).status).toBe(201)
    expect(await event('acknowledged')).toMatchObject({ told: null })
    expect(await reply()).toMatchObject({ status: 409, body: { code: 'way_unwanted' } })
    expect(await post('letters', { kind: 'progress', words: { progress: 'We look into it.' } })).toMatchObject({
      status: 409,
      body: { code: 'way_unwanted' },
    })
    await desk.advance('PT1M')
    expect([await notices('acknowledgement'), await notices('reply')]).toEqual([[], []])
    expect((await reply({ channel: 'whatsapp' })).status).toBe(201)
    expect(await event('replied')).toMatchObject({ channel: 'whatsapp', wished: 'unwanted' })
  })

  it('nor e-mail: is not asked by e-mail how it went', async () => {
    const asked = async (avoids: string[]) => {
      const { post, reply, notices } = await complained({ avoids })
      await updateTenant(desk.redress.db, desk.tenant.id, { settings: { survey: { on: true, severe: true } } }, desk.now())
      await expect.poll(async () => (await desk.redress.needs.store.directory(desk.tenant.id)).survey?.on).toBe(true)
      await reply({ final: true, channel: 'whatsapp' })
      await desk.advance('PT1M')
      expect((await post('closure', { outcome: 'upheld', remedy: 'refund' })).status).toBe(201)
      return (await notices('survey')).length
    }
    expect(await asked([])).toBe(1)
    await desk.close()
    expect(await asked(['email'])).toBe(0)
  })
})
