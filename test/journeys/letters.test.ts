import { afterEach, describe, expect, it } from 'vitest'
import { okafor, SAYS, type StaffName } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { clockOf, happened } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

type Answer = { status: number; body: Record<string, unknown> & { missing: string[]; errors?: { pointer: string }[] } }
async function complaint(regimes = ['au-asic-rg271']) {
  desk = await aDesk({ regimes, timeZone: 'Australia/Sydney', calendar: 'AU-NSW', at: '2026-03-02T10:00:00+11:00' })
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  const { id, owner } = await desk.caseOf(wrote)
  const call = await desk.asUser(owner as StaffName)
  const letter = async (body: object, path = '') => (await call('POST', `/api/v1/cases/${id}/letters${path}`, body)) as unknown as Answer
  return { id, call, letter, preview: (body: object) => letter(body, '/preview') }
}

describe('a letter', () => {
  it('is refused while a block that must be there is missing, and says which; nothing leaves', async () => {
    const { id, letter, preview } = await complaint()
    const bare = { kind: 'final_response', decision: 'rejected' }
    expect((await preview(bare)).body).toMatchObject({ may_leave: false, refused: 'content_missing', missing: ['outcome', 'reasons'] })
    const refusal = await letter({ ...bare, words: { outcome: 'We do not agree.' } })
    expect(refusal.status).toBe(409)
    expect(refusal.body).toMatchObject({ code: 'content_missing', detail: expect.stringContaining('reasons') })
    expect(refusal.body.errors).toEqual([expect.objectContaining({ pointer: '/blocks/reasons' })])
    expect((await desk.notices(`case_id=${id}`)).filter(({ kind }) => kind === 'reply')).toEqual([])
  })

  it('that is whole leaves, keeps the clock when it has arrived, and can be printed', async () => {
    const { id, letter, call } = await complaint()
    const sent = await letter({
      kind: 'final_response',
      decision: 'rejected',
      words: { outcome: 'We do not agree.', reasons: 'The fee was <agreed>.' },
    })
    expect(sent.status).toBe(201)
    expect(sent.body.body).toContain('1800 931 678')
    expect(clockOf(await desk.clocks(id), 'final').state).toBe('running')
    await desk.advance('PT1M')
    expect(clockOf(await desk.clocks(id), 'final').state).toBe('met')
    const page = (await call('GET', `/api/v1/cases/${id}/letters/${sent.body.notice_id}/print`)) as unknown as {
      status: number
      body: string
      text?: string
    }
    expect(page.status).toBe(200)
    expect(String(page.text ?? page.body)).toContain('The fee was &#60;agreed&#62;.')
    expect(String(page.text ?? page.body)).toContain('>Monday 2 March 2026</time>')
  })

  it('about a delay counts in time and on a permitted ground only, and moves no date of RG 271', async () => {
    const { id, letter } = await complaint()
    const before = clockOf(await desk.clocks(id), 'final').due_at
    await desk.advance('P28D')
    const notice = { kind: 'delay_notice', words: { delay_reasons: 'We wait for the court.' } }
    expect((await letter(notice)).body).toMatchObject({ code: 'no_ground' })
    expect((await letter({ ...notice, grounds: ['beyond_firm_control'] })).status).toBe(201)
    await desk.advance('PT1M')
    expect(happened(await desk.timeline(id), 'happened')).toContainEqual(expect.objectContaining({ name: 'delay_notice' }))
    expect(clockOf(await desk.clocks(id), 'final').due_at).toBe(before)
    await desk.advance('P3D')
    expect((await letter({ ...notice, grounds: ['beyond_firm_control'] })).body).toMatchObject({ code: 'too_late' })
    expect(clockOf(await desk.clocks(id), 'final').state).toBe('missed')
  })

  it('about a delay adds two months to a data request, counted from the request', async () => {
    const { id, letter } = await complaint(['eu-gdpr-dsr'])
    await desk.advance('P10D')
    expect(
      (await letter({ kind: 'delay_notice', words: { delay_reasons: 'Many archives.' }, grounds: ['complex'], expected: '2026-05-20' }))
        .status,
    ).toBe(201)
    await desk.advance('PT1M')
    expect(clockOf(await desk.clocks(id), 'fulfil').due_at?.slice(0, 10)).toBe('2026-06-02')
    expect(happened(await desk.timeline(id), 'clock_moved')).toMatchObject([{ milestone: 'fulfil', because: 'recounted' }])
  })

  it('says what the case is owed, whom the customer may turn to and until when, and what its author adds', async () => {
    const { preview } = await complaint()
    const { body } = await preview({ kind: 'delay_notice', expected: '2026-04-20', more: 'Call me: 02 5550 0000.', words: {} })
    expect(body).toMatchObject({
      grounds: ['particularly_complex', 'beyond_firm_control'],
      external_body: { id: 'AFCA', phone: '1800 931 678' },
      customer_deadline: '2028-03-02',
      answer_by: '2026-04-01',
      body: expect.stringMatching(/We expect to answer by Monday 20 April 2026\.(.|\n)*Call me: 02 5550 0000\.\n\nKind regards/),
    })
    const fits = body['fits'] as { kind: string; due_at: string | null; by: { regime: string; reference: string }[] }[]
    expect(fits.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['acknowledgement', 'delay_notice', 'final_response']))
    expect(fits.find(({ kind }) => kind === 'final_response')).toMatchObject({
      duty: 'must',
      due_at: expect.stringContaining('2026-04-01'),
      by: expect.arrayContaining([{ regime: 'au-asic-rg271', reference: 'RG 271.53-.56, Table 2' }]),
    })
  })

  it('stands in the conversation as what it is; taken back it lies in no composer, and one that is sent takes no draft of a reply along', async () => {
    const { id, letter, call } = await complaint()
    const draft = { mode: 'private', text: 'Half a reply', final: false, key: 'key-of-a-draft', files: [] }
    expect(await call('PUT', `/api/v1/cases/${id}/draft`, draft)).toMatchObject({ status: 200 })
    const sent = await letter({ kind: 'acknowledgement' })
    expect(sent.status).toBe(201)
    type Data = { data: { text: string; delivery: { letter: string | null } | null }[] }
    const talk = (await call('GET', `/api/v1/cases/${id}/messages`)) as unknown as { body: Data }
    expect(talk.body.data.map(({ delivery }) => delivery?.letter)).toContain('acknowledgement')
    expect((await call('DELETE', `/api/v1/notices/${sent.body['notice_id']}`)) as unknown).toMatchObject({ status: 200 })
    const { body } = (await call('GET', `/api/v1/cases/${id}/drafts`)) as unknown as { body: { data: { text: string }[] } }
    expect(body.data.map(({ text }) => text)).toEqual(['Half a reply'])
  })

  it('that has not seen what the customer wrote meanwhile is held back', async () => {
    const { letter, call, id } = await complaint()
    const { body } = (await call('GET', `/api/v1/cases/${id}`)) as unknown as { body: { last_message_id: string } }
    await desk.post({ text: 'And another thing about this complaint.', channel: 'whatsapp', contact: okafor })
    const late = await letter({ kind: 'acknowledgement', last_seen_message_id: body.last_message_id })
    expect(late.body).toMatchObject({ code: 'newer_message' })
    expect((await letter({ kind: 'acknowledgement' })).status).toBe(201)
  })

  it('is written in the language of the customer', async () => {
    const { preview } = await complaint()
    expect((await preview({ kind: 'acknowledgement', lang: 'th' })).body).toMatchObject({
      lang: 'th',
      may_leave: true,
      body: expect.stringContaining('เราได้รับเรื่องร้องเรียนของคุณแล้ว'),
    })
    expect((await preview({ kind: 'acknowledgement', lang: 'fa' })).body).toMatchObject({ dir: 'rtl' })
    expect((await preview({ kind: 'acknowledgement', grounds: ['weather'] })).status).toBe(422)
  })
})
