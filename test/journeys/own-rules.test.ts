import { afterEach, describe, expect, it } from 'vitest'
import { putOwn } from '../../src/store/own-rules'
import { okafor, SAYS, type StaffName } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { clockOf, happened } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

const sydney = (text: string) => new Date(`${text}+11:00`).toISOString()
const endOf = (date: string) => sydney(`${date}T23:59:59.999`)

/** The house's promise of an answer, as a firm writes it anew. */
const house = (version: string, days: string, more = '') => `format: redress-regime/2
id: house
version: "${version}"
title: Mill Lane answers sooner
jurisdiction: "*"
evidence: N
checked: 2026-03-01
calendar: { use: office, time_zone: firm }
milestones:
  - { id: ack, kind: acknowledge, title: Acknowledge, obligation: target, start: received, due: 24h, reference: House rule 1, evidence: N }
  - { id: final, kind: final_response, title: Answer, obligation: target, start: received, due: ${days}, reference: House rule 2, evidence: N${more} }
`
const aFirm = async () => {
  desk = await aDesk({ timeZone: 'Australia/Sydney', calendar: 'AU-NSW', at: '2026-03-02T10:00:00+11:00' })
}
let said = 0
const complain = (more: object = {}) =>
  desk.post({
    text: `${SAYS.complaint} (${++said})`,
    channel: 'whatsapp',
    contact: { ...okafor, handles: [{ kind: 'phone', value: `+6140000${1000 + said}` }] },
    ...more,
  })
const bring = (source: string, more: object = {}) =>
  desk.call<Record<string, unknown>>('POST', '/api/v1/regimes/packs', { source, file: 'house.yaml', ...more })
const due = async (of: { case_id: string | null }, milestone = 'final') => clockOf(await desk.clocks(of), milestone).due_at

