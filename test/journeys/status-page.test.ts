import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FakeMailServer, fakeSmtp } from '../../src/notify/testing/fake-smtp'
import { putNotifier } from '../../src/store/notifiers'
import { okafor, SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { type Fields, type Paper, type Visitor, visitor } from '../support/visitor'

const SLUG = 'mill-lane-stores'
const EMAIL = okafor.handles[0]!.value

let desk: Desk
let customer: Visitor
let mail: FakeMailServer
let reference: string
beforeAll(async () => {
  desk = await aDesk({ tenants: ['Mill Lane Stores', 'Harbour Bank'] })
  mail = await fakeSmtp('accept')
  const post = {
    name: 'mail',
    kind: 'smtp' as const,
    url: `smtp://${mail.host}:${mail.port}`,
    secret: null,
    options: { allowPrivate: true, from: 'care@mill.example' },
  }
  await putNotifier(desk.redress.db, desk.tenant.id, post, desk.now())
  await desk.settle()
  reference = await handIn({ words: SAYS.complaint, by: 'email', email: EMAIL, name: 'Mrs Okafor' })
})
afterAll(async () => {
  await desk?.close()
  await mail?.close()
})
let door = 0
beforeEach(() => {
  customer = visitor(desk.app, { 'x-forwarded-for': `198.51.100.${++door}` })
})

async function handIn(answers: Fields) {
  const writer = visitor(desk.app, { 'x-forwarded-for': '192.0.2.1' })
  const { hidden } = await writer.fillIn(SLUG, answers)
  const { location } = await writer.upload(`/f/${SLUG}`, { ...hidden, go: 'send' }, [])
  await desk.settle()
  return /r=([\w-]{9})\./.exec(location)![1]!
}
const ask = (given: { reference: string; contact: string }, f = SLUG) => customer.post('/status', { f, in: 'en', ...given })
const caseId = async () => (await desk.cases(`q=${reference}`))[0]!.id
const stage = ({ html }: Paper) => /aria-current="step">([^<]*) </.exec(html)?.[1]

describe('a complaint and its customer', () => {
  test('the page after the form hands the reference on by a form; it is no try, opens nothing, and survives another language', async () => {
    for (let n = 0; n < 25; n++) {
      const asked = await customer.post('/status', { f: SLUG, in: 'en', reference })
      expect([asked.status, asked.html.includes(`value="${reference}"`), asked.html.includes(SAYS.complaint)]).toEqual([200, true, false])
    }
    const inPersian = await customer.post('/status', { f: SLUG, in: 'en', lang: 'fa', reference, contact: '' })
    expect(inPersian.html).toMatch(new RegExp(`dir="rtl"[^]*value="${reference}"`))
    const made = await customer.post('/status', { f: SLUG, in: 'en', reference: '"><script>alert(1)</script>' })
    expect([made.status, made.html.includes('<script')]).toEqual([200, false])
    expect((await ask({ reference, contact: '' })).status, 'without an address nothing is shown').toBe(404)
    expect((await ask({ reference, contact: EMAIL })).text).toContain(SAYS.complaint)
  })

  test('is shown from receipt to closing, with what was promised and what both sides said', async () => {
    const id = await caseId()
    const given = { reference, contact: EMAIL }
    const received = await ask(given)
    expect(stage(received)).toBe('Received')
    expect(received.text).toContain('A first answer by Wednesday 4 March 2026, 10:00 (GMT+7)')
    expect(received.text).toContain(SAYS.complaint)

    await desk.call('POST', `/api/v1/cases/${id}/notes`, { text: 'Looks like our courier again.' })
    await desk.call('POST', `/api/v1/cases/${id}/acknowledgement`, {})
    expect(stage(await ask(given))).toBe('Being looked at')

    await desk.call('POST', `/api/v1/cases/${id}/replies`, { text: 'We are sorry. Your money is on its way.', final: true })
    expect((await ask(given)).text).not.toContain('Your money is on its way')
    await desk.advance('PT1M')
    const answered = await ask(given)
    expect(mail.mails.some(({ to, raw }) => to.includes(EMAIL) && raw.includes(reference))).toBe(true)
    expect(stage(answered)).toBe('Answered')
    expect(answered.text).toContain('Mill Lane Stores wrote')
    expect(answered.text).toContain('We are sorry. Your money is on its way.')
    expect(answered.text).toContain('✓ Kept on Tuesday 3 March 2026')

    await desk.call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'upheld', remedy: 'refund' })
    const closed = await ask(given)
    expect(stage(closed)).toBe('Closed')
    for (const { html } of [received, answered, closed]) {
      expect(html).not.toMatch(/courier|severity|tier|upheld|priority|Somsri|Dao\b|Nok\b/)
      expect(html).not.toContain(id)
    }
  })

  test('is opened by whatever way the same pair is written', async () => {
    const phoned = await handIn({ words: SAYS.other, by: 'phone', phone: '081 234 5678' })
    expect((await ask({ reference: reference.toLowerCase().replace('-', ' '), contact: ` ${EMAIL.toUpperCase()} ` })).status).toBe(200)
    expect((await ask({ reference: phoned, contact: '+66 81-234-5678' })).status).toBe(200)
    expect((await ask({ reference: phoned, contact: '๐๘๑๒๓๔๕๖๗๘' })).status).toBe(200)
    expect((await ask({ reference: phoned, contact: '081 234 5670' })).status).toBe(404)
  })

  test('is found without the name of the firm, and not at another firm', async () => {
    expect((await ask({ reference, contact: EMAIL }, '')).status).toBe(200)
    expect((await ask({ reference, contact: EMAIL }, 'harbour-bank')).status).toBe(404)
  })

  test('can be read in another language without typing again', async () => {
    const { hidden } = await ask({ reference, contact: EMAIL })
    const page = await customer.post('/status', { ...hidden, lang: 'th' })
    expect([page.status, page.html.includes('<html lang="th"')]).toEqual([200, true])
  })

  test('whose promise was missed says so', async () => {
    const late = await handIn({ words: SAYS.other, by: 'email', email: 'late@mail.example' })
    await desk.advance('PT25H')
    expect((await ask({ reference: late, contact: 'late@mail.example' })).text).toContain('We are late with this, and we are sorry.')
  })

  test('that no case was opened for has been received all the same', async () => {
    const asked = await handIn({ words: SAYS.question, by: 'email', email: 'asks@mail.example' })
    const page = await ask({ reference: asked, contact: 'asks@mail.example' })
    expect([page.status, stage(page)]).toEqual([200, 'Received'])
    expect(page.text).toContain(SAYS.question)
  })

  test("joined by hand to another customer's case shows nothing of that customer", async () => {
    const mine = await handIn({ words: SAYS.question, by: 'email', email: 'stranger@mail.example' })
    const message = (await desk.redress.services.reads.messageBySource(desk.tenant.id, 'web_form', mine))!
    const joined = await desk.redress.services.triage(desk.tenant.id, {
      messageId: message.id,
      decision: 'duplicate',
      caseId: uuid(await caseId()),
      by: 'somebody',
    })
    expect(joined).toMatchObject({ done: true })
    const page = await ask({ reference: mine, contact: 'stranger@mail.example' })
    expect(page.text).toContain(SAYS.question)
    for (const others of [SAYS.complaint, 'Your money is on its way', reference]) expect(page.text).not.toContain(others)
    expect((await ask({ reference, contact: 'stranger@mail.example' })).status).toBe(404)
  })
})
const uuid = (id: string) => id.replace(/^case_(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

describe('who does not know the pair', () => {
  test('gets the same page after the same time, whatever is wrong with it', async () => {
    const pairs = [
      { reference, contact: 'somebody.else@mail.example' },
      { reference: '0000-0000', contact: EMAIL },
      { reference: 'nonsense', contact: EMAIL },
      { reference, contact: '' },
      { reference: '', contact: '' },
      { reference: `${reference}' or '1'='1`, contact: `${EMAIL}\u0000` },
    ]
    const answers = await Promise.all(
      pairs.map(async (pair) => {
        const began = performance.now()
        const { status, html } = await ask(pair)
        return { status, html, took: performance.now() - began }
      }),
    )
    expect(new Set(answers.map(({ html }) => html)).size).toBe(1)
    expect(answers.every(({ status, took }) => status === 404 && took >= 399)).toBe(true)
  })

  test('has to wait after twenty tries from one place', async () => {
    const tries = await Promise.all(Array.from({ length: 21 }, (_, i) => ask({ reference: 'nonsense', contact: `${i}@mail.example` })))
    expect(tries.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1)
  })

  test('has to wait after twenty tries at one reference, from wherever', async () => {
    const aim = await handIn({ words: SAYS.other, by: 'email', email: 'aimed.at@mail.example' })
    const from = (i: number) => visitor(desk.app, { 'x-forwarded-for': `192.0.2.${100 + i}` })
    const guess = (i: number) => from(i).post('/status', { f: SLUG, reference: aim, contact: `${i}@mail.example` })
    await Promise.all(Array.from({ length: 20 }, (_, i) => guess(i)))
    expect((await guess(21)).text).toContain('wait ten minutes')
  })
})
