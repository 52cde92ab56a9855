import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import PostalMime from 'postal-mime'
import { afterEach, describe, expect, test } from 'vitest'
import { type FakeMailServer, fakeSmtp, type MailBehaviour } from '../testing/fake-smtp'
import { aNotice } from '../testing/notice'
import { compose } from './compose'
import { smtpSender } from './smtp'

let server: FakeMailServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const never = new AbortController().signal
const from = { name: 'Desk of Acme', address: 'desk@acme.example' }
const sender = (url: string, timeoutMs = 1500) => smtpSender({ url, from, wall: { allowPrivate: true }, timeoutMs })
async function against(behaviour: MailBehaviour, timeoutMs = 1500) {
  server = await fakeSmtp(behaviour)
  return { mails: server.mails, sender: sender(`smtp://127.0.0.1:${server.port}`, timeoutMs) }
}

const unknown = (reason: string) => ({ state: 'unknown', reason })
const failed = (reason: string, permanent: boolean) => ({ state: 'failed', permanent, reason })

describe('what the mail server does', () => {
  test.each<[MailBehaviour, object, number, string]>([
    ['refuse_recipient', failed('smtp_550', true), 0, 'nobody there'],
    ['later_recipient', failed('smtp_451', false), 0, 'greylisted'],
    ['drop_before_data', failed('connection_lost', false), 0, 'the mail had not left'],
    ['hang_at_recipient', failed('timeout', false), 0, 'the mail had not left'],
    ['refuse_content', failed('smtp_554', true), 1, 'its own word after the final dot counts'],
    ['drop_after_dot', unknown('connection_lost'), 1, 'it may be on its way'],
    ['hang_after_dot', unknown('timeout'), 1, 'it may be on its way'],
  ])('%s → %j (%d through to the dot), because %s', async (behaviour, outcome, through) => {
    const { sender, mails } = await against(behaviour, 250)
    expect(await sender.send(aNotice(), never)).toEqual(outcome)
    expect(mails).toHaveLength(through)
  })

  test('accept → sent, with the Message-ID as the provider’s id', async () => {
    const { sender, mails } = await against('accept')
    const outcome = await sender.send(aNotice(), never)
    expect(outcome).toEqual({ state: 'sent', providerId: expect.stringMatching(/^<[0-9a-f]{40}@acme\.example>$/) })
    expect(mails).toMatchObject([{ from: 'desk@acme.example', to: ['mali@desk.example'] }])
  })

  test('a server that never greets has taken nothing', async () => {
    const silent: Server = createServer((socket) => socket.on('error', () => undefined))
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
    const url = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`
    expect(await sender(url, 100).send(aNotice(), never)).toEqual(failed('timeout', false))
    silent.close()
  })

  test.each([
    ['nothing that we know', 'hello there\r\n'],
    ['a page', 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<h1>Welcome</h1>\r\n'],
    ['bytes', Buffer.from([0, 255, 13, 10, 7, 13, 10])],
  ])('a server that says %s has taken nothing, and it is tried again', async (_, greeting) => {
    const odd: Server = createServer((socket) => socket.on('error', () => undefined).write(greeting))
    await new Promise<void>((listening) => odd.listen(0, '127.0.0.1', listening))
    const url = `smtp://127.0.0.1:${(odd.address() as AddressInfo).port}`
    expect(await sender(url, 200).send(aNotice(), never)).toMatchObject({ state: 'failed', permanent: false })
    odd.close()
  })

  test('giving up after the dot is unknown, before it is not', async () => {
    const { sender } = await against('hang_after_dot')
    expect(await sender.send(aNotice(), AbortSignal.abort())).toEqual(failed('aborted', false))
    expect(await sender.send(aNotice(), AbortSignal.timeout(200))).toEqual(unknown('aborted'))
  })
})