describe("a firm's own rule book in a running firm", () => {
  it('is taken by new cases, and by old ones only through a rebase with a reason', async () => {
    await aFirm()
    const old = await complain()
    expect(await due(old)).toBe(endOf('2026-04-01'))

    const looked = await bring(house('2026-03', '10cd'), { preview: true })
    expect(looked.body).toMatchObject({ kept: false, replaces: '1', open_clocks: 3, moved: 0 })
    expect(looked.body.new_cases).toContainEqual({
      ...{ regime: 'house', milestone: 'final' },
      ...{ was: '2026-04-01T23:59:59+11:00', would_be: '2026-03-12T23:59:59+11:00' },
    })
    await desk.advance('PT1M')
    expect(await due(await complain())).toBe(endOf('2026-04-01'))

    expect(await bring(house('2026-03', '10cd'))).toMatchObject({ status: 201, body: { id: 'house', version: '2026-03', kept: true } })
    await desk.advance('PT1M')
    const young = await complain()
    expect(await due(young)).toBe(endOf('2026-03-12'))
    expect(await due(old)).toBe(endOf('2026-04-01'))
    expect((await desk.clocks(young)).map(({ milestone }) => milestone).sort()).toEqual(['ack', 'final'])
    const why = clockOf(await desk.clocks(old), 'final') as { why: { steps: string[] } }
    expect(why.why.steps.join(' ')).not.toContain('Counted here with version')

    await desk.call('POST', `/api/v1/cases/${old.case_id}/acknowledgement`, { notify_customer: false })
    expect(await due(old)).toBe(endOf('2026-04-01'))

    const { body } = await desk.call<{ moved: object[] }>('POST', '/api/v1/clocks/rebase', {
      apply: true,
      reason: 'We promised it to all.',
    })
    expect(body.moved).toContainEqual(
      expect.objectContaining({
        milestone: 'final',
        version: { was: '1', would_be: '2026-03' },
        was: endOf('2026-04-01'),
        would_be: endOf('2026-03-12'),
      }),
    )
    expect(await due(old)).toBe(endOf('2026-03-12'))
    expect(clockOf(await desk.clocks(old), 'first_response').state).toBe('cancelled')
    expect(happened(await desk.timeline(old), 'rebased')).toMatchObject([{ reason: 'We promised it to all.' }])
    await desk.call('POST', `/api/v1/cases/${old.case_id}/facts`, { facts: { complex: true } })
    expect(await due(old)).toBe(endOf('2026-03-12'))
  })

  it('one that ships is looked at, taken into use and laid aside: new cases follow, open ones keep their clocks, the audit says who', async () => {
    await aFirm()
    const old = await complain()
    const adopt = (adopted: boolean, preview = false) =>
      desk.call<Record<string, unknown>>('PUT', '/api/v1/regimes/au-asic-rg271/adoption', { adopted, preview })
    const regimes = async (of: { case_id: string | null }) => new Set((await desk.clocks(of)).map(({ regime }) => regime))
    const looked = await adopt(true, true)
    expect(looked).toMatchObject({ status: 200, body: { changed: true, kept: false, open_clocks: 0, open_cases: 0, moved: 0 } })
    expect(looked.body.new_cases).toContainEqual(
      expect.objectContaining({ milestone: 'final', was: null, would_be: '2026-04-01T23:59:59+11:00' }),
    )
    await desk.advance('PT1M')
    expect(await regimes(await complain())).toEqual(new Set(['house']))

    const answered = await complain()
    const owner = await desk.asUser((await desk.caseOf(answered)).owner as StaffName)
    const final = { text: 'We refund it.', final: true, complete: true }
    expect((await owner('POST', `/api/v1/cases/${answered.case_id}/replies`, final)).status).toBe(201)
    await desk.advance('PT1H')
    await desk.advance('P2D')
    type Month = { last_month: { milestone: string; clocks: number; missed: number; would_clocks: number; would_miss: number }[] }
    const month = async (milestone: string) =>
      ((await adopt(true, true)).body as Month).last_month.find((one) => one.milestone === milestone)
    expect(await month('final')).toEqual({ milestone: 'final', clocks: 0, missed: 0, would_clocks: 3, would_miss: 0 })
    expect(await month('ack')).toEqual({ milestone: 'ack', clocks: 0, missed: 0, would_clocks: 3, would_miss: 2 })
    expect(await month('early_close')).toBeUndefined()

    expect((await adopt(true)).body).toMatchObject({ changed: true, kept: true })
    await desk.advance('PT1M')
    const young = await complain()
    expect(await regimes(young)).toEqual(new Set(['house', 'au-asic-rg271']))
    expect(await regimes(old)).toEqual(new Set(['house']))
    expect((await adopt(true)).body).toMatchObject({ changed: false, new_cases: [], open_cases: 1 })

    expect(((await adopt(false, true)).body as Month).last_month.find(({ milestone }) => milestone === 'final')).toEqual({
      ...{ milestone: 'final', clocks: 1, missed: 0, would_clocks: 0, would_miss: 0 },
    })
    expect((await adopt(false)).body).toMatchObject({ changed: true, open_cases: 1 })
    await desk.advance('PT1M')
    expect(await regimes(await complain())).toEqual(new Set(['house']))
    expect(await regimes(young)).toEqual(new Set(['house', 'au-asic-rg271']))
    const { body } = await desk.call<{ data: { action: string; subject: string }[] }>('GET', '/api/v1/audit?limit=50')
    const said = body.data.filter(({ action }) => action.startsWith('rule_book')).map(({ action, subject }) => `${action} ${subject}`)
    expect(said.sort()).toEqual(['rule_book.adopted au-asic-rg271', 'rule_book.laid_aside au-asic-rg271'])
    expect((await desk.call('PUT', '/api/v1/regimes/nobody/adoption', { adopted: true })).status).toBe(404)
  })

  it('one of its own is in use from when it was brought, is looked at and laid aside like one that ships, and has to be brought again', async () => {
    await aFirm()
    const adopt = (adopted: boolean, preview = false, id = 'house') =>
      desk.call<Record<string, unknown>>('PUT', `/api/v1/regimes/${id}/adoption`, { adopted, preview })
    const followed = async () => (await desk.clocks(await complain())).map(({ regime, regime_version }) => `${regime} ${regime_version}`)
    await bring(house('2', '10cd').replace('id: house', 'id: ours'))
    await desk.advance('PT1M')
    expect(await adopt(true, false, 'ours')).toMatchObject({ status: 200, body: { id: 'ours', changed: false, new_cases: [] } })
    const looked = await adopt(false, true, 'ours')
    expect(looked).toMatchObject({ status: 200, body: { changed: true, kept: false } })
    expect(looked.body.new_cases).toContainEqual(expect.objectContaining({ milestone: 'final', would_be: null }))
    expect(await followed()).toContain('ours 2')
    expect(await adopt(false, false, 'ours')).toMatchObject({ status: 200, body: { changed: true, kept: true } })
    await desk.advance('PT1M')
    expect(await followed()).not.toContain('ours 2')
    expect(await adopt(true, false, 'ours')).toMatchObject({ status: 409, body: { code: 'pack_withdrawn' } })

    await bring(house('2', '10cd'))
    await desk.advance('PT1M')
    expect(await followed()).toContain('house 2')
    expect(await adopt(false)).toMatchObject({ status: 200, body: { changed: true } })
    await desk.advance('PT1M')
    expect((await followed()).filter((one) => one.startsWith('house'))).toEqual([])
    expect(await adopt(true)).toMatchObject({ status: 200, body: { changed: true } })
    await desk.advance('PT1M')
    expect(await followed()).toContain('house 1')
  })

  it('that is wrong is refused with file, line and remedy, and what was there stays in force', async () => {
    await aFirm()
    await bring(house('2', '10cd'))
    const wrong = await bring(house('3', '10 days', ', channels: web'))
    expect(wrong).toMatchObject({ status: 422, body: { code: 'bad_rule_book' } })
    expect((wrong.body.errors as { detail: string }[]).map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^house\.yaml, line 11: pack\.milestones\[1\]\.channels must be a list/),
      expect.stringMatching(/^house\.yaml, line 11: pack\.milestones\[1\]\.due must be a duration such as 24h/),
    ])
    expect(await bring(house('2', '5cd'))).toMatchObject({ status: 409, body: { code: 'version_taken' } })
    expect(await bring('format: other/1')).toMatchObject({ status: 422 })
    expect(await bring('milestones: [')).toMatchObject({ status: 422 })
    await desk.advance('PT1M')
    expect(await due(await complain())).toBe(endOf('2026-03-12'))
  })

  it('that another process brought is heard of, and its end gives back what ships', async () => {
    await aFirm()
    const { db, services } = desk.redress
    await putOwn(db, desk.tenant.id, { kind: 'pack', id: 'house', version: '2', source: house('2', '10cd'), by: 'cli', at: desk.now() })
    const finals = async () =>
      (await services.directory(desk.tenant.id)).packs.filter(({ id }) => id === 'house').map(({ version }) => version)
    await expect.poll(finals).toEqual(['1', '2'])
    await desk.advance('PT1M')
    expect(await due(await complain())).toBe(endOf('2026-03-12'))
    expect((await desk.call('DELETE', '/api/v1/regimes/packs/house')).status).toBe(200)
    expect((await desk.call('DELETE', '/api/v1/regimes/packs/house')).status).toBe(404)
    await desk.advance('PT1M')
    expect(await due(await complain())).toBe(endOf('2026-04-01'))
  })

  it('that can no longer be read raises an alarm, and the version before it holds', async () => {
    await aFirm()
    await bring(house('2', '10cd'))
    const unreadable = house('3', '5cd').replace('kind: acknowledge', 'kind: greeting')
    await putOwn(desk.redress.db, desk.tenant.id, {
      kind: 'pack',
      id: 'house',
      version: '3',
      source: unreadable,
      by: 'cli',
      at: desk.now(),
    })
    const alarms = async () => (await desk.call<{ alarms: string[] }>('GET', '/api/v1/regimes')).body.alarms
    await expect.poll(alarms).toEqual([expect.stringMatching(/^house@3, line 10: pack\.milestones\[0\]\.kind must be one of/)])
    await desk.advance('PT1M')
    expect(await due(await complain())).toBe(endOf('2026-03-12'))
    await expect.poll(async () => (await desk.notices()).filter(({ kind }) => kind === 'rules_alarm')).toHaveLength(1)
    expect((await desk.notices()).find(({ kind }) => kind === 'rules_alarm')).toMatchObject({ to: 'Alex' })
  })
})

