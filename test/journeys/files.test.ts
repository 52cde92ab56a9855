import { afterEach, expect, it } from 'vitest'
import { okafor, SAYS } from '../cast'
import { aDesk, type Call, type Desk } from '../support/app'
import { outbound } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

const PDF = '%PDF-1.7 a voucher'
const idOf = (n: number) => `att_${String(n).padStart(32, '0')}`
const own = { 'content-type': 'application/octet-stream' }

async function waiting() {
  desk = await aDesk()
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', external_id: 'wa-1', contact: okafor })
  const id = wrote.case_id!
  const hold = (call: Call, n: number, bytes = PDF, name = 'voucher.pdf') =>
    call('PUT', `/api/v1/cases/${id}/files/${idOf(n)}?name=${encodeURIComponent(name)}`, bytes, own)
  return { id, hold, ana: await desk.asUser('Ana'), bo: await desk.asUser('Bo') }
}

it('a file is held for one person, goes with the answer, and a receiver fetches it with its own key', async () => {
  const { id, hold, ana, bo } = await waiting()
  expect(await hold(ana, 1)).toMatchObject({
    status: 201,
    body: { id: idOf(1), name: 'voucher.pdf', media_type: 'application/pdf', size: 18 },
  })
  expect((await hold(ana, 1)).status).toBe(201)
  const send = (call: Call, files: string[]) => call('POST', `/api/v1/cases/${id}/replies`, { text: 'Your voucher.', files })
  expect(await send(bo, [idOf(1)])).toMatchObject({ status: 409, body: { code: 'file_gone' } })
  expect(await send(ana, [idOf(9)])).toMatchObject({ status: 409, body: { code: 'file_gone' } })
  expect(await hold(bo, 1)).toMatchObject({ status: 409, body: { code: 'file_gone' } })
  expect((await send(ana, [idOf(1)])).status).toBe(201)
  expect(await send(ana, [idOf(1)])).toMatchObject({ status: 409, body: { code: 'file_gone' } })

  expect((await desk.conversation(id)).at(-1)!.attachments).toMatchObject([{ id: idOf(1), name: 'voucher.pdf' }])
  await desk.advance('PT10S')
  const [event] = outbound(desk)
  const attachments = event!.data.attachments as { href: string }[]
  expect(attachments).toMatchObject([{ name: 'voucher.pdf', media_type: 'application/pdf', size: 18 }])
  const fetched = await desk.call('GET', new URL(attachments[0]!.href).pathname)
  expect([fetched.status, fetched.body, fetched.headers['content-disposition']]).toEqual([200, PDF, expect.stringContaining('attachment')])
})

it('an answer may be a file alone; taken back, the file lies in the composer again and can be sent once more', async () => {
  const { id, hold, ana } = await waiting()
  await hold(ana, 1)
  const send = () => ana('POST', `/api/v1/cases/${id}/replies`, { text: '', files: [idOf(1)] })
  const sent = await send()
  expect(sent.status).toBe(201)
  await ana('DELETE', `/api/v1/notices/${sent.body.notice_id}`)
  const drafts = await ana<{ data: { files: { id: string }[] }[] }>('GET', `/api/v1/cases/${id}/drafts`)
  expect(drafts.body.data[0]!.files).toMatchObject([{ id: idOf(1), name: 'voucher.pdf' }])
  expect((await send()).status).toBe(201)
})

it('U34 the draft remembers its files, in their order, and lets go of one that was removed', async () => {
  const { id, hold, ana } = await waiting()
  await hold(ana, 1)
  await hold(ana, 2, 'a,b', 'ราคา.csv')
  await ana('PUT', `/api/v1/cases/${id}/draft`, { mode: 'private', text: '', key: 'key-of-ana-1', files: [idOf(2), idOf(1)] })
  const files = async () =>
    (await (await desk.asUser('Ana'))<{ data: { files: { name: string }[] }[] }>('GET', `/api/v1/cases/${id}/drafts`)).body.data[0]!.files
  expect((await files()).map(({ name }) => name)).toEqual(['ราคา.csv', 'voucher.pdf'])
  expect((await ana('DELETE', `/api/v1/cases/${id}/files/${idOf(1)}`)).status).toBe(200)
  expect((await files()).map(({ name }) => name)).toEqual(['ราคา.csv'])
  expect((await desk.call('GET', `/api/v1/attachments/${idOf(1)}`)).status).toBe(404)
})

it.each<[string, string, string, number, string]>([
  ['a program', 'MZ', 'setup.exe', 422, 'file_kind'],
  ['a program in the clothes of a letter', 'MZ', 'letter.pdf', 422, 'file_kind'],
  ['nothing', '', 'letter.pdf', 422, 'file_empty'],
  ['ten MiB and one byte', '%PDF'.padEnd(10 * 1024 * 1024 + 1, ' '), 'letter.pdf', 422, 'file_large'],
  ['far too much', '%PDF'.padEnd(10 * 1024 * 1024 + 2, ' '), 'letter.pdf', 413, 'too_large'],
])('%s is refused by name', async (_, bytes, name, status, code) => {
  const { hold, ana } = await waiting()
  expect(await hold(ana, 1, bytes, name)).toMatchObject({ status, body: { code } })
})

it('files that a mailbox would not take are refused before they leave', async () => {
  const { id, hold, ana } = await waiting()
  for (const n of [1, 2]) await hold(ana, n, '%PDF'.padEnd(8 * 1024 * 1024, ' '))
  const files = [idOf(1), idOf(2)]
  expect(await ana('POST', `/api/v1/cases/${id}/replies`, { text: 'x', files })).toMatchObject({
    status: 409,
    body: { code: 'files_large' },
  })
})
