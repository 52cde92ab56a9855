import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Message, nobody } from '../../src/domain/message'
import { newId } from '../../src/store/ids'
import { storeIncoming } from '../../src/store/inbox'
import { mook, reza, SAYS, STAFF, type StaffName, wangLi } from '../cast'
import { aDesk, type Desk, type Said } from '../support/app'
import { clockOf, standing, told } from '../support/tell'

let desk: Desk
beforeAll(async () => {
  desk = await aDesk()
})
afterAll(() => desk.close())

const hand = (said: Said) => desk.call<{ id: string; state: string }>('POST', '/api/v1/messages', said)
const someone = (name: string, language = 'en') => ({ name, language, handles: [{ kind: 'email', value: `${name}@mail.example` }] })

describe('the same message again', () => {
  it('with the same id is the first one, whoever repeats it and however often', async () => {
    const said = { text: SAYS.complaint, channel: 'whatsapp', external_id: 'twice', contact: someone('twice') }
    const first = await desk.post(said)
    const again = await Promise.all([hand(said), hand(said), hand(said)])

    expect(again.map(({ status, body }) => [status, body])).toEqual(Array(3).fill([200, { id: first.id, state: 'duplicate' }]))
    await desk.settle()
    expect((await desk.caseOf(first)).messages).toBe(1)
    expect(await desk.notices(`case_id=${first.case_id}`)).toHaveLength(1)
  })

  it('without an id is known by what it says, when and from whom; the same words from another person are another message', async () => {
    const said = { text: SAYS.complaint, channel: 'sms', sent_at: '2026-03-03T09:00:00+07:00', contact: someone('unnamed') }
    const first = await desk.post(said)
    expect((await hand(said)).body).toEqual({ id: first.id, state: 'duplicate' })
    const other = await desk.post({ ...said, contact: someone('another') })
    expect(other.answer).toBe('accepted')
    expect(other.case_id).not.toBe(first.case_id)
  })

  it('with the same id but other words is kept in quarantine, because a source that repeats its ids must lose nothing', async () => {
    const said = { text: SAYS.complaint, channel: 'sms', external_id: 'worn-out', contact: someone('worn') }
    const first = await desk.post(said)
    const other = { ...said, text: SAYS.other }
    expect([(await hand(other)).body, (await hand(other)).body]).toEqual(Array(2).fill({ id: first.id, state: 'duplicate' }))
    await desk.settle()

    const { body } = await desk.call<{ data: { id: string; text: string; reason: string; state: string }[] }>(
      'GET',
      '/api/v1/messages?view=quarantine',
    )
    expect(body.data).toMatchObject([{ text: SAYS.other, state: 'quarantined', reason: 'external_id_repeated_with_other_text' }])
    expect((await desk.message(first.id)).text).toBe(SAYS.complaint)
    expect((await desk.call<{ quarantine: number }>('GET', '/api/v1/counts')).body.quarantine).toBe(1)
  })
})

it('an eager buyer is an opportunity for sales, with a clock of its own and none of a complaint', async () => {
  const eager = await desk.post({ text: SAYS.lead, channel: 'web_form', contact: someone('buyer') })
  const it = await desk.caseOf(eager)

  expect(eager.disposition).toBe('opportunity')
  expect(it).toMatchObject({ kind: 'opportunity', team: 'sales', owner: 'Arm', state: 'open' })
  expect(standing(await desk.clocks(eager))).toEqual({ lead_response: 'running' })
  expect(clockOf(await desk.clocks(eager), 'lead_response')).toMatchObject({ due_at: '2026-03-03T08:00:00.000Z', calendar: 'office' })
  expect(told(await desk.notices(`case_id=${it.id}`))).toEqual(['assignment → Arm, sent'])
  expect((await desk.cases('kind=opportunity')).map((c) => c.id)).toEqual([it.id])
  expect((await desk.cases()).map((c) => c.id)).not.toContain(it.id)
})

