import { afterEach, describe, expect, it } from 'vitest'
import { okafor, SAYS } from '../cast'
import { aDesk, type Call, type Desk } from '../support/app'
import { happened, outbound, toCustomers, told } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

type Shown = {
  id: string
  state: string
  stale: string[]
  version: number
  text: string
  reasons: string[]
  may_decide: boolean
  newest_message_id: string
  steps: { did: string; by: { name: string }; text?: string; reason?: string; note?: string | null }[]
}
const AUTHOR = 'Ana'
const EVERYTHING = { severities: ['A', 'B', 'C', 'D', 'E'], public: true, newcomers: 0, minutes: 30 }

/** A complaint that an agent has answered under a firm's rules; and everybody who may have a say. */
async function written(policy: object = EVERYTHING, text = 'We will refund you today.') {
  desk = await aDesk()
  expect((await desk.call('PUT', '/api/v1/approval-policy', policy)).status).toBe(200)
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', external_id: 'wa-1', contact: okafor })
  const { id } = await desk.caseOf(wrote)
  const author = await desk.asUser(AUTHOR)
  const reply = (body: object = {}) =>
    author<{ state: string; approval_id: string; notice_id: string | null }>('POST', `/api/v1/cases/${id}/replies`, { text, ...body })
  const answered = await reply()
  const approval = answered.body.approval_id
  const look = async (as: Call = author) => (await as<Shown>('GET', `/api/v1/approvals/${approval}`)).body
  const say = (as: Call, noun: string, body: object = {}) =>
    as<Shown & { code: string }>('POST', `/api/v1/approvals/${approval}/${noun}`, body)
  const dao = await desk.asUser('Dao')
  return { id, wrote, author, reply, answered, approval, look, say, dao }
}
const left = async () => toCustomers(await desk.notices())

