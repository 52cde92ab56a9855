import { afterEach, describe, expect, it } from 'vitest'
import { okafor, SAYS, type StaffName } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { clockOf, happened } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

/** A complaint in Sydney on Monday 2 March 2026, in the hands of its owner. */
async function complaint(regimes = ['au-asic-rg271'], more: object = {}) {
  desk = await aDesk({ regimes, timeZone: 'Australia/Sydney', calendar: 'AU-NSW', at: '2026-03-02T10:00:00+11:00' })
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor, ...more })
  const { id, owner } = await desk.caseOf(wrote)
  const call = await desk.asUser(owner as StaffName)
  return {
    id,
    call,
    say: (facts: object, reason?: string) => call('POST', `/api/v1/cases/${id}/facts`, { facts, ...(reason ? { reason } : {}) }),
  }
}
const dueOf = async (id: string, milestone = 'final') => clockOf(await desk.clocks(id), milestone).due_at
const END_OF_30_DAYS = new Date('2026-04-01T23:59:59.999+11:00').toISOString()
const endOf = (local: string) => new Date(`${local}T23:59:59.999+11:00`).toISOString()

describe('what people tell a case moves its clocks', () => {
  it('hardship noticed on day three counts from the first receipt, and both classes are on the record', async () => {
    const { id, call } = await complaint()
    expect(await dueOf(id)).toBe(new Date('2026-04-01T23:59:59.999+11:00').toISOString())
    await desk.advance('P3D')
    const answer = await call('POST', `/api/v1/cases/${id}/class`, {
      regime: 'au-asic-rg271',
      class: 'hardship_credit',
      reason: 'Rent is due and she lost her job.',
    })
    expect(answer.status).toBe(201)
    expect(await dueOf(id)).toBe(endOf('2026-03-23'))
    expect(happened(await desk.timeline(id), 'classed')).toMatchObject([{ regime: 'au-asic-rg271', class: 'hardship_credit', was: null }])
    expect(happened(await desk.timeline(id), 'clock_moved')).toContainEqual(
      expect.objectContaining({
        milestone: 'final',
        because: 'reclassified',
        class: 'hardship_credit',
        was_class: 'standard',
        due_at: endOf('2026-03-23'),
      }),
    )
    const { why } = clockOf(await desk.clocks(id), 'final') as { why: { sentence: string } }
    expect(why.sentence).toContain('2026-03-02 10:00:00')
  })

  it('a date that is set before it comes is told while it lies ahead, and told anew when it is set anew', async () => {
    const { id, call } = await complaint()
    await call('POST', `/api/v1/cases/${id}/class`, { regime: 'au-asic-rg271', class: 'card_scheme', reason: 'a chargeback' })
    expect(await dueOf(id)).toBeNull()
    const tell = (name: string, day: string) => call('POST', `/api/v1/cases/${id}/happenings`, { name, at: `${day}T12:00:00+11:00` })
    for (const day of ['2026-03-25', '2026-03-18']) {
      expect((await tell('card_scheme_due', day)).status).toBe(201)
      expect(await dueOf(id)).toBe(endOf(day))
    }
    expect(await tell('final_sent', '2026-03-25')).toMatchObject({ status: 409, body: { code: 'happened_in_future' } })
  })

  it('the missing information is asked for and comes: the answer is due 21 days from then', async () => {
    const { id, call } = await complaint()
    await call('POST', `/api/v1/cases/${id}/class`, { regime: 'au-asic-rg271', class: 'hardship_credit', reason: 'hardship' })
    await desk.advance('P10D')
    const happen = (name: string) => call('POST', `/api/v1/cases/${id}/happenings`, { name, at: new Date(desk.now()).toISOString() })
    expect((await happen('info_requested')).status).toBe(201)
    await desk.advance('P5D')
    expect((await happen('info_received')).status).toBe(201)
    expect(clockOf(await desk.clocks(id), 'final').state).toBe('cancelled')
    expect(await dueOf(id, 'final_after_info')).toBe(new Date('2026-04-07T23:59:59.999+10:00').toISOString())
  })

  it('closing starts the time to carry the remedy out', async () => {
    const { id, call } = await complaint()
    await call('POST', `/api/v1/cases/${id}/replies`, { text: 'We refund the fee.', final: true, complete: true })
    await desk.advance('PT1H')
    expect((await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'upheld', remedy: 'refund' })).status).toBe(201)
    expect(clockOf(await desk.clocks(id), 'implement')).toMatchObject({
      state: 'running',
      kind: 'implement_outcome',
      due_at: endOf('2026-03-16'),
    })
    expect(clockOf(await desk.clocks(id), 'final').state).toBe('met')
  })

  it('a remedy that is owed stands on the wall until it is carried out, also when it runs out', async () => {
    const { id, call } = await complaint()
    await call('POST', `/api/v1/cases/${id}/replies`, { text: 'We refund the fee.', final: true, complete: true })
    await desk.advance('PT1H')
    await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'upheld', remedy: 'refund' })
    const onWall = async () => {
      const { body } = await desk.call<{ columns: Record<string, { clocks: { milestone: string }[] }> }>('GET', '/api/v1/wall')
      return Object.entries(body.columns).flatMap(([column, { clocks }]) => clocks.map(({ milestone }) => `${column}: ${milestone}`))
    }
    await desk.jumpTo(Date.parse(endOf('2026-03-16')) - 6 * 3_600_000)
    expect(await onWall()).toEqual(['today: implement'])
    await desk.jumpTo(Date.parse(endOf('2026-03-16')) + 1)
    expect(await onWall()).toEqual(['breached: implement'])
    await call('POST', `/api/v1/cases/${id}/happenings`, { name: 'remedy_carried_out', at: new Date(desk.now()).toISOString() })
    expect(await onWall()).toEqual([])
  })

  it('a remedy that was carried out before the closing is owed no more; what another round brings is owed anew', async () => {
    const { id, call } = await complaint()
    await call('POST', `/api/v1/cases/${id}/replies`, { text: 'We refund the fee.', final: true, complete: true })
    await desk.advance('PT1H')
    await call('POST', `/api/v1/cases/${id}/happenings`, { name: 'remedy_carried_out', at: new Date(desk.now()).toISOString() })
    await desk.advance('PT1H')
    const close = () => call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'upheld', remedy: 'refund' })
    await close()
    const implement = async () => (await desk.clocks(id)).filter(({ milestone }) => milestone === 'implement').map(({ state }) => state)
    expect(await implement()).toEqual(['met'])
    await desk.advance('P1D')
    await call('POST', `/api/v1/cases/${id}/reopening`, { reason: 'The refund came back.' })
    await call('POST', `/api/v1/cases/${id}/replies`, { text: 'We refund it to the other card.', final: true, complete: true })
    await desk.advance('PT1H')
    await close()
    expect((await implement()).sort()).toEqual(['met', 'running'])
  })

  it('AFCA sends an answered complaint back: 21 days begin, warn, run out and climb like every other clock', async () => {
    const { id, call } = await complaint()
    const policy = { title: 'Broken', time: 'wall', for: [{}], starts_on: ['breach'], levels: [{ after: 'PT0M', tell: ['manager'] }] }
    await call('POST', `/api/v1/cases/${id}/replies`, { text: 'We do not refund.', final: true, complete: true })
    await desk.advance('P10D')
    const back = await call('POST', `/api/v1/cases/${id}/happenings`, { name: 'referred_back', at: new Date(desk.now()).toISOString() })
    expect(back.status).toBe(201)
    const begun = clockOf(await desk.clocks(id), 'refer_back')
    expect(begun).toMatchObject({ state: 'running', obligation: 'must', due_at: endOf('2026-04-02') })
    await desk.jumpTo(Date.parse(begun.warn_at!))
    expect(clockOf(await desk.clocks(id), 'refer_back').state).toBe('due_soon')
    expect(happened(await desk.timeline(id), 'clock_warned')).toContainEqual(expect.objectContaining({ milestone: 'refer_back' }))
    expect((await desk.call('PUT', '/api/v1/policies/broken', { ...policy, stops_on: ['closed'] })).status).toBe(200)
    await desk.jumpTo(Date.parse(begun.due_at!) + 1)
    expect(clockOf(await desk.clocks(id), 'refer_back').state).toBe('missed')
    const kinds = (await desk.notices()).filter(({ case_id }) => case_id === id).map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['clock_warning', 'clock_missed', 'escalation']))
  })

  it('sent back after it was closed, it is open again, its owner is told, and it climbs when nobody moves', async () => {
    const { id, call } = await complaint()
    await call('POST', `/api/v1/cases/${id}/replies`, { text: 'We do not refund.', final: true, complete: true })
    await desk.advance('P3D')
    await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'not_upheld', remedy: 'none' })
    await desk.advance('P7D')
    const before = (await desk.notices()).length
    const back = await call('POST', `/api/v1/cases/${id}/happenings`, { name: 'referred_back', at: new Date(desk.now()).toISOString() })
    expect(back.status).toBe(201)
    const { state, owner, escalation } = await desk.caseOf(id)
    expect([state, owner, escalation?.next_at]).toEqual(['open', expect.any(String), expect.any(String)])
    expect(happened(await desk.timeline(id), 'reopened')).toMatchObject([{ reason: expect.stringContaining('referred back') }])
    const states = (await desk.clocks(id)).map(({ milestone, state }) => [milestone, state])
    expect(states).toContainEqual(['final', 'met'])
    expect(states.filter(([, state]) => state === 'running')).toEqual([['refer_back', 'running']])
    expect(clockOf(await desk.clocks(id), 'refer_back')).toMatchObject({ due_at: endOf('2026-04-02') })

    await desk.advance('P2D')
    const told = (await desk.notices()).filter(({ case_id, kind }) => case_id === id && kind === 'escalation')
    expect(told.map(({ to }) => to)).toEqual(expect.arrayContaining(['Dao', 'Alex']))
    expect((await desk.notices()).length).toBeGreaterThan(before)
    expect((await call('POST', `/api/v1/cases/${id}/replies`, { text: 'We refund it.', final: true, complete: true })).status).toBe(201)
    await desk.advance('PT1H')
    expect(clockOf(await desk.clocks(id), 'refer_back').state).toBe('met')
  })

  it('closed after an answer, the customer asks for the advocate: what was left of the thirty days is owed, and the case is open again', async () => {
    const { id, call } = await complaint()
    await desk.advance('P20D')
    await call('POST', `/api/v1/cases/${id}/replies`, { text: 'We do not refund.', final: true, complete: true })
    await desk.advance('PT1H')
    await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'not_upheld', remedy: 'none' })
    await desk.advance('P40D')
    await call('POST', `/api/v1/cases/${id}/happenings`, { name: 'customer_asks_for_advocate', at: new Date(desk.now()).toISOString() })
    expect(await desk.caseOf(id)).toMatchObject({ state: 'open' })
    expect(clockOf(await desk.clocks(id), 'final')).toMatchObject({
      state: 'due_soon',
      due_at: new Date('2026-05-11T23:59:59.999+10:00').toISOString(),
    })
  })

  it('closed on day two without a letter: asked for a written answer, the final response comes back with its first date', async () => {
    const { id, call, say } = await complaint()
    const before = await dueOf(id)
    await say({ resolved_to_satisfaction: true })
    await desk.advance('P2D')
    await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'resolved', remedy: 'apology' })
    expect(clockOf(await desk.clocks(id), 'final').state).toBe('met')
    await desk.advance('P1D')
    expect((await say({ written_response_requested: true }, 'She rang and asked for it in writing.')).status).toBe(201)
    expect(clockOf(await desk.clocks(id), 'final')).toMatchObject({ state: 'running', due_at: before, met_at: null })
    expect(await desk.caseOf(id)).toMatchObject({ state: 'open', escalation: { next_at: expect.any(String) } })
    expect(happened(await desk.timeline(id), 'fact_said').at(-1)).toMatchObject({
      name: 'written_response_requested',
      value: true,
      was: null,
    })
  })

  it('hardship: closed on day five to satisfaction, a final response is owed all the same', async () => {
    const { id, call, say } = await complaint()
    await call('POST', `/api/v1/cases/${id}/class`, { regime: 'au-asic-rg271', class: 'hardship_credit', reason: 'hardship' })
    await say({ resolved_to_satisfaction: true })
    await desk.advance('P5D')
    await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'resolved', remedy: 'apology' })
    expect(clockOf(await desk.clocks(id), 'final')).toMatchObject({ state: 'running', due_at: endOf('2026-03-23') })
    await desk.advance('P5D')
    await call('POST', `/api/v1/cases/${id}/reopening`, { reason: 'the letter is still to be written' })
    await say({ rejected: false })
    const finals = (await desk.clocks(id)).filter(({ milestone, regime }) => milestone === 'final' && regime === 'au-asic-rg271')
    expect(finals).toMatchObject([{ state: 'running', due_at: endOf('2026-03-23') }])
  })

  it('closed without the final answer in writing that a rule book asks for, it is owed with its date and stays on the list', async () => {
    const { id, call } = await complaint()
    await desk.advance('P9D')
    await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'not_upheld', remedy: 'none' })
    expect(clockOf(await desk.clocks(id), 'final')).toMatchObject({ state: 'running', due_at: END_OF_30_DAYS })
    await desk.jumpTo(Date.parse(END_OF_30_DAYS) - 60_000)
    const wall = (await call('GET', '/api/v1/wall')) as { body: { columns: { hour: { clocks: object[] } } } }
    expect(wall.body.columns.hour.clocks).toContainEqual(expect.objectContaining({ milestone: 'final', case_id: id }))
    await call('POST', `/api/v1/cases/${id}/reopening`, { reason: 'the letter is still to be written' })
    await call('POST', `/api/v1/cases/${id}/replies`, { text: 'We did nothing wrong.', final: true, complete: true })
    await desk.advance('PT1H')
    expect(clockOf(await desk.clocks(id), 'final').met_at).not.toBeNull()
  })

  it('whoever complains again of what was closed without the answer that is owed goes on with the first receipt, another matter does not', async () => {
    const { id, call } = await complaint()
    await desk.advance('P2D')
    await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'not_upheld', remedy: 'none' })
    await desk.advance('P20D')
    const other = await desk.post({ text: SAYS.other, channel: 'email', contact: okafor })
    expect(other.case_id).not.toBe(id)
    await desk.advance('P1D')
    const again = await desk.post({ text: SAYS.again, channel: 'email', contact: okafor })
    expect(again.case_id).toBe(id)
    expect(await desk.caseOf(id)).toMatchObject({ state: 'open' })
    expect(clockOf(await desk.clocks(id), 'final')).toMatchObject({ state: 'due_soon', due_at: END_OF_30_DAYS })
    expect(happened(await desk.timeline(id), 'reopened')).toMatchObject([{ reason: expect.stringContaining('still owed') }])
  })

  it('the customer is content: said with the closing, no letter is owed within the five days', async () => {
    const { id, call } = await complaint()
    await desk.advance('P2D')
    await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'resolved', remedy: 'apology', satisfied: true })
    expect(clockOf(await desk.clocks(id), 'final').state).toBe('met')
    expect(happened(await desk.timeline(id), 'fact_said')).toMatchObject([
      { name: 'resolved_to_satisfaction', value: true },
      { name: 'complainant_accepted', value: true },
    ])
  })

  it('the final answer went by post in time: told afterwards, the clock was kept on the day that it went', async () => {
    const { id, call } = await complaint()
    const posted = new Date(desk.now() + 29 * 86_400_000).toISOString()
    await desk.advance('P40D')
    expect(clockOf(await desk.clocks(id), 'final').state).toBe('missed')
    await call('POST', `/api/v1/cases/${id}/happenings`, { name: 'final_sent', at: posted, reason: 'by registered post' })
    expect(clockOf(await desk.clocks(id), 'final')).toMatchObject({ state: 'met', met_at: posted })
  })

  it('a clarification stops the clock of a data request, and nothing else does', async () => {
    const { id, call } = await complaint(['uk-gdpr-dsr'])
    const first = await dueOf(id, 'fulfil')
    await desk.advance('P5D')
    const happen = (name: string) => call('POST', `/api/v1/cases/${id}/happenings`, { name, at: new Date(desk.now()).toISOString() })
    await happen('clarification_requested')
    expect(clockOf(await desk.clocks(id), 'fulfil')).toMatchObject({ state: 'paused', due_at: null })
    await desk.advance('P10D')
    await happen('clarification_received')
    const { state, due_at } = clockOf(await desk.clocks(id), 'fulfil')
    expect(state).toBe('running')
    expect(Date.parse(due_at!) - Date.parse(first!)).toBeGreaterThanOrEqual(10 * 86_400_000 - 3_600_000)
    const pauses = (clockOf(await desk.clocks(id), 'fulfil') as { why: { pauses: unknown[] } }).why.pauses
    expect(pauses).toHaveLength(1)
  })

  it('a post on somebody else’s forum has no clock of RG 271', async () => {
    const { id } = await complaint(['au-asic-rg271'], { channel: 'forum', public: true })
    expect((await desk.clocks(id)).filter(({ regime }) => regime === 'au-asic-rg271')).toEqual([])
  })
})

