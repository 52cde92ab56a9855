import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { driftOfFirm, learnOvernight } from '../../src/actions/detector-learning'
import { sneakerTalk } from '../../src/detection/adapt/sneakers.fixture'
import { inTenant } from '../../src/store/db'
import { aDesk, type Desk } from '../support/app'
import { correct } from '../support/correct'

const MODELS = '/api/v1/detector/models'
type Model = {
  id: string
  state: string
  refused: string | null
  verdict: {
    better: boolean
    why: string
    comparisons: { lang: string; missed: { low: number; high: number } }[]
    changed: { was: number; is: number }[]
  } | null
}
let desk: Desk
beforeAll(async () => {
  desk = await aDesk({ connected: false, tenants: ['Sole Mates', 'River Bank', 'Harbour Bank'] })
})
afterAll(() => desk.close())

const shop = () => desk.firms[0]!
const bank = () => desk.firms[1]!
const harbour = () => desk.firms[2]!
const call = <T = Model>(method: 'GET' | 'POST', path: string, firm = shop()) =>
  firm.call<T>(method, path, method === 'POST' ? {} : undefined)

const corrected = (said: { text: string; complaint: boolean }[], firm = shop(), by = firm.people.get('Ana')!) =>
  judged(
    said.map(({ text, complaint }) => ({ text, data: { complaint: complaint ? 'yes' : 'no' } })),
    firm,
    by,
  )

let corrections = 0
/** Takes messages in as one batch and has a person say something of each. */
async function judged(said: { text: string; data: Record<string, string> }[], firm: ReturnType<typeof shop>, by: string) {
  const lines = said.map(({ text }, i) =>
    JSON.stringify({ text, channel: 'chat', external_id: `${by}-${firm.tenant.id}-${i}-${text.length}` }),
  )
  const batch = await firm.call<string>('POST', '/api/v1/messages/batch', lines.join('\n'), { 'content-type': 'application/x-ndjson' })
  await desk.settle()
  const ids = batch.body
    .trim()
    .split('\n')
    .map((line) => String(JSON.parse(line).id).slice(4))
  for (const [i, { data }] of said.entries())
    await correct(desk.redress.db, firm.tenant.id, { messageId: ids[i]!, by, data, at: desk.now() + corrections++ })
}
const fresh = sneakerTalk(60, 9).filter(({ complaint }) => !complaint)
async function alarmsIn(firm = shop()): Promise<number> {
  const { refine } = await desk.redress.needs.store.directory(firm.tenant.id)
  return fresh.filter(({ text }) => {
    const finding = desk.redress.needs.detect(text, { lang: null, public: false })
    const about = { lang: null, public: false, channel: 'chat' }
    return (refine ? refine(finding, text, about) : finding).complaint.value !== 'no'
  }).length
}
const inForce = (there: boolean, firm = shop()) =>
  expect.poll(async () => (await desk.redress.needs.store.directory(firm.tenant.id)).refine !== undefined, { timeout: 20_000 }).toBe(there)