describe('a year that nobody has announced', () => {
  const list = `format: redress-moved-days/1
place: CN
years:
  - { year: 2027, notice: The notice of the year, off: [{ from: 2027-01-01, to: 2027-01-03, name: New Year }], work: ["2027-01-09"] }
`
  it('is named with its calendar and the remedy from the middle of the year before, and is known once its list is brought', async () => {
    desk = await aDesk({ timeZone: 'Asia/Shanghai', calendar: 'CN', regimes: ['cn-samr-2026'], at: '2026-06-29T10:00:00+08:00' })
    const finding = async () =>
      (await desk.call<{ data: { code: string; detail: string }[] }>('GET', '/api/v1/doctor')).body.data.find(
        ({ code }) => code === 'holidays',
      )
    expect(await finding()).toBeUndefined()
    await desk.jumpTo(Date.parse('2026-12-28T10:00:00+08:00'))
    expect(await finding()).toMatchObject({
      state: 'warning',
      detail: expect.stringMatching(/holidays of CN in 2027 .* cn-samr-2026.*redress regime add FILE/),
    })
    const taken = async () => (await due(await complain(), 'acceptance'))?.slice(0, 10)
    expect(await taken()).toBe('2027-01-06')

    expect((await bring(list.replace('2027-01-09', '2027-01-11'))).body).toMatchObject({
      detail: expect.stringContaining('no weekend day'),
    })
    expect(await bring(list)).toMatchObject({ status: 201, body: { kind: 'days', id: 'CN', kept: true } })
    await desk.advance('PT1M')
    expect(await finding()).toBeUndefined()
    expect(await taken()).toBe('2027-01-07')
    const wish = '/api/v1/regimes/cn-samr-2026/simulation?received=2026-12-31'
    expect((await desk.call<{ milestones: object[] }>('GET', wish)).body.milestones[0]).toMatchObject({
      due_date: '2027-01-11',
      holidays_assumed: false,
    })
  })
})