describe('who is who', () => {
  it('the same person on two channels tells one story, where they are known by the same handle', async () => {
    const handles = [{ kind: 'email', value: 'two.ways@mail.example' }]
    const first = await desk.post({ text: SAYS.complaint, channel: 'email', contact: { name: 'Tuva', handles } })
    const second = await desk.post({
      text: SAYS.again,
      channel: 'whatsapp',
      contact: { name: 'T.', handles: [{ kind: 'email', value: ' Two.Ways@Mail.Example ' }] },
    })

    expect(second.case_id).toBe(first.case_id)
    expect((await desk.conversation(first)).map((turn) => turn.channel)).toEqual(['email', 'whatsapp'])
    expect(second.contact.id).toBe(first.contact.id)
  })

  it("another customer's In-Reply-To never joins the case that it names", async () => {
    const hers = await desk.post({ text: SAYS.complaint, channel: 'email', external_id: '<hers@mail>', contact: someone('victim') })
    const forged = await desk.post({
      text: SAYS.complaint,
      channel: 'email',
      external_id: '<forged@mail>',
      in_reply_to: '<hers@mail>',
      contact: someone('stranger'),
    })
    const unnamed = await desk.post({ text: SAYS.complaint, channel: 'email', external_id: '<nobody@mail>', in_reply_to: '<hers@mail>' })

    expect(forged.disposition).toBe('complaint')
    expect([forged.case_id, unnamed.case_id]).not.toContain(hers.case_id)
    expect(await desk.conversation(hers)).toHaveLength(1)
    expect((await desk.conversation(forged)).map((turn) => turn.contact?.name)).toEqual(['stranger'])
  })

  it('a reply by its own sender joins, also from a channel of its own and with a word that complains of nothing', async () => {
    const hers = await desk.post({ text: SAYS.complaint, channel: 'email', external_id: '<1@mail>', contact: someone('replier') })
    const thanks = await desk.post({ text: SAYS.thanks, channel: 'email', in_reply_to: '<1@mail>', contact: someone('replier') })
    expect(thanks).toMatchObject({ case_id: hers.case_id, disposition: 'not_a_case' })
  })

  it('people without any address are strangers to each other', async () => {
    const one = await desk.post({ text: SAYS.complaint, channel: 'branch', external_id: 'anon-1' })
    const two = await desk.post({ text: SAYS.complaint, channel: 'branch', external_id: 'anon-2' })
    expect(two.case_id).not.toBe(one.case_id)
    expect((await desk.caseOf(one)).reply_channel).toMatchObject({ available: true, to: null })
  })
})

describe('a complaint finds a person who speaks its language', () => {
  it.each([
    ['Thai', mook, 'line', SAYS.thai, 'th'],
    ['Chinese', wangLi, 'wechat', SAYS.chinese, 'zh'],
    ['Persian', reza, 'telegram', SAYS.persian, 'fa'],
  ] as const)('%s', async (name, contact, channel, text, language) => {
    const wrote = await desk.post({ text, channel, contact: { name: contact.name, handles: contact.handles } })
    const it = await desk.caseOf(wrote)

    expect(wrote).toMatchObject({ lang: language, disposition: 'complaint' })
    expect(STAFF[it.owner as StaffName].languages).toContain(language)
    expect(it.routing_reason).toContain(name)
    expect(it.lang).toBe(language)
  })
})

it('a history that is imported gets findings and cases, shows its clocks, and wakes nobody', async () => {
  const own = await aDesk({ regimes: ['house', 'au-asic-rg271'] })
  try {
    const past = (n: number, text: string, sentAt: number | null): Message => ({
      ...{ channel: 'import', externalId: `old-${n}`, text, sentAt, receivedAt: own.now(), public: false, lang: null, inReplyTo: null },
      ...{ attachments: [], product: null, order: null, meta: {} },
      contact: { ...nobody, name: `Old ${n}`, handles: [{ kind: 'email', value: `old${n}@mail.example` }] },
    })
    const dated = Date.parse('2025-06-02T09:00:00Z')
    const messages = [past(1, SAYS.fire, dated), past(2, SAYS.complaint, dated), past(3, SAYS.question, dated), past(4, SAYS.other, null)]
    const rows = messages.map((message) => ({ id: newId(own.now()), message, origin: 'import' as const, demo: false, raw: null }))
    await storeIncoming(own.redress.db, own.tenant.id, rows)
    await own.advance('PT2S')

    const cases = await own.cases('sort=received_at')
    expect(cases).toHaveLength(3)
    expect(cases.every((c) => c.imported && c.escalation === null && c.next_clock === null)).toBe(true)
    const burning = cases.find((c) => c.severity === 'A')!
    expect(burning).toMatchObject({ received_at: '2025-06-02T09:00:00.000Z', owner: 'Somsri' })
    expect(clockOf(await own.clocks(burning.id), 'final', 'house')).toMatchObject({ state: 'history', due_at: '2025-07-02T16:59:59.999Z' })
    expect(clockOf(await own.clocks(burning.id), 'final', 'au-asic-rg271').state).toBe('history')
    const undated = cases.find((c) => c.summary === SAYS.other)!
    expect(await own.clocks(undated.id)).toEqual([])

    await own.advance('P60D')
    expect(await own.notices()).toEqual([])
    expect(own.gateway.calls).toEqual([])
    expect(
      await storeIncoming(
        own.redress.db,
        own.tenant.id,
        rows.map((row) => ({ ...row, id: newId(own.now()) })),
      ),
    ).toMatchObject(Array(4).fill({ state: 'duplicate' }))
  } finally {
    await own.close()
  }
})