describe('a sneaker shop where sick is praise', () => {
  it('has too little to teach at first', async () => {
    await corrected(sneakerTalk(10))
    expect(await call('POST', MODELS)).toMatchObject({
      status: 201,
      body: { state: 'refused', refused: expect.stringContaining('10 corrections') },
    })
  })

  it('teaches with 300 corrected rows, sees what would change with intervals, and puts it in force', async () => {
    const before = [await alarmsIn(shop()), await alarmsIn(bank())]
    await corrected(sneakerTalk(300, 1))
    const { body: learned } = await call('POST', MODELS)
    expect(learned).toMatchObject({ state: 'challenger', refused: null, verdict: { better: true } })
    expect(learned.verdict!.comparisons[0]).toMatchObject({ lang: 'all', missed: { low: expect.any(Number), high: expect.any(Number) } })
    expect(learned.verdict!.changed.length).toBeGreaterThan(0)
    expect(await alarmsIn()).toBe(before[0])

    expect((await call('POST', `${MODELS}/${learned.id}/promotion`)).status).toBe(200)
    await inForce(true)
    expect(await alarmsIn()).toBeLessThan(before[0]! / 2)
    const said = await shop().post({ text: 'those high tops are sick mate', channel: 'chat' })
    expect(said.finding!.model.version).toContain(`+${learned.id}`)
  })

  it('is the only one that it changed', async () => {
    const others = await bank().post({ text: 'those high tops are sick mate', channel: 'chat' })
    expect(others.finding!.model.version).not.toContain('+')
    expect((await call<{ data: Model[] }>('GET', MODELS, bank())).body.data).toEqual([])
  })

  it('hears a danger as before, whatever was learned', async () => {
    const said = await shop().post({ text: 'sick kicks but the heel light caught fire on my foot', channel: 'chat' })
    expect(['complaint', 'review']).toContain(said.disposition)
  })

  it('takes it back with one call, and there is nothing before the shared model', async () => {
    expect(await call<{ is: string | null }>('POST', '/api/v1/detector/rollback')).toMatchObject({ status: 200, body: { is: null } })
    await inForce(false)
    expect(await call<{ code: string }>('POST', '/api/v1/detector/rollback')).toMatchObject({
      status: 409,
      body: { code: 'nothing_before' },
    })
  })

  it('is refused a poisoned set, with the reason, and cannot put it in force', async () => {
    const poison = Array.from({ length: 60 }, (_, i) => ({
      text: `The charger caught fire and burned my hand, number ${i}`,
      complaint: false,
    }))
    await corrected(poison, shop(), shop().people.get('Nok')!)
    const { body: learned } = await call('POST', MODELS)
    expect(learned).toMatchObject({ state: 'refused', verdict: null, refused: expect.stringMatching(/speak of harm/) })
    expect(await call<{ code: string; detail: string }>('POST', `${MODELS}/${learned.id}/promotion`)).toMatchObject({
      status: 409,
      body: { code: 'not_better', detail: learned.refused },
    })
    expect((await call('POST', `${MODELS}/m99/promotion`)).status).toBe(404)
  })

  it('keeps who did what in the audit', async () => {
    const rows = await inTenant(desk.redress.db, shop().tenant.id, (query) =>
      query<{ action: string }>(`select action from audit where action like 'detector_model.%' order by seq`),
    )
    expect(rows.map(({ action }) => action.slice(15))).toEqual(['refused', 'challenger', 'promoted', 'rolled_back', 'refused'])
  })
})

describe('the night', () => {
  it('learns where enough is new and lets what was judged better come into force by itself, once', async () => {
    const { learning } = desk.redress.services
    await corrected(sneakerTalk(300, 2), bank())
    expect(await learnOvernight(learning, bank().tenant.id)).toMatchObject({ state: 'challenger' })
    expect(await learning.champion(bank().tenant.id)).toMatchObject({ id: 'm1' })
    expect(await learnOvernight(learning, bank().tenant.id)).toBeNull()
    expect(await driftOfFirm(learning, bank().tenant.id)).toMatchObject([{ what: 'score' }, { what: 'language' }, { what: 'topic' }])
  })
})

describe('a bank where a frozen account is grave', () => {
  const ENDS = ['again', 'today', 'since noon', 'and I am abroad', 'for the third time', 'as of now']
  const said = Array.from({ length: 72 }, (_, i) => ({
    text: `the app says my account is frozen ${ENDS[i % 6]}, ticket ${i}, please mend that`,
    data: { severity: 'B', topic: 'frozen', emotion: 'worry' },
  }))

  it('corrects severity, topic and emotion, sees each judged, and every new message has them', async () => {
    await judged(said, harbour(), harbour().people.get('Ana')!)
    const { body: learned } = await call<{ id: string; state: string; tasks: { task: string; better: boolean }[] }>(
      'POST',
      MODELS,
      harbour(),
    )
    expect(learned).toMatchObject({
      state: 'challenger',
      tasks: [{ task: 'severity' }, { task: 'topic', better: true }, { task: 'emotion' }],
    })
    const better = learned.tasks.filter((task) => task.better).map(({ task }) => task)
    expect(better).toContain('severity')
    expect((await call('POST', `${MODELS}/${learned.id}/promotion`, harbour())).status).toBe(200)
    await inForce(true, harbour())
    const text = 'the app says my account is frozen and support hung up on me, please mend that'
    const { finding } = await harbour().post({ text, channel: 'chat' })
    expect([finding!.severity.value, finding!.topics[0]?.value]).toEqual(['B', 'frozen'])
    const elsewhere = await shop().post({ text, channel: 'chat' })
    expect(elsewhere.finding!.topics.map(({ value }) => value)).not.toContain('frozen')
  })
})
