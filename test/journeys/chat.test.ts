import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signVisitor } from '../../src/http/pages/stamp'
import { SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { chatter } from '../support/chat'
import { digestOf } from '../support/state'

let desk: Desk
beforeAll(async () => {
  desk = await aDesk({ tenants: ['Mill Lane Stores', 'River Bank'] })
})
afterAll(() => desk.close())

const visit = (token?: string) => chatter(desk.app, desk.tenant.slug, token)
const idsIn = async () =>
  (
    await desk.call<{ data: { id: string; case_id: string | null; channel: string; text: string; disposition: string }[] }>(
      'GET',
      '/api/v1/messages?channel=chat',
    )
  ).body.data
const messageOf = async (text: string) => (await idsIn()).find((row) => row.text === text)!
const reply = (caseId: string, text: string) =>
  desk.call<{ notice_id: string; message_id: string }>('POST', `/api/v1/cases/${caseId}/replies`, { text })

/** A complaint in the window that has become a case. */
async function complained(said: { email?: string } = {}, text: string = SAYS.complaint) {
  const guest = await visit()
  expect((await guest.say(text, said)).status).toBe(202)
  await desk.settle()
  const { reference } = await guest.window()
  const it = await desk.caseOf(reference!)
  return { guest, it }
}

describe('both ways', () => {
  it('what is said is an ordinary message of the channel chat, and the answer stands in the window at once', async () => {
    const { guest, it: one } = await complained()
    expect(one).toMatchObject({ channel: 'chat', state: 'open', reply_channel: { channel: 'chat', public: false } })
    expect((await reply(one.id, 'We send a new one today.')).status).toBe(201)
    await desk.settle() // no moment has passed: a chat has no time for taking back
    const { turns, reference } = await guest.window()
    expect(turns.map(({ from, text }) => [from, text])).toContainEqual(['desk', 'We send a new one today.'])
    expect([turns[0]!.from, reference]).toEqual(['visitor', one.reference])
    const clocks = await desk.clocks(one.id)
    expect(clocks.find(({ kind }) => kind === 'acknowledge')?.met_at).toBe(new Date(desk.now()).toISOString())
  })

  it('the same words sent twice over a bad line are one message', async () => {
    const guest = await visit()
    const [first, again] = [
      await guest.say('Is anybody there today?', { id: 'twice-123' }),
      await guest.say('Is anybody there today?', { id: 'twice-123' }),
    ]
    expect([first.status, again.status]).toEqual([202, 200])
    await desk.settle()
    expect((await guest.window()).turns).toHaveLength(1)
    expect((await idsIn()).filter((row) => row.text === 'Is anybody there today?')).toHaveLength(1)
  })

  it('a mere hello waits for a person, because somebody sits there', async () => {
    const guest = await visit()
    await guest.say('Hello good morning :)')
    await desk.settle()
    expect((await messageOf('Hello good morning :)')).disposition).toBe('review')
  })

  it('photos and PDF come along, whatever they are called; nothing else does', async () => {
    const guest = await visit()
    const pdf = { name: '../../bill.exe', type: 'x/y', bytes: Buffer.from('%PDF-1.7 and more of it') }
    expect((await guest.say('My bill', { files: [pdf] })).status).toBe(202)
    expect((await guest.window()).turns[0]!.files).toEqual([
      { id: expect.stringMatching(/^att_/), name: 'bill.pdf', size: pdf.bytes.length },
    ])
    const program = { name: 'photo.jpg', type: 'image/jpeg', bytes: Buffer.from('MZ this is a program, and long enough') }
    expect(await guest.say('', { files: [program] })).toMatchObject({ status: 422, body: { code: 'file_kind' } })
    const large = { name: 'a.pdf', type: 'application/pdf', bytes: Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(10 * 1024 * 1024)]) }
    expect(await guest.say('', { files: [large] })).toMatchObject({ status: 422, body: { code: 'file_too_large' } })
    expect(await guest.say('', { files: Array(6).fill(pdf) })).toMatchObject({ status: 422, body: { code: 'too_many_files' } })
  })
})