describe('the questions of the rule books', () => {
  it('are asked, answered, taken back, and refused where nobody asked them', async () => {
    const { id, call, say } = await complaint(['uk-fca-disp1'])
    const facts = async () =>
      (
        (await call('GET', `/api/v1/cases/${id}/facts`)) as {
          body: { questions: { fact: string }[]; facts: object; regimes: { class: string }[] }
        }
      ).body
    expect((await facts()).questions.map(({ fact }) => fact)).toContain('psd_emd')
    expect((await facts()).regimes.find(({ class: found }) => found)?.class).toBe('psd_emd')
    expect((await say({ psd_emd: false })).status).toBe(201)
    expect((await facts()).questions.map(({ fact }) => fact)).not.toContain('psd_emd')
    expect((await facts()).facts).toMatchObject({ psd_emd: false })
    expect(clockOf(await desk.clocks(id), 'final').kind).toBe('final_response')
    expect((await say({ psd_emd: false })).status).toBe(409)
    expect((await say({ psd_emd: null })).status).toBe(201)
    for (const wrong of [{ weather: true }, { severity: 'D' }, { psd_emd: 'perhaps' }, {}]) expect((await say(wrong)).status).toBe(422)
    const soon = new Date(desk.now() + 1_000_000).toISOString()
    expect((await call('POST', `/api/v1/cases/${id}/happenings`, { name: 'deadlock_reached', at: soon })).status).toBe(409)
    const told = async (name: string, at: string) => (await call('POST', `/api/v1/cases/${id}/happenings`, { name, at })).status
    expect(await told('sunrise', soon)).toBe(422)
    const won = (await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'won', remedy: 'none' })) as { body: { detail: string } }
    expect(won.body.detail).toContain('won and lost are for leads')
    expect(await told('closed', new Date(desk.now()).toISOString())).toBe(422)
    expect(await told('final_sent', '2020-01-01T00:00:00Z')).toBe(422)
  })
})

