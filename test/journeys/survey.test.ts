import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../../src/domain/public-id'
import { signLink } from '../../src/http/pages/alert-link'
import { type FakeMailServer, fakeSmtp } from '../../src/notify/testing/fake-smtp'
import { putNotifier } from '../../src/store/notifiers'
import { updateTenant } from '../../src/store/tenants'
import { SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { digestOf } from '../support/state'
import { type Visitor, visitor } from '../support/visitor'

let desk: Desk
let mail: FakeMailServer
let customer: Visitor
beforeAll(async () => {
  desk = await aDesk()
  mail = await fakeSmtp('accept')
  customer = visitor(desk.app, { 'x-forwarded-for': '198.51.100.77' })
  const url = `smtp://${mail.host}:${mail.port}`
  await putNotifier(
    desk.redress.db,
    desk.tenant.id,
    { name: 'mail', kind: 'smtp', url, secret: null, options: { allowPrivate: true } },
    desk.now(),
  )
})
afterAll(async () => {
  await desk?.close()
  await mail?.close()
})

const wish = async (survey: { on: boolean; severe: boolean }) => {
  await updateTenant(desk.redress.db, desk.tenant.id, { settings: { survey } }, desk.now())
  await expect.poll(async () => (await desk.redress.needs.store.directory(desk.tenant.id)).survey).toEqual(survey)
}
let n = 0
async function closed(text: string = SAYS.complaint) {
  const wrote = await desk.post({
    text,
    channel: 'email',
    contact: { name: 'Ploy', handles: [{ kind: 'email', value: `ploy.${++n}@mail.example` }] },
  })
  const id = wrote.case_id!
  await desk.call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'upheld', remedy: 'refund' })
  return id
}
const asked = async (id: string) => (await desk.notices(`case_id=${id}`)).filter(({ kind }) => kind === 'survey')
const plain = (raw: string) => raw.replaceAll('=\r\n', '').replaceAll('=3D', '=')
/** The link in the newest mail to a customer, the last one where none is named, as its reader would open it. */
const linkIn = (name: 'survey' | 'status', address = `ploy.${n}@mail.example`) =>
  new RegExp(`https://desk\\.example(/${name}/[\\w.-]+)`).exec(plain(mail.mails.findLast(({ to }) => to.includes(address))!.raw))![1]!
const answers = async (id: string) => (await desk.timeline(id)).filter(({ kind }) => kind === 'survey_answered')

describe('how did we do', () => {
  it('is asked by nobody who has not switched it on', async () => {
    expect(await asked(await closed())).toEqual([])
  })

  it('is asked once, an hour after closing, and not while the case is taken up again', async () => {
    await wish({ on: true, severe: false })
    const id = await closed()
    expect(await asked(id)).toMatchObject([
      { channel: 'email', state: 'queued', send_after: new Date(desk.now() + 3_600_000).toISOString() },
    ])
    await desk.call('POST', `/api/v1/cases/${id}/reopening`, { reason: 'new facts' })
    await desk.advance('PT2H')
    expect(await asked(id)).toMatchObject([{ state: 'failed', reason: 'reopened' }])
    await desk.call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'upheld', remedy: 'refund' })
    await desk.advance('PT2H')
    expect(await asked(id)).toHaveLength(1)
  })

  it('is not asked after harm to people, unless the firm wants that too', async () => {
    expect(await asked(await closed(SAYS.fire))).toEqual([])
    await wish({ on: true, severe: true })
    expect(await asked(await closed(SAYS.fire))).toHaveLength(1)
    await wish({ on: true, severe: false })
  })

  it('U43 opening the link does nothing, however often and by whomever; a sent form counts and stands on the case', async () => {
    const id = await closed()
    await desk.advance('PT1H')
    const link = linkIn('survey')
    const before = await digestOf(desk)
    for (const url of [link, `${link}?score=1`, `${link}?lang=fa`]) {
      expect((await customer.get(url)).status).toBe(200)
      await desk.app.inject({ method: 'HEAD', url })
    }
    expect(await digestOf(desk)).toEqual(before)
    const picked = await customer.get(`${link}?score=4`)
    expect(picked.html).toMatch(/value="4" checked/)
    expect((await customer.post(link, { in: 'en' })).status).toBe(422)
    expect(await answers(id)).toEqual([])

    expect((await customer.post(link, { in: 'en', score: '4', words: 'Faster next time.' })).text).toContain('Thank you')
    expect(await answers(id)).toMatchObject([{ score: 4, note: 'Faster next time.', by: { id: 'customer' } }])
    expect((await customer.post(link, { in: 'th', score: '5' })).status).toBe(200)
    await desk.advance('P8D')
    expect((await customer.post(link, { in: 'en', score: '1' })).text).toContain('Your answer stands')
    expect(await answers(id)).toMatchObject([{ score: 4 }, { score: 5 }])
  })

  it('a link that is forged, of another purpose, or three months old opens nothing', async () => {
    const id = await closed()
    const secret = await desk.redress.services.forms.secret()
    const made = (purpose: 'survey' | 'status', until: number) =>
      signLink(secret, { purpose, tenant: desk.tenant.id, about: read('case', id)!, person: '', until })
    for (const token of [
      'x',
      made('status', desk.now() + 1_000),
      made('survey', desk.now() - 1_000),
      `${made('survey', desk.now() + 1_000)}A`,
    ]) {
      expect((await customer.get(`/survey/${token}`)).status).toBe(410)
      expect((await customer.post(`/survey/${token}`, { score: '1' })).status).toBe(410)
    }
    expect(await answers(id)).toEqual([])
  })
})

describe('a signed link to how far a complaint is', () => {
  it('goes out with the acknowledgement, shows what the customer may see, and opens no survey', async () => {
    const wrote = await desk.post({
      text: SAYS.other,
      channel: 'email',
      contact: { name: 'Ana', handles: [{ kind: 'email', value: 'ana@mail.example' }] },
    })
    await desk.call('POST', `/api/v1/cases/${wrote.case_id}/notes`, { text: 'Xylophonic note' })
    await desk.call('POST', `/api/v1/cases/${wrote.case_id}/acknowledgement`, {})
    await desk.settle()
    const link = linkIn('status', 'ana@mail.example')
    const { status, text } = await customer.get(`${link}?lang=en`)
    expect([status, text.includes(SAYS.other)]).toEqual([200, true])
    expect(text).not.toMatch(/Xylophonic|severity|C-\d/)
    expect((await customer.get(link.replace('/status/', '/survey/'))).status).toBe(410)
    expect((await customer.get(`${link}x`)).status).toBe(410)
  })
})