describe('the service policy of a firm', () => {
  const policy = {
    title: 'What we promise',
    ...{ first_response: '2bh', resolution: '5bd' },
    hours: { mon: ['08:00-12:00', '13:00-17:00'], tue: ['08:00-12:00', '13:00-17:00'] },
    branches: { melbourne: { holidays: 'AU-VIC', first_response: '30bmin' } },
  }
  it('counts in its own hours, by branch, for cases from then on', async () => {
    await aFirm()
    const old = await complain()
    expect((await desk.call<{ own: boolean }>('GET', '/api/v1/service-policy')).body.own).toBe(false)
    expect((await desk.call('PUT', '/api/v1/service-policy', policy)).status).toBe(200)
    expect((await desk.call('GET', '/api/v1/service-policy')).body).toMatchObject({ own: true, policy })
    await desk.advance('PT1H30M')
    const [city, melbourne] = [await complain(), await complain({ meta: { branch: 'melbourne' } })]
    expect(await due(city, 'desk_first_response')).toBe(sydney('2026-03-02T14:30:00'))
    expect(await due(melbourne, 'desk_first_response')).toBe(sydney('2026-03-02T12:00:00'))
    expect((await desk.clocks(old)).some(({ milestone }) => milestone.startsWith('desk_'))).toBe(false)

    expect((await desk.call('PUT', '/api/v1/service-policy', { ...policy, first_response: '1bh', branches: {} })).status).toBe(200)
    await desk.advance('PT1M')
    expect(await due(city, 'desk_first_response')).toBe(sydney('2026-03-02T14:30:00'))
    expect(await due(await complain({ meta: { branch: 'melbourne' } }), 'desk_first_response')).toBe(sydney('2026-03-02T13:31:00'))
  })
  it('promises some cases more, and is held against the last month before it is kept', async () => {
    await aFirm()
    const soon = { title: 'Soon', first_response: '2h', closer: [{ channels: ['whatsapp'], first_response: '40min' }] }
    expect((await desk.call('PUT', '/api/v1/service-policy', soon)).status).toBe(200)
    await desk.advance('PT1M')
    const [chat, mail] = [await complain(), await complain({ channel: 'email' })]
    expect(await due(chat, 'desk_first_response')).toBe(sydney('2026-03-02T10:41:00'))
    expect(await due(mail, 'desk_first_response')).toBe(sydney('2026-03-02T12:01:00'))
    await desk.advance('PT1H')
    const sooner = { title: 'Sooner', first_response: '20min', preview: true }
    const { body } = await desk.call<{ kept: boolean; last_month: object[] }>('PUT', '/api/v1/service-policy', sooner)
    expect(body).toMatchObject({
      kept: false,
      last_month: [{ milestone: 'desk_first_response', clocks: 2, missed: 1, would_clocks: 2, would_miss: 2 }],
    })
  })
  it('is held against the last month also where the firm had promised nothing yet', async () => {
    await aFirm()
    await complain()
    await desk.advance('PT3H')
    await complain()
    const first = { title: 'First', first_response: '1h', preview: true }
    const { body } = await desk.call<{ last_month: object[] }>('PUT', '/api/v1/service-policy', first)
    expect(body.last_month).toEqual([{ milestone: 'desk_first_response', clocks: 0, missed: 0, would_clocks: 2, would_miss: 1 }])
  })
  it('that promises nothing or speaks in riddles is refused', async () => {
    await aFirm()
    expect(await desk.call('PUT', '/api/v1/service-policy', { title: 'Soon', first_response: 'soon' })).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/^service policy, line 3: service\.first_response must be a duration/) },
    })
  })
})