describe('signing in', () => {
  const login = { user: 'desk@acme.example', pass: 'p:a@s s' }
  const url = (pass: string, rest = '') =>
    `smtp://${encodeURIComponent(login.user)}:${encodeURIComponent(pass)}@127.0.0.1:${server?.port}${rest}`

  test('over STARTTLS, with a password that needs escaping', async () => {
    server = await fakeSmtp('accept', { login, starttls: true })
    expect(await sender(url(login.pass, '?tls=unverified')).send(aNotice(), never)).toMatchObject({ state: 'sent' })
    expect(server.mails).toMatchObject([{ secure: true, user: login.user }])
  })

  test('a wrong password is ours to mend, so the mail may be tried again', async () => {
    server = await fakeSmtp('accept', { login })
    expect(await sender(url('wrong')).send(aNotice(), never)).toEqual(failed('sign_in_refused', false))
    expect(await sender(url('wrong')).check()).toEqual({ ok: false, detail: 'sign_in_refused' })
    expect(await sender(url(login.pass)).check()).toMatchObject({ ok: true })
    expect(server.mails).toEqual([])
  })

  test('a certificate that nobody vouches for is refused unless the row says otherwise', async () => {
    server = await fakeSmtp('accept', { starttls: true })
    expect(await sender(`smtp://127.0.0.1:${server.port}`).send(aNotice(), never)).toEqual(failed('tls_failed', false))
    expect(await sender(`smtp://127.0.0.1:${server.port}?tls=off`).send(aNotice(), never)).toMatchObject({ state: 'sent' })
  })

  test('where TLS is demanded and not offered, nothing is sent', async () => {
    server = await fakeSmtp('accept')
    expect(await sender(`smtp://127.0.0.1:${server.port}?tls=required`).send(aNotice(), never)).toMatchObject({
      state: 'failed',
      permanent: true,
    })
    expect(server.mails).toEqual([])
  })

  test('TLS from the first byte', async () => {
    server = await fakeSmtp('accept', { secure: true })
    expect(await sender(`smtps://127.0.0.1:${server.port}?tls=unverified`).send(aNotice(), never)).toMatchObject({ state: 'sent' })
    expect(server.mails).toMatchObject([{ secure: true }])
  })
})

test('the same notice has the same Message-ID on every attempt, another one another', async () => {
  const { sender } = await against('accept')
  const first = await sender.send(aNotice(), never)
  expect(await sender.send(aNotice(), never)).toEqual(first)
  expect(await sender.send(aNotice({ id: 'other' }), never)).not.toEqual(first)
})

test('a domain in another script travels in ASCII', async () => {
  const mail = await compose(aNotice({ to: { name: null, address: 'ana@bücher.example' } }), { name: null, address: 'desk@ไทย.example' })
  const messageId = expect.stringMatching(/@xn--o3cw4h\.example>$/)
  expect(mail).toMatchObject({ to: 'ana@xn--bcher-kva.example', from: 'desk@xn--o3cw4h.example', messageId })
})

test('a Persian reply arrives as it was written, right to left, in its thread', async () => {
  const { sender, mails } = await against('accept')
  const body = 'سلام،\n\nپرونده شما <b>بسته</b> شد.\n\nhttps://desk.example/s/1?a=1&b=2\n'
  const headers = { inReplyTo: '<a@x.example>', references: ['<0@x.example>', '<a@x.example>'], replyTo: 'case+1@acme.example' }
  const notice = aNotice({
    kind: 'reply',
    lang: 'fa',
    subject: 'پاسخ به شکایت شما',
    to: { name: 'زهرا', address: 'zahra@mail.example' },
    body,
    headers,
  })
  expect(await sender.send(notice, never)).toMatchObject({ state: 'sent' })
  const mail = await PostalMime.parse(mails[0]!.raw)
  expect(mail).toMatchObject({ subject: notice.subject, inReplyTo: '<a@x.example>', references: '<0@x.example> <a@x.example>' })
  expect(mail.to).toEqual([{ name: 'زهرا', address: 'zahra@mail.example' }])
  expect(mail.replyTo?.[0]?.address).toBe('case+1@acme.example')
  expect(mail.text?.trimEnd()).toBe(body.trimEnd())
  expect(mail.html).toContain('<html lang="fa" dir="rtl">')
  expect(mail.html).toContain('&lt;b&gt;')
  expect(mail.html).toContain('<a href="https://desk.example/s/1?a=1&amp;b=2">')
  expect(mail.headers.some(({ key }) => key === 'auto-submitted')).toBe(false)
})

