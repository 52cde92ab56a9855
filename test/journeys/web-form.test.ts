import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isReference } from '../../src/domain/reference'
import { createApp } from '../../src/http/app'
import type { Services } from '../../src/http/services'
import { okafor, SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { type Fields, type Visitor, visitor } from '../support/visitor'

const SLUG = 'mill-lane-stores'
const FORM = `/f/${SLUG}`
const MiB = 1024 * 1024
const jpeg = (size = 100) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(size)])
const photo = (name: string, bytes = jpeg()) => ({ name, type: 'image/jpeg', bytes })

let desk: Desk
let customer: Visitor
beforeAll(async () => {
  desk = await aDesk()
})
afterAll(() => desk?.close())
let door = 0
beforeEach(() => {
  customer = visitor(desk.app, { 'x-forwarded-for': `203.0.113.${++door}` })
})

const said = { words: SAYS.complaint, by: 'email', email: okafor.handles[0]!.value, name: okafor.name }
const send = async (answers: Fields = said, lang = 'en') =>
  customer.upload(FORM, { ...(await customer.fillIn(SLUG, answers, lang)).hidden, go: 'send' }, [])
const referenceIn = (location: string) => new URL(location, 'https://desk.example').searchParams.get('r')!.split('.')[0]!
const stored = async (reference: string) => (await desk.redress.services.reads.messageBySource(desk.tenant.id, 'web_form', reference))!

describe('handing in', () => {
  test('a complaint becomes a case under the reference that the customer sees, with its dates in words', async () => {
    const sent = await send({ ...said, email: 'first@mail.example', product: 'Night cream', order: 'A-77', needs: 'Please call me' })
    expect(sent.status).toBe(303)
    const reference = referenceIn(sent.location)
    expect(isReference(reference)).toBe(true)

    const it = (await desk.cases(`q=${reference}`))[0]!
    expect(it.reference).toBe(reference)
    const thanks = await customer.get(sent.location)
    expect(thanks.text).toContain(`Your reference${reference}`)
    expect(thanks.text).toContain('You will hear from us by Wednesday 4 March 2026, 10:00 (GMT+7).')
    expect(thanks.text).toContain('You will have our full answer by the end of Thursday 2 April 2026.')

    const message = await stored(reference)
    expect(message).toMatchObject({
      channel: 'web_form',
      text: SAYS.complaint,
      product: 'Night cream',
      order: 'A-77',
      public: false,
      contact: { name: 'Mrs Okafor', language: 'en', handles: [{ kind: 'email', value: 'first@mail.example' }] },
      meta: { reference, answer_by: 'email', support_needs: 'Please call me' },
    })
    expect(await desk.message(`msg_${message.id.replaceAll('-', '')}`)).toMatchObject({ state: 'processed' })

    const { body } = await desk.call<{ support_needs: string[]; contact: { id: string }; tier: number }>('GET', `/api/v1/cases/${it.id}`)
    expect(body).toMatchObject({ support_needs: ['Please call me'] })
    expect((await desk.cases(`contact=${body.contact.id}`)).map((one) => one.reference)).toEqual([reference])
    expect(await desk.call('GET', '/api/v1/cases?contact=somebody')).toMatchObject({ status: 422 })
  })

  test.each([
    ['th', 'เราจะติดต่อคุณภายในวันพุธที่ 4 มีนาคม 2569 (ค.ศ. 2026) เวลา 10:00 น. (GMT+7)'],
    ['zh', '我们将在2026年3月4日星期三 10:00 (GMT+7)前与您联系。'],
    ['fa', 'تا چهارشنبه ۱۳ اسفند ۱۴۰۴ (۴ مارس ۲۰۲۶)، ساعت ۱۰:۰۰ (GMT+7) با شما تماس می‌گیریم.'],
  ])('says the dates in %s as its readers write them', async (lang, sentence) => {
    const thanks = await customer.get((await send({ ...said, email: `${lang}@mail.example` }, lang)).location)
    expect(thanks.text.replaceAll('\u00a0', ' ')).toContain(sentence)
    expect(thanks.html).toContain(`<html lang="${lang}" dir="${lang === 'fa' ? 'rtl' : 'ltr'}">`)
  })

  test('the same form sent twice, also at once, is one message with one reference', async () => {
    const { hidden } = await customer.fillIn(SLUG, { ...said, email: 'twice@mail.example' })
    const again = () => customer.upload(FORM, { ...hidden, go: 'send' }, [])
    const answers = [...(await Promise.all([again(), again(), again()])), await again()]
    expect(new Set(answers.map(({ location }) => referenceIn(location))).size).toBe(1)
    await desk.settle()
    const inbox = await desk.redress.services.reads.messages(desk.tenant.id, {
      view: 'inbox',
      channel: 'web_form',
      lang: null,
      q: referenceIn(answers[0]!.location),
      limit: 50,
      after: null,
    })
    expect(inbox.rows).toHaveLength(1)
  })

  test('going back, changing a word and sending again keeps the reference and loses neither text', async () => {
    const { hidden } = await customer.fillIn(SLUG, { ...said, email: 'changed@mail.example' })
    const [one, two] = [
      await customer.upload(FORM, { ...hidden, go: 'send' }, []),
      await customer.upload(FORM, { ...hidden, words: 'And another thing.', go: 'send' }, []),
    ]
    expect(referenceIn(two.location)).toBe(referenceIn(one.location))
    const { rows } = await desk.redress.services.reads.messages(desk.tenant.id, {
      view: 'quarantine',
      channel: 'web_form',
      lang: null,
      q: null,
      limit: 50,
      after: null,
    })
    expect(rows.map(({ text }) => text)).toContain('And another thing.')
  })

  test('who needs no answer is asked for no address and is promised none', async () => {
    const sent = await send({ words: SAYS.complaint, by: 'none' })
    const thanks = await customer.get(sent.location)
    expect(thanks.text).toContain('You need no answer, so we will not write to you.')
    expect((await stored(referenceIn(sent.location))).contact.handles).toEqual([])
  })

  test('a message that no case was opened for has its own reference, which staff find', async () => {
    const sent = await send({ ...said, words: SAYS.question, email: 'asks@mail.example' })
    const reference = referenceIn(sent.location)
    expect((await customer.get(sent.location)).text).toContain(`Your reference${reference}`)
    expect(await desk.cases(`q=${reference}`)).toEqual([])
    const { body } = await desk.call<{ data: { text: string }[] }>('GET', `/api/v1/messages?q=${reference.toLowerCase()}`)
    expect(body.data.map(({ text }) => text)).toEqual([SAYS.question])
  })

  test('a telephone number is stored as it is dialled, in whatever digits it was written', async () => {
    const sent = await send({ words: SAYS.complaint, by: 'phone', phone: '۰۹۱۲ ۳۴۵-۶۷۸۹' })
    expect((await stored(referenceIn(sent.location))).contact.handles).toEqual([{ kind: 'phone', value: '09123456789' }])
  })
})