it('a file of ours reaches the window with its answer, and only that window', async () => {
  const { guest, it: one } = await complained()
  const ana = await desk.asUser('Ana')
  const [held, unsent] = [`att_${'1'.padStart(32, '0')}`, `att_${'2'.padStart(32, '0')}`]
  for (const id of [held, unsent])
    await ana('PUT', `/api/v1/cases/${one.id}/files/${id}?name=voucher.pdf`, '%PDF-1.7 a voucher', {
      'content-type': 'application/octet-stream',
    })
  expect((await ana('POST', `/api/v1/cases/${one.id}/replies`, { text: '', files: [held] })).status).toBe(201)
  await desk.settle()
  expect((await guest.window()).turns.at(-1)).toMatchObject({ from: 'desk', files: [{ id: held, name: 'voucher.pdf', size: 18 }] })
  const fetched = (token: string, id: string) =>
    desk.app.inject({ url: `/chat/${desk.tenant.slug}/files/${id}`, headers: { authorization: `Bearer ${token}` } })
  const file = await fetched(guest.token, held)
  expect([file.statusCode, file.body, file.headers['content-disposition']]).toEqual([
    200,
    '%PDF-1.7 a voucher',
    expect.stringContaining('attachment'),
  ])
  expect((await fetched((await visit()).token, held)).statusCode).toBe(404)
  expect((await fetched(guest.token, unsent)).statusCode).toBe(404)
  expect((await fetched('x', held)).statusCode).toBe(401)
})

describe('nobody sees what is not theirs', () => {
  it('a wrong token gets nothing and changes nothing', async () => {
    const { guest } = await complained()
    const secret = await desk.redress.services.forms.secret()
    const [name, made, mark] = guest.token.split('.') as [string, string, string]
    const other = signVisitor(secret, desk.firms[1]!.tenant.id, name, desk.now())
    const old = signVisitor(secret, desk.tenant.id, name, desk.now() - 181 * 86_400_000)
    const before = await digestOf(desk)
    for (const token of [
      'x',
      `${name}.${made}.${mark.startsWith('x') ? 'y' : 'x'}${mark.slice(1)}`,
      `visitor-${'0'.repeat(32)}.${made}.${mark}`,
      `${name}.1.${mark}`,
      other,
      old,
    ]) {
      const thief = await visit(token)
      for (const answer of [
        await thief.ask('GET', '/messages'),
        await thief.ask('GET', '/stream'),
        await thief.say('hello'),
        await thief.ask('POST', '/signals', { typing: true }),
      ])
        expect([token, answer.status, answer.body.code]).toEqual([token, 401, 'visitor_unknown'])
    }
    expect(await digestOf(desk)).toEqual(before)
    expect((await (await chatter(desk.app, 'nowhere', 'x')).ask('GET', '/messages')).status).toBe(404)
  })

  it('two visitors are two people, even where one names the e-mail of the other, and even in one case', async () => {
    const { guest: ploy, it: one } = await complained({ email: 'ploy@mail.example' }, `${SAYS.complaint} My fan.`)
    const thief = await visit()
    await thief.say(SAYS.question, { email: 'ploy@mail.example' })
    await desk.settle()
    const asked = await messageOf(SAYS.question)
    expect(asked.case_id).toBe(null)
    await desk.call('POST', `/api/v1/messages/${asked.id}/triage`, { decision: 'duplicate', case_id: one.id })
    await reply(one.id, 'Your fan is on its way, Ploy.')
    await desk.settle()
    const seen = JSON.stringify(await thief.window())
    expect(seen).not.toMatch(/fan|Ploy/)
    expect(seen).not.toContain(one.reference)
    expect((await ploy.window()).turns.map(({ text }) => text)).toEqual(expect.arrayContaining(['Your fan is on its way, Ploy.']))
    expect(JSON.stringify(await ploy.window())).not.toContain(SAYS.question)
  })

  it('no internal word travels: these fields and no others', async () => {
    const { guest, it: one } = await complained({ email: 'field@mail.example' }, SAYS.fire)
    await desk.call('POST', `/api/v1/cases/${one.id}/notes`, { text: 'Xylophonic note' })
    await reply(one.id, 'Please unplug it.')
    await desk.settle()
    const answer = await guest.window()
    expect(Object.keys(answer).sort()).toEqual(['reference', 'turns'])
    for (const turn of answer.turns) expect(Object.keys(turn).sort()).toEqual(['at', 'files', 'from', 'id', 'text'])
    const names = [...desk.people.keys()].join('|')
    expect(JSON.stringify(answer)).not.toMatch(new RegExp(`Xylophonic|severity|tier|owner|team|${names}|C-\\d|case_`))
  })
})