describe('an answer that another must read first', () => {
  it('U35 is sent back with a reason, handed in again and approved reworded; the approved text leaves, once', async () => {
    const { answered, look, say, author, dao, id } = await written()
    expect(answered).toMatchObject({ status: 201, body: { state: 'approval', notice_id: null } })
    expect(await look(dao)).toMatchObject({ state: 'waiting', version: 1, reasons: ['severity'], may_decide: true })

    const back = await say(dao, 'decisions', { decision: 'return', version: 1, reason: 'promise', note: 'Not today.' })
    expect(back).toMatchObject({ status: 201, body: { state: 'returned' } })
    expect(told(await desk.notices())).toContain(`approval_returned → ${AUTHOR}, queued`)
    expect(await say(author, 'submissions', { text: 'We will refund you soon.' })).toMatchObject({ status: 201, body: { version: 2 } })
    expect(await left()).toEqual([])

    await say(dao, 'decisions', { decision: 'approve', version: 2, text: 'We will refund you this week.' })
    const seen = await look()
    expect(seen.steps.map(({ did, by }) => `${by.name} ${did}`)).toEqual([
      `${AUTHOR} submitted`,
      'Dao returned',
      `${AUTHOR} resubmitted`,
      'Dao approved',
    ])
    expect(seen.steps[1]).toMatchObject({ reason: 'promise', note: 'Not today.' })
    expect(outbound(desk)).toEqual([])
    await desk.advance('PT10S')
    expect(outbound(desk).map(({ data }) => data.text)).toEqual(['We will refund you this week.'])
    expect((await desk.conversation(id)).at(-1)).toMatchObject({ text: 'We will refund you this week.', author: AUTHOR })
    expect(happened(await desk.timeline(id), 'approval_granted')).toMatchObject([{ by: { name: 'Dao' }, edited: true }])
  })

  it('is not approved by its author, nor by an agent, nor twice', async () => {
    const { say, dao, author } = await written()
    const approve = { decision: 'approve', version: 1 }
    expect((await say(author, 'decisions', approve)).status).toBe(403)
    const other = await desk.asUser('Nok')
    expect((await say(other, 'decisions', approve)).status).toBe(403)
    expect((await say(other, 'submissions', { text: 'mine' })).body.code).toBe('not_the_author')
    expect((await say(dao, 'decisions', approve)).status).toBe(201)
    expect((await say(dao, 'decisions', approve)).body.code).toBe('approval_over')
    await desk.advance('PT10S')
    expect(outbound(desk)).toHaveLength(1)
  })

  it('of a lead is for another lead, approver or manager to read', async () => {
    const { id } = await written({ ...EVERYTHING, severities: [], public: true })
    const bo = await desk.asUser('Bo')
    const held = await bo<{ approval_id: string; state: string }>('POST', `/api/v1/cases/${id}/replies`, { text: 'Hello.', public: true })
    expect(held.body.state).toBe('approval')
    const own = await bo<{ code: string }>('POST', `/api/v1/approvals/${held.body.approval_id}/decisions`, {
      decision: 'approve',
      version: 1,
    })
    expect(own).toMatchObject({ status: 409, body: { code: 'own_reply' } })
  })

  it('U36 goes stale when the customer writes again or its author hands in another text; nothing leaves until it was read again', async () => {
    const { look, say, dao, author, wrote } = await written()
    await desk.post({ text: SAYS.again, channel: 'whatsapp', external_id: 'wa-2', contact: okafor })
    expect(await look(dao)).toMatchObject({ state: 'stale', stale: ['customer_wrote'] })
    const approve = (version: number) => say(dao, 'decisions', { decision: 'approve', version })
    expect((await approve(1)).body.code).toBe('approval_stale')
    expect((await say(dao, 'reviews', { last_seen_message_id: wrote.id })).body.code).toBe('approval_stale')
    const { newest_message_id: newest } = await look()
    expect((await say(dao, 'reviews', { last_seen_message_id: newest })).body).toMatchObject({ state: 'waiting', version: 2 })
    expect((await approve(1)).body.code).toBe('approval_changed')

    await say(author, 'submissions', { text: 'Another text.' })
    expect((await approve(2)).body.code).toBe('approval_changed')
    await desk.advance('P1D')
    expect(await left()).toEqual([])
    expect((await approve(3)).status).toBe(201)
    expect((await left()).map(({ body }) => body)).toEqual(['Another text.'])
  })

  it('keeps its case from being closed, and another answer from overtaking it, until it is taken back', async () => {
    const { id, say, author, reply } = await written()
    const close = () => author<{ code: string }>('POST', `/api/v1/cases/${id}/closure`, { outcome: 'upheld', remedy: 'refund' })
    expect((await reply()).body).toMatchObject({ code: 'approval_waiting' })
    expect((await close()).body.code).toBe('open_reply_unsent')
    expect((await say(author, 'withdrawal')).body.state).toBe('withdrawn')
    expect((await close()).status).toBe(201)
    await desk.advance('P1D')
    expect(await left()).toEqual([])
  })

  it('U43 is never approved by looking, however often anybody looks', async () => {
    const { approval, id, dao, look } = await written()
    const links = [
      `/api/v1/approvals/${approval}`,
      '/api/v1/approvals?state=all',
      `/api/v1/cases/${id}/approvals`,
      `/approvals?open=${approval}`,
    ]
    for (const url of links) for (const method of ['GET', 'GET'] as const) await dao(method, url)
    expect(await look()).toMatchObject({ state: 'waiting', steps: [{ did: 'submitted' }] })
    expect(await left()).toEqual([])
  })

  it('leaves once, however often the same decision is sent', async () => {
    const { approval, dao } = await written()
    const decide = () =>
      dao('POST', `/api/v1/approvals/${approval}/decisions`, { decision: 'approve', version: 1 }, { 'idempotency-key': 'once' })
    const answers = await Promise.all([decide(), decide(), decide()])
    expect(answers.some(({ status }) => status === 201)).toBe(true)
    await desk.advance('PT1M')
    expect(outbound(desk)).toHaveLength(1)
  })
})