describe('photos', () => {
  test('are stored as what they are, whatever they are called', async () => {
    const { hidden } = await customer.fillIn(SLUG, said)
    const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100)])
    const sent = await customer.upload(FORM, { ...hidden, go: 'send' }, [photo('../../etc/pass\u202ewd.html'), photo('label.jpg', png)])
    const { id } = await stored(referenceIn(sent.location))
    const { attachments } = (await desk.redress.services.reads.message(desk.tenant.id, id))!
    expect(attachments.map(({ name, mediaType, size }) => [name, mediaType, size]).sort()).toEqual([
      ['label.png', 'image/png', 108],
      ['passwd.jpg', 'image/jpeg', 104],
    ])
  })

  test.each([
    ['too large', [photo('big.jpg', jpeg(10 * MiB))], '“big.jpg” is larger than 10 MB.'],
    ['not a photo', [photo('a.jpg', Buffer.from('<svg onload=alert(1)>'.padEnd(40)))], '“a.jpg” is not a photo that we can open.'],
    ['empty', [photo('a.jpg', Buffer.alloc(0))], '“a.jpg” is empty.'],
    ['too many', Array.from({ length: 60 }, (_, i) => photo(`${i}.jpg`)), 'You chose 60 photos; we can take 5.'],
  ])('%s: a sentence says so, and nothing typed is lost', async (_what, photos, sentence) => {
    const { hidden } = await customer.fillIn(SLUG, said)
    const answer = await customer.upload(FORM, { ...hidden, go: 'send' }, photos)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(answer.hidden).toEqual(hidden)
  })
})