describe('whoever has gone', () => {
  const copies = async (caseId: string) => (await desk.notices(`case_id=${caseId}`)).filter(({ kind }) => kind === 'chat_copy')

  it('finds our answer on the next visit, and gets it by e-mail when they left one and did not read it in five minutes', async () => {
    const { guest, it: one } = await complained({ email: 'gone@mail.example' })
    await reply(one.id, 'We call you tomorrow.')
    await desk.settle()
    const due = new Date(desk.now() + 5 * 60_000).toISOString()
    const waiting = (await copies(one.id)).find(({ body }) => body.startsWith('We call you tomorrow.'))
    expect(waiting).toMatchObject({ address: 'gone@mail.example', channel: 'email', state: 'queued', send_after: due })
    await desk.advance('PT5M')
    expect((await desk.caseOf(one.id)).reply_channel.why).toBe('left_chat_mailed')
    expect((await copies(one.id)).find(({ id }) => id === waiting!.id)).toMatchObject({ state: 'queued', reason: 'nothing_connected' })
    expect((await guest.window()).turns.at(-1)!.text).toBe('We call you tomorrow.')
  })

  it('who read it in the window gets no e-mail, and the desk sees that it was read', async () => {
    const { guest, it: one } = await complained({ email: 'here@mail.example' })
    await reply(one.id, 'Please send us a photo.')
    await desk.settle()
    const { at } = (await guest.window()).turns.at(-1)!
    expect((await guest.ask('POST', '/signals', { read: at })).status).toBe(204)
    expect((await copies(one.id)).every(({ state, reason }) => state === 'failed' && reason === 'read_in_chat')).toBe(true)
    const turn = (await desk.conversation(one.id)).find(({ text }) => text === 'Please send us a photo.')
    expect(turn?.delivery).toMatchObject({ state: 'sent', read_at: new Date(desk.now()).toISOString() })
    expect((await desk.caseOf(one.id)).state).toBe('answered')
  })

  it('without an e-mail there is no copy, and nothing waits', async () => {
    const { it: one } = await complained()
    await reply(one.id, 'It stays here.')
    await desk.settle()
    expect(await copies(one.id)).toEqual([])
  })
})

describe('limits', () => {
  it.each([
    ['nothing', {}, 'invalid'],
    ['no words and no file', { id: 'abcdefgh', text: '  ' }, 'text_required'],
    ['an id that is not one', { id: 'a:b', text: 'x' }, 'invalid'],
    ['too many words', { id: 'abcdefgh', text: 'x'.repeat(5_001) }, 'invalid'],
    ['an e-mail that is none', { id: 'abcdefgh', text: 'x', email: 'ploy' }, 'invalid'],
    ['a field that is not its own', { id: 'abcdefgh', text: 'x', tenant_id: 'y' }, 'invalid'],
    ['a NUL', { id: 'abcdefgh', text: 'a\u0000' }, 'text_not_storable'],
  ])('%s is refused by name', async (_, body, code) => {
    const guest = await visit()
    expect(await guest.ask('POST', '/messages', body)).toMatchObject({ status: 422, body: { code } })
  })

  it('thirty messages a minute, thirty new conversations in ten', async () => {
    const guest = await visit()
    const answers = await Promise.all(Array.from({ length: 31 }, () => guest.say('Hello?', { from: '203.0.113.77' })))
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(30)
    expect(answers.filter(({ status }) => status === 429).map(({ body }) => body.code)).toEqual(['too_many'])
    const begin = () =>
      desk.app.inject({ method: 'POST', url: `/chat/${desk.tenant.slug}/visitors`, headers: { 'x-forwarded-for': '203.0.113.78' } })
    const begun = await Promise.all(Array.from({ length: 31 }, begin))
    expect(begun.map(({ statusCode }) => statusCode).filter((status) => status === 429)).toHaveLength(1)
    await desk.settle()
  })
})
