import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTenant } from '../../src/store/db'
import { aDesk, type Desk } from '../support/app'

let desk: Desk
beforeAll(async () => {
  desk = await aDesk({ connected: false, tenants: ['Mill Lane Stores', 'River Bank'] })
})
afterAll(() => desk.close())

type Rule = {
  id: string
  version: number
  state: string
  tested: object | null
  broken: string | null
  code?: string
  detail?: string
  trial?: Trial
}
type Trial = { tested: number; fired: number; raised: number; examples: { message_id: string; excerpt: string; would_be: string | null }[] }
const RULES = '/api/v1/detector/rules'
const say = (text: string, firm = desk.firms[0]!) => firm.post({ text, channel: 'trustpilot', public: true })
/** Another process hears of a change by the database; here the directory is read until it knows. */
const heard = (firm = desk.firms[0]!, there = true) =>
  expect.poll(async () => (await desk.redress.needs.store.directory(firm.tenant.id)).refine !== undefined, { timeout: 20_000 }).toBe(there)

describe("a firm's own rules", () => {
  it('are tried on what was said before, go live, and raise what is said from then on', async () => {
    for (let n = 0; n < 6; n++) await say(`Could you tell me whether parcel number ${n} goes out today?`)
    const before = await say('Could you tell me your opening hours for the batch 7 tasting on Saturday?')
    expect(before.finding!.rules).toBeUndefined()

    const body = { name: 'batch-7', kind: 'rule', when: 'said("batch 7")', floor: 'B' }
    const drafted = await desk.call<Rule>('POST', RULES, body)
    expect(drafted).toMatchObject({
      status: 201,
      body: { id: 'batch-7', version: 1, state: 'draft', trial: { tested: 7, fired: 1, raised: 1 } },
    })
    expect(drafted.body.trial!.examples).toEqual([
      {
        message_id: before.id,
        excerpt: 'Could you tell me your opening hours for the batch 7 tasting on Saturday?',
        severity: expect.any(String),
        would_be: 'B',
      },
    ])
    expect((await say('What are your opening hours for batch 7 on Sunday?')).finding!.rules).toBeUndefined()

    const live = await desk.call<Rule>('POST', `${RULES}/batch-7/live`, {})
    expect(live).toMatchObject({ status: 200, body: { version: 2, state: 'live', tested: { tested: 8, fired: 2, raised: 2 } } })
    await heard()
    const after = await say('What are your opening hours for b4tch 7 on Monday?')
    expect(after).toMatchObject({ severity: 'B' })
    expect(['review', 'complaint']).toContain(after.disposition)
    expect(after.finding!.rules).toEqual([{ id: 'batch-7', version: '2', name: 'batch-7', floor: 'B', look: false }])
  })

  it("are one firm's and nobody else's", async () => {
    expect((await say('What are your opening hours for batch 7?', desk.firms[1]!)).finding!.rules).toBeUndefined()
    expect((await desk.firms[1]!.call<{ data: Rule[] }>('GET', RULES)).body.data).toEqual([])
  })

  it('may be phrases, in any script and in disguise, with a category that triage knows', async () => {
    const body = { name: 'sour', kind: 'phrase', category: 'health', phrases: ['smells sour', '酸味'] }
    expect((await desk.call('POST', RULES, body)).status).toBe(201)
    expect((await desk.call('POST', `${RULES}/sour/live`, {})).status).toBe(200)
    await heard()
    await expect
      .poll(async () => (await say('My face hurts, the cream smel1s s0ur, I want my money back!')).finding!.risk_phrases.map((p) => p.id), {
        timeout: 20_000,
      })
      .toContain('firm.health.sour')
  })

  it.each([
    [{ name: 'x', kind: 'rule', when: 'text.matches("(a+)+$")', floor: 'B' }, 'unusable', /like/],
    [{ name: 'x', kind: 'rule', when: 'like("(a)\\\\1")', floor: 'B' }, 'unusable', /back-reference/],
    [{ name: 'x', kind: 'rule', when: 'complaint.p >', floor: 'B' }, 'unusable', /./],
    [{ name: 'x', kind: 'rule', when: 'true', floor: 'Z' }, 'invalid', /floor/],
    [{ name: 'a/b', kind: 'rule', when: 'true' }, 'bad_name', /letters/],
    [{ name: 'x', kind: 'phrase', category: 'health', phrases: ['\u200b'] }, 'unusable', /empty/],
  ])('%j is refused: %s', async (body, code, why) => {
    const answer = await desk.call('POST', RULES, body)
    expect([answer.status, answer.body.code, answer.body.detail]).toEqual([422, code, expect.stringMatching(why)])
  })

  it('that would fire all the time need somebody to say that this is meant', async () => {
    for (let n = 0; n < 35; n++) await say(`Which size of the ${n} jacket do you have?`)
    await desk.call('POST', RULES, { name: 'everything', kind: 'rule', when: 'true', look: true })
    expect(await desk.call('POST', `${RULES}/everything/live`, {})).toMatchObject({ status: 409, body: { code: 'fires_often' } })
    expect((await desk.call('POST', `${RULES}/everything/live`, { often: true })).status).toBe(200)
    expect((await desk.call('POST', `${RULES}/everything/live`, { often: true })).body.code).toBe('live_already')
    expect((await desk.call('DELETE', `${RULES}/everything`)).status).toBe(200)
    expect((await desk.call('DELETE', `${RULES}/everything`)).status).toBe(404)
    expect((await desk.call('POST', `${RULES}/nobody/live`, {})).status).toBe(404)
  })

  it('keep their history, and the audit says who did what', async () => {
    const rows = await inTenant(desk.redress.db, desk.tenant.id, (query) =>
      query<{ action: string; subject: string }>(`select action, subject from audit where action like 'detector_rule.%' order by seq`),
    )
    expect(rows.map(({ action, subject }) => `${subject} ${action.slice(14)}`)).toEqual([
      'batch-7 draft',
      'batch-7 live',
      'sour draft',
      'sour live',
      'everything draft',
      'everything live',
      'everything removed',
    ])
    const wrong = inTenant(desk.redress.db, desk.tenant.id, (query) => query(`update detector_rule set body = '{}' where name = 'sour'`))
    if (desk.redress.db.plainRole) await expect(wrong).rejects.toMatchObject({ code: '42501' })
  })

  it('that broke since they went live are named, and messages are understood all the same', async () => {
    await inTenant(desk.redress.db, desk.tenant.id, (query) =>
      query(
        `insert into detector_rule (tenant_id, name, version, kind, state, body, made_at, made_by)
         values ($1, 'old', 1, 'rule', 'live', '{"kind":"rule","when":"gone.since > 3","floor":"A","look":false}', now(), 'test')`,
        [desk.tenant.id],
      ),
    )
    const listed = (await desk.call<{ data: Rule[] }>('GET', RULES)).body.data
    expect(listed.map(({ id, broken }) => [id, broken !== null])).toEqual([
      ['batch-7', false],
      ['old', true],
      ['sour', false],
    ])
    expect((await say('What are your opening hours for batch 7?')).finding!.rules).toHaveLength(1)
  })
})