it('says which rule asks, who answered, what may be told and which classes there are; a product that was named later counts', async () => {
  const { id, call, say } = await complaint(['uk-fca-disp1', 'au-asic-rg271'])
  type Body = {
    answers: { fact: string; by: { name: string | null } | null }[]
    regimes: {
      regime: string
      class: string | null
      chosen_class: string | null
      classes: { id: string }[]
      questions: { fact: string; asked_by: { milestone: string | null; reference: string | null }[] }[]
      tellable: { facts: { fact: string; choices: string[] }[]; happenings: { name: string }[] }
    }[]
  }
  const book = async (regime: string) => {
    const { body } = (await call('GET', `/api/v1/cases/${id}/facts`)) as { body: Body }
    return { answers: body.answers, ...body.regimes.find((one) => one.regime === regime)! }
  }
  const first = await book('uk-fca-disp1')
  expect(first.questions.find(({ fact }) => fact === 'psd_emd')?.asked_by).toContainEqual({ milestone: null, kind: null, reference: null })
  expect(first.tellable.happenings.map(({ name }) => name)).toContain('final_sent')
  await say({ psd_emd: false }, 'A loan.')
  expect((await book('uk-fca-disp1')).answers).toMatchObject([
    { fact: 'psd_emd', type: 'yes_no', value: false, by: { name: expect.any(String) } },
  ])
  expect(await book('au-asic-rg271')).toMatchObject({ class: 'standard', chosen_class: null })
  expect((await say({ product: 'superannuation' })).status).toBe(201)
  expect(await book('au-asic-rg271')).toMatchObject({ class: 'super' })
  await call('POST', `/api/v1/cases/${id}/class`, { regime: 'au-asic-rg271', class: 'hardship_credit', reason: 'rent' })
  expect(await book('au-asic-rg271')).toMatchObject({ class: 'hardship_credit', chosen_class: 'hardship_credit' })
})

it('the API simulates as the command does, with the days of the firm, and lists the rule books', async () => {
  const { call } = await complaint()
  const ask = async (query: string) =>
    (await call('GET', `/api/v1/regimes${query ? `/${query}` : ''}`)) as {
      status: number
      body: { calendar: string; milestones: { id: string; due_date: string | null }[]; data: { id: string; in_use: boolean }[] }
    }
  const found = await ask('au-asic-rg271/simulation?received=2026-10-02&class=standard&fact=topic%3Dfees&event=closed%3D2026-10-05')
  expect(found.body).toMatchObject({ calendar: 'AU-NSW', class: 'standard' })
  expect(found.body.milestones.find(({ id }) => id === 'early_close')!.due_date).toBe('2026-10-12')
  expect((await ask('au-asic-rg271/simulation?received=yesterday')).status).toBe(422)
  expect((await ask('nonsense/simulation?received=2026-10-02')).status).toBe(404)
  const { data } = (await ask('')).body
  expect(data).toHaveLength(29)
  expect(data.filter(({ in_use }) => in_use).map(({ id }) => id)).toEqual(['au-asic-rg271'])
})