describe('which answers wait', () => {
  it('none, where the firm has said nothing', async () => {
    desk = await aDesk()
    const wrote = await desk.post({ text: SAYS.fire, channel: 'whatsapp', external_id: 'wa-1', contact: okafor })
    const sent = await desk.call('POST', `/api/v1/cases/${wrote.case_id}/replies`, { text: 'Sorry.', public: true })
    expect(sent.body).toMatchObject({ state: 'queued' })
  })

  it('letters like any other, and those of programs', async () => {
    const { id, say, author } = await written()
    await say(author, 'withdrawal')
    const letter = {
      kind: 'progress',
      words: { progress: 'We are looking into it.' },
      expected: '2026-04-01',
    }
    const held = await desk.call<{ approval_id: string; state: string; code?: string }>('POST', `/api/v1/cases/${id}/letters`, letter)
    expect(held.body).toMatchObject({ state: 'approval' })
    const decide = (body: object) =>
      desk.asUser('Dao').then((dao) => dao<{ code: string }>('POST', `/api/v1/approvals/${held.body.approval_id}/decisions`, body))
    expect((await decide({ decision: 'approve', version: 1, text: 'Shorter.' })).body.code).toBe('letter_as_written')
    expect(await left()).toEqual([])
    expect((await decide({ decision: 'approve', version: 1 })).status).toBe(201)
    expect(await left()).toHaveLength(1)
  })

  it('those of somebody new, until enough in a row went through as they were written', async () => {
    const { id, say, dao, reply } = await written({ severities: [], public: false, newcomers: 2, minutes: 30 })
    await say(dao, 'decisions', { decision: 'approve', version: 1 })
    const decide = (approval: string, body: object = {}) =>
      dao('POST', `/api/v1/approvals/${approval}/decisions`, { decision: 'approve', version: 1, ...body })
    const second = await reply({ text: 'Two.' })
    expect(second.body.state).toBe('approval')
    await decide(second.body.approval_id, { text: 'Two, better.' })
    for (const text of ['Three.', 'Four.']) {
      const next = await reply({ text })
      expect(next.body.state).toBe('approval')
      await decide(next.body.approval_id)
    }
    expect((await reply({ text: 'Five.' })).body.state).toBe('queued')
    expect(happened(await desk.timeline(id), 'approval_granted')).toHaveLength(4)
  })

  it('none that nobody could approve: the rule is refused where too few may', async () => {
    desk = await aDesk({ staff: ['Ana', 'Alex'] })
    const set = (body: object) => desk.call<{ code: string }>('PUT', '/api/v1/approval-policy', body)
    expect(await set(EVERYTHING)).toMatchObject({ status: 409, body: { code: 'nobody_to_approve' } })
    expect((await set({ severities: [], public: false, newcomers: 0, minutes: 30 })).status).toBe(200)
  })

  it('those that the rules would have held back are shown before the rules are kept; who changed them stays, and an older version can be kept again', async () => {
    const nothing = { severities: [], public: false, newcomers: 0, minutes: 30 }
    const { id, dao, reply } = await written(nothing, 'One.')
    await desk.advance('P1D')
    await reply({ text: 'Two.', public: true })
    await desk.call('POST', `/api/v1/cases/${id}/replies`, { text: 'Three.' })
    const tried = async (policy: object) => (await dao<Tried>('POST', '/api/v1/approval-policy/dry-run', { ...nothing, ...policy })).body
    expect(await tried({})).toMatchObject({ answers: 3, held: 0, data: [] })
    const severity = (await desk.call<{ severity: string }>('GET', `/api/v1/cases/${id}`)).body.severity
    expect((await tried({ severities: [severity] })).data.map(({ author }) => author)).toEqual(['API', AUTHOR, AUTHOR])
    expect((await tried({ public: true })).data).toMatchObject([{ author: AUTHOR, public: true, reasons: ['public'], severity }])
    expect(await tried({ newcomers: 1 })).toMatchObject({ held: 1, data: [{ author: AUTHOR, public: false, reasons: ['newcomer'] }] })
    await desk.advance('P29DT1H')
    expect(await tried({ newcomers: 9 })).toMatchObject({ answers: 2, held: 1 })

    const alex = await desk.asUser('Alex')
    expect((await alex('PUT', '/api/v1/approval-policy', EVERYTHING)).status).toBe(200)
    const history = async () => (await dao<{ data: Version[] }>('GET', '/api/v1/approval-policy/history')).body.data
    const [newest, first] = await history()
    expect([newest?.by, newest?.policy, first?.policy]).toEqual(['Alex', EVERYTHING, nothing])
    expect(Date.parse(newest!.at)).toBe(desk.now())
    await alex('PUT', '/api/v1/approval-policy', first!.policy)
    expect((await reply({ text: 'Four.' })).body.state).toBe('queued')
    expect((await history()).map(({ policy }) => policy.public)).toEqual([false, true, false])
  })
})
type Tried = { answers: number; held: number; data: { author: string; public: boolean; reasons: string[] }[] }
type Version = { at: string; by: string | null; policy: { public: boolean } }
