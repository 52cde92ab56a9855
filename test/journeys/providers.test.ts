import { afterEach, beforeEach, expect, it } from 'vitest'
import { slackSignature } from '../../src/notify/slack/signature'
import { twilioSignature } from '../../src/notify/sms/signature'
import { fakeGateway, type Gateway } from '../../src/notify/testing/fake-gateway'
import { listNotifiers, putNotifier } from '../../src/store/notifiers'
import { okafor, SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { happened } from '../support/tell'
import { visitor } from '../support/visitor'

let desk: Desk
let room: Gateway
beforeEach(async () => {
  desk = await aDesk()
  room = await fakeGateway('ok')
})
afterEach(async () => {
  await desk.close()
  await room.close()
})

const connect = async (name: string, kind: 'slack' | 'sms', url: string, secret: string) => {
  await putNotifier(
    desk.redress.db,
    desk.tenant.id,
    { name, kind, url, secret, options: { allowPrivate: true, from: '+15005550006' } },
    desk.now(),
  )
  const row = (await listNotifiers(desk.redress.db, desk.tenant.id)).find((n) => n.name === name)!
  return `/providers/${desk.tenant.id}.${row.id}`
}
const post = async (url: string, payload: string, headers: Record<string, string>) => {
  const { statusCode, body } = await desk.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })
  return { status: statusCode, body: body === '' ? null : JSON.parse(body) }
}

it('a button in Slack acknowledges: once, by the person whom it was made for, and only with Slack’s signature', async () => {
  const at = await connect('room', 'slack', `${room.url}/services/T/B/x`, 'signing-secret')
  const wrote = await desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
  const { blocks } = JSON.parse(room.calls[0]!.body) as {
    blocks: { type: string; elements?: { value: string; text: { text: string } }[] }[]
  }
  const [button] = blocks.find((b) => b.type === 'actions')!.elements!
  expect(button!.text.text).toBe('Acknowledge – I have it')

  const press = (value: string, secret = 'signing-secret', agoS = 0) => {
    const payload = new URLSearchParams({
      payload: JSON.stringify({ type: 'block_actions', user: { username: 'somsri' }, actions: [{ value }] }),
    }).toString()
    const timestamp = String(Math.floor(desk.now() / 1_000) - agoS)
    return post(`${at}/slack`, payload, {
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': slackSignature(secret, timestamp, payload),
    })
  }
  expect((await press(button!.value, 'another-secret')).status).toBe(401)
  expect((await press(button!.value, 'signing-secret', 600)).status).toBe(401)
  expect((await press('acknowledge:made-up')).body).toMatchObject({
    response_type: 'ephemeral',
    text: expect.stringContaining('does not work'),
  })
  expect(await desk.caseOf(wrote)).toMatchObject({ state: 'open' })
  expect((await press(button!.value)).body).toMatchObject({ text: 'Acknowledged (somsri)' })
  expect((await press(button!.value)).body).toMatchObject({ text: 'Somebody has it already.' })
  expect(happened(await desk.timeline(wrote), 'acknowledged')).toMatchObject([{ by: { name: 'Somsri' }, note: 'in Slack by somsri' }])
})

it('what became of a text is kept with its notice, if Twilio signed it', async () => {
  room.behave({ status: 201, body: '{"sid":"SM77"}' })
  const at = await connect('texts', 'sms', `${room.url}/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef`, 'token-1')
  await desk.call('PUT', '/api/v1/users/Somsri/telling', { addresses: [{ kind: 'phone', address: '+66812345678' }] })
  await desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
  await desk.advance('PT2M')
  const told = async () =>
    (await desk.call<{ data: { told: { way: string; receipt: string | null }[] }[] }>('GET', '/api/v1/alerts')).body.data[0]!.told.find(
      (t) => t.way === 'texts',
    )
  expect(new URLSearchParams(room.calls[0]!.body).get('StatusCallback')).toBe(`https://desk.example${at}/receipts`)
  expect(await told()).toMatchObject({ receipt: null })

  const receipt = (state: string, token = 'token-1') => {
    const fields = { MessageSid: 'SM77', MessageStatus: state, To: '+66812345678' }
    const signature = twilioSignature(token, `https://desk.example${at}/receipts`, fields)
    return post(`${at}/receipts`, new URLSearchParams(fields).toString(), { 'x-twilio-signature': signature })
  }
  expect((await receipt('delivered', 'token-2')).status).toBe(403)
  expect(await told()).toMatchObject({ receipt: null })
  for (const state of ['sent', 'delivered', 'sent']) expect((await receipt(state)).status).toBe(204)
  expect(await told()).toMatchObject({ receipt: 'delivered' })
})

it('a colleague without an account answers one question; the asker hears of it, or that no answer came', async () => {
  const mail = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  const { owner } = await desk.caseOf(mail)
  const agent = await desk.asUser(owner as 'Ana')
  const ask = (due: string, to = 'quality@firm.example') =>
    agent('POST', `/api/v1/cases/${mail.case_id}/questions`, {
      to_name: 'Quinn',
      to_address: to,
      text: 'Is batch 7 safe?',
      shown: 'It smells.',
      due_at: due,
    })
  expect((await ask('2026-03-03T09:00:00+07:00')).body).toMatchObject({ code: 'due_in_the_past' })
  const asked = await ask('2026-03-03T15:00:00+07:00')
  expect(asked).toMatchObject({ status: 201, body: { to: 'Quinn', state: 'asked' } })

  const { fakeSmtp } = await import('../../src/notify/testing/fake-smtp')
  const server = await fakeSmtp('accept')
  await putNotifier(
    desk.redress.db,
    desk.tenant.id,
    {
      name: 'mail',
      kind: 'smtp',
      url: `smtp://${server.host}:${server.port}`,
      secret: null,
      options: { allowPrivate: true, from: 'desk@firm.example' },
    },
    desk.now(),
  )
  await new Promise((heard) => setTimeout(heard, 200))
  await desk.advance('PT5M')
  const letter = server.mails.find((m) => m.to.includes('quality@firm.example'))!
  expect(letter.raw).not.toContain('ngozi')
  const link = /https:\/\/desk\.example(\/q\/[\w.-]+)/.exec(letter.raw.replace(/=\r\n/g, '').replace(/=3D/g, '='))![1]!
  const colleague = visitor(desk.app)
  expect((await colleague.get(link)).text).toContain('Is batch 7 safe?')
  expect((await colleague.post(link, { words: ' ' })).status).toBe(422)
  expect((await colleague.post(link, { words: 'No, stop selling it.' })).text).toContain('has your answer')
  expect((await colleague.post(link, { words: 'again' })).status).toBe(410)
  await desk.settle()
  const kinds = async () => (await desk.notices()).filter((n) => n.kind.startsWith('question')).map((n) => [n.kind, n.to, n.reason])
  expect(await kinds()).toContainEqual(['question_answered', owner, null])
  expect(happened(await desk.timeline(mail), 'noted').map((e) => (e as unknown as { text: string }).text)).toEqual([
    'Asked Quinn: Is batch 7 safe?',
    'Quinn answers: No, stop selling it.',
  ])

  await ask('2026-03-03T13:00:00+07:00', 'other@firm.example')
  await desk.advance('PT6H')
  expect((await kinds()).filter(([kind]) => kind === 'question_overdue')).toEqual([
    ['question_overdue', owner, 'answered'],
    ['question_overdue', owner, null],
  ])
  await server.close()
})