test.each([
  ['assignment', 'auto-generated'],
  ['sign_in_link', 'auto-generated'],
  ['acknowledgement', 'auto-replied'],
])('%s tells other machines not to answer: %s', async (kind, how) => {
  const { sender, mails } = await against('accept')
  await sender.send(aNotice({ kind }), never)
  const { headers } = await PostalMime.parse(mails[0]!.raw)
  expect(headers.find(({ key }) => key === 'auto-submitted')?.value).toBe(how)
})

describe('nobody writes our headers', () => {
  test('line breaks in names and subjects become spaces', async () => {
    const { sender, mails } = await against('accept')
    const sly = 'A\r\nBcc: thief@evil.example\r\n\r\nbody\u2028x\0'
    await sender.send(aNotice({ subject: sly, to: { name: sly, address: 'mali@desk.example' }, caseReference: sly }), never)
    const mail = await PostalMime.parse(mails[0]!.raw)
    expect(mails[0]!.to).toEqual(['mali@desk.example'])
    expect(mail.bcc).toBeUndefined()
    expect(mail.subject).toBe('A Bcc: thief@evil.example body x')
    expect(mail.headers.map(({ key }) => key)).not.toContain('bcc')
  })

  test.each([
    ['a@b.example\r\nRCPT TO:<thief@evil.example>'],
    ['a@b.example, thief@evil.example'],
    ['<a@b.example>'],
    ['"a b"@c.example'],
    ['a@b@c.example'],
    ['nobody'],
    [''],
    [null],
  ])('%j is not one address', async (address) => {
    expect(await sender('smtp://127.0.0.1:1').send(aNotice({ to: { name: null, address } }), never)).toEqual(failed('bad_address', true))
  })

  test.each([
    [{ inReplyTo: '<a@b>\r\nBcc: x@y' }, 'bad_thread'],
    [{ references: ['<a@b> <c@d>'] }, 'bad_thread'],
    [{ replyTo: 'a@b.example\nBcc: x@y.example' }, 'bad_reply_to'],
  ])('%j is refused as %s', async (headers, reason) => {
    expect(await sender('smtp://127.0.0.1:1').send(aNotice({ headers }), never)).toEqual(failed(reason, true))
  })

  test('a body with dots and bare line ends cannot end the mail', async () => {
    const { sender, mails } = await against('accept')
    const body = 'one\r\n.\r\nMAIL FROM:<thief@evil.example>\n.\nlast\r.\r\n'
    await sender.send(aNotice({ body }), never)
    expect(mails).toHaveLength(1)
    expect((await PostalMime.parse(mails[0]!.raw)).text).toContain('last')
  })
})

test('files travel with the mail under their own names, and a name cannot end a header line', async () => {
  const files = [{ name: 'ใบเสร็จ\r\nBcc: x@evil.example.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7') }]
  const mail = await compose(aNotice({ kind: 'reply', files }), from)
  if (typeof mail === 'string') throw new Error(mail)
  const read = await PostalMime.parse(mail.raw)
  expect(read.attachments).toMatchObject([{ filename: 'ใบเสร็จ Bcc: x@evil.example.pdf', mimeType: 'application/pdf' }])
  expect(Buffer.from(read.attachments[0]!.content as ArrayBuffer).toString()).toBe('%PDF-1.7')
  expect(read.bcc).toBeUndefined()
  expect(read.text).toContain('Case C-4127')
})
