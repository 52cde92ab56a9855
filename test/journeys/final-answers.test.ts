import { afterEach, describe, expect, it } from 'vitest'
import { okafor, SAYS, type StaffName } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { clockOf, outbound } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

async function complaint(regimes: string[], more: object = {}) {
  desk = await aDesk({ regimes, timeZone: 'Australia/Sydney', calendar: 'AU-NSW', at: '2026-03-02T10:00:00+11:00' })
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor, ...more })
  const { id, owner } = await desk.caseOf(wrote)
  const call = await desk.asUser(owner as StaffName)
  return { id, call, answer: (body: object, by = call) => by('POST', `/api/v1/cases/${id}/replies`, { final: true, ...body }) }
}
const finalOf = async (id: string, regime: string) => clockOf(await desk.clocks(id), 'final', regime).state

describe('a final answer in free words', () => {
  it('is refused while it lacks what RG 271 demands, names the block, and nobody can waive it', async () => {
    const { id, answer } = await complaint(['house', 'au-asic-rg271'])
    const refused = await answer({ text: 'We refund the fee.' })
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'content_missing', detail: expect.stringContaining('ext right, ext contact') },
    })
    const errors = refused.body.errors as { pointer: string; detail: string }[]
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/blocks/ext_right', '/blocks/ext_contact'])
    expect(errors[1]!.detail).toContain('1800 931 678')
    const lead = await desk.asUser('Bo')
    expect((await answer({ text: 'We refund the fee.', confirm: 'They know AFCA.' }, lead)).body.code).toBe('content_missing')
    expect((await answer({ text: 'We refund the fee. AFCA may look at it.' })).body.code).toBe('content_missing')
    await desk.advance('PT1M')
    expect(outbound(desk)).toEqual([])
    expect(await finalOf(id, 'au-asic-rg271')).toBe('running')

    expect((await answer({ text: `We refund the fee.\n\n${errors.map(({ detail }) => detail).join('\n\n')}` })).status).toBe(201)
    await desk.advance('PT1M')
    expect(await finalOf(id, 'au-asic-rg271')).toBe('met')
  })

  it('is completed where somebody wishes so, in the language of the customer', async () => {
    const { id, answer } = await complaint(['au-asic-rg271'], { text: SAYS.thai })
    expect((await answer({ text: 'เราคืนเงินให้แล้ว', complete: true })).status).toBe(201)
    await desk.advance('PT1M')
    expect(outbound(desk)[0]!.data.text).toMatch(
      /^เราคืนเงินให้แล้ว\n\n[\s\S]*Australian Financial Complaints Authority[\s\S]*www\.afca\.org\.au/,
    )
    expect(await finalOf(id, 'au-asic-rg271')).toBe('met')
  })

  it("leaves as it is where only the house's own promise holds, and so does every other answer", async () => {
    const { answer, call, id } = await complaint(['house'])
    expect((await answer({ text: 'We refund the fee.' })).status).toBe(201)
    await desk.advance('PT1M')
    expect(await finalOf(id, 'house')).toBe('met')
    expect((await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'upheld', remedy: 'refund' })).status).toBe(201)
  })

  it('that a rule book only expects more of goes out when a lead says why, and an agent cannot', async () => {
    const { answer, call, id } = await complaint(['house'])
    const source = `{"format":"redress-regime/2","id":"own-code","version":"1","title":"Code","jurisdiction":"AU","evidence":"S","checked":"2026-01-01",
      "calendar":{"use":"office","time_zone":"firm"},"external_bodies":[{"id":"TIO","name":"Telecom Ombudsman","web":"tio.example","evidence":"S"}],
      "milestones":[{"id":"final","kind":"final_response","title":"Answer","obligation":"should","start":"received","due":"30cd",
      "content":["ext_right"],"reference":"Code 1","evidence":"S"}]}`
    await desk.advance('PT1M')
    expect((await desk.call('POST', '/api/v1/regimes/packs', { source })).status).toBe(201)
    await desk.advance('PT1M')
    const wrote = await desk.post({
      text: SAYS.other,
      channel: 'sms',
      contact: { name: 'Lek', handles: [{ kind: 'phone', value: '+66811' }] },
    })
    const text = { text: 'We refund the fee.', final: true }
    const path = `/api/v1/cases/${wrote.case_id}/replies`
    expect((await call('POST', path, text)).body).toMatchObject({
      code: 'content_advised',
      detail: expect.stringContaining('Code 1 (own-code)'),
    })
    expect((await (await desk.asUser('Ana'))('POST', path, { ...text, confirm: 'no room' })).body.code).toBe('not_a_lead')
    expect((await (await desk.asUser('Bo'))('POST', path, { ...text, confirm: 'They know it well.' })).status).toBe(201)
    const { rows } = await desk.redress.db.pool.query(`select body from audit where action = 'case.sent_without'`)
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).toContain('They know it well.')
    expect((await answer({ text: 'We refund the fee.' })).status).toBe(201)
    expect(await finalOf(id, 'house')).toBe('running')
  })
})