describe('what was typed', () => {
  test.each([
    ['nothing', 'words', {}, 'Please tell us what happened.'],
    ['a book', 'words', { words: 'x'.repeat(20_001) }, 'Your text has 20,001 characters; we can take 20,000 at once.'],
    [
      'a long name',
      'about',
      { words: 'a', product: 'p'.repeat(201) },
      '“Product or service” has 201 characters. Please shorten it to 200.',
    ],
    ['no address', 'answer', { words: 'a', by: 'email' }, 'Please write your e-mail address, or choose “I need no answer”.'],
    ['half an address', 'answer', { words: 'a', by: 'email', email: 'nobody@home' }, 'This e-mail address is not complete.'],
    ['no number', 'answer', { words: 'a', by: 'phone', phone: 'call me' }, 'This telephone number is not complete.'],
  ])('%s is answered with a sentence and a link to its place', async (_what, place, typed, sentence) => {
    const { hidden } = await customer.get(FORM)
    const answer = await customer.post(FORM, { ...hidden, ...typed, place, go: 'next' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    const [, to] = /<li><a href="#(\w+)">/.exec(answer.html)!
    expect(answer.html).toContain(`id="${to}"`)
    expect(answer.html).toContain('<title>Please check: ')
  })

  const NASTY = `"><script>alert(1)</script><img src=x onerror=alert(1)>' & \u202eevil`
  test('is printed as text, never as markup, on every page', async () => {
    const typed = {
      words: NASTY,
      product: NASTY,
      order: NASTY.slice(0, 90),
      by: 'email',
      email: NASTY,
      phone: NASTY,
      name: NASTY,
      needs: NASTY,
    }
    const { hidden } = await customer.get(FORM)
    const pages = []
    for (const place of ['words', 'about', 'answer', 'check'])
      pages.push(await customer.post(FORM, { ...hidden, ...typed, place, lang: 'en' }))
    pages.push(
      await customer.upload(FORM, { ...hidden, ...typed, email: 'x@mail.example', place: 'check', go: 'send' }, [
        photo('<script>alert(1)<s>.jpg', Buffer.from('no')),
      ]),
    )
    for (const { html, status } of pages) {
      expect([200, 422]).toContain(status)
      expect(html).not.toMatch(/<script>|<img|onerror=alert\(1\)>/)
      expect(html).toContain('&#62;&#60;script&#62;alert(1)')
    }
  })

  test('loses what no keyboard makes and is stored', async () => {
    const { hidden } = await customer.fillIn(SLUG, { ...said, email: 'nul@mail.example' })
    const sent = await customer.upload(FORM, { ...hidden, words: `Broken\u0000 again and again,\r\nI complain.`, go: 'send' }, [])
    expect((await stored(referenceIn(sent.location))).text).toBe('Broken again and again,\nI complain.')
  })

  test('stays when the language changes, and the page turns round for Persian', async () => {
    const { hidden } = await customer.get(FORM)
    const page = await customer.post(FORM, { ...hidden, words: 'My own words', lang: 'fa' })
    expect(page.html).toContain('<html lang="fa" dir="rtl">')
    expect(page.html).toContain('My own words</textarea>')
    expect(page.hidden.in).toBe('fa')
  })

  test('that tells of harm is answered with where to get help first', async () => {
    const { hidden } = await customer.get(FORM)
    const page = (words: string) => customer.post(FORM, { ...hidden, words, go: 'next' })
    expect((await page(SAYS.fire)).text).toContain('If anybody is hurt or in danger, get help first')
    expect((await page(SAYS.complaint)).text).not.toContain('in danger')
  })
})

describe('bots', () => {
  test.each<[string, (hidden: Fields) => Fields]>([
    ['without a stamp', (hidden) => ({ ...hidden, stamp: '' })],
    ['with a stamp of their own', (hidden) => ({ ...hidden, stamp: hidden.stamp!.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A')) })],
    ['who fill in what nobody sees', (hidden) => ({ ...hidden, website: 'https://spam.example' })],
  ])('%s are asked to press once more, which a person can', async (_who, forge) => {
    const { hidden } = await customer.fillIn(SLUG, said)
    const answer = await customer.upload(FORM, { ...forge(hidden), go: 'send' }, [])
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Please press “Send” once more')
    expect((await customer.upload(FORM, { ...answer.hidden, go: 'send' }, [])).status).toBe(303)
  })

  test('a stamp of one firm opens no other form, and sixty complaints in ten minutes are enough from one place', async () => {
    const { hidden } = await customer.fillIn(SLUG, { words: 'Nothing works.', by: 'none' })
    const statuses = []
    for (let i = 0; i < 61; i++) statuses.push((await customer.upload(FORM, { ...hidden, go: 'send' }, [])).status)
    expect(statuses.filter((status) => status === 303)).toHaveLength(60)
    const slower = await customer.upload(FORM, { ...hidden, go: 'send' }, [])
    expect([slower.status, slower.hidden.words]).toEqual([429, 'Nothing works.'])
  })
})

describe('when things go wrong', () => {
  const apps: Awaited<ReturnType<typeof createApp>>[] = []
  afterAll(() => Promise.all(apps.map((app) => app.close())))
  /** The same desk with one part of it out of order. */
  const broken = async (parts: Partial<Services>) => {
    const app = await createApp({ ...desk.redress.services, ...parts }, { logLevel: 'silent', secure: true })
    apps.push(app)
    return visitor(app)
  }
  const failure = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }))

  test.each([
    ['STORE_AWAY', 503, 'We can’t take it just now'],
    ['53100', 507, 'We can’t store it just now'],
    ['42P01', 500, 'Something went wrong on our side'],
  ])('%s: a page says so with %d, everything typed is still there, and sending it again arrives', async (code, status, title) => {
    const unlucky = await broken({ receive: failure(code) })
    const { hidden } = await unlucky.fillIn(SLUG, said)
    const answer = await unlucky.upload(FORM, { ...hidden, go: 'send' }, [photo('a.jpg')])
    expect([answer.status, answer.hidden]).toEqual([status, hidden])
    expect(answer.text).toContain(title)
    expect(answer.text).toContain('only the photos have to be chosen again')
    expect((await customer.upload(FORM, { ...answer.hidden, go: 'send' }, [])).status).toBe(303)
  })

  test('a full disk shows the text for copying', async () => {
    const { health } = desk.redress.services
    const unlucky = await broken({ health: () => ({ ...health(), disk: { freeMb: 1, low: true } }) })
    const answer = await unlucky.upload(FORM, { ...(await unlucky.fillIn(SLUG, said)).hidden, go: 'send' }, [])
    expect(answer.status).toBe(507)
    expect(answer.html).toMatch(/<textarea id="copy" readonly dir="auto">\s*My parcel has not arrived/)
  })

  test('a store that is away when the form is opened is said in words', async () => {
    const unlucky = await broken({ forms: { ...desk.redress.services.forms, tenantBySlug: failure('STORE_AWAY') } })
    const opened = await unlucky.get(FORM)
    const posted = await unlucky.post(FORM, { words: 'Keep me', place: 'words', go: 'next' })
    expect([opened.status, posted.status]).toEqual([503, 503])
    expect(posted.html).toContain('Keep me</textarea>')
  })

  test.each([
    ['GET', '/f/no-such-firm', 404, 'There is no form here'],
    ['GET', `${FORM}/thanks?r=7K3M-92QD.forged`, 404, 'This page can’t be opened any more.'],
    ['GET', `${FORM}/thanks`, 404, 'This page can’t be opened any more.'],
  ])('%s %s is answered with %d and a page', async (_method, url, status, sentence) => {
    const page = await customer.get(url)
    expect([page.status, page.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8'])
    expect(page.text).toContain(sentence)
  })

  test('a method that the form does not know is refused', async () => {
    expect((await desk.app.inject({ method: 'PUT', url: FORM })).statusCode).toBe(404)
  })
})

test('no page is kept by anybody, and none names anything of ours', async () => {
  const sent = await send({ ...said, words: SAYS.fire, email: 'burned@mail.example' })
  const pages = [await customer.get(FORM), await customer.fillIn(SLUG, said), await customer.get(sent.location)]
  for (const { headers, html } of pages) {
    expect(headers['cache-control']).toBe('no-store')
    const words = html.replace(/="[^"\s]{16,}"/g, '') // random tokens may spell anything
    expect(words).not.toMatch(/severity|\btier\b|sentiment|priority|\bSomsri\b|\bDao\b|\bAna\b|routing/i)
  }
})
