import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginApprovals } from '../../src/demo/approvals'
import { createSampleFirm } from '../../src/demo/firm'
import { tellThePast } from '../../src/demo/lapse'
import { pastMessages, sampleAnswers, sampleFirm, sampleSaved } from '../../src/demo/sample'
import type { Message } from '../../src/domain/message'
import { letterWords } from '../../src/letter-words'
import { build, type Redress } from '../../src/main'
import { packageRoot } from '../../src/paths'
import { verifyAudit } from '../../src/store/audit'
import { asOwner, inTenant } from '../../src/store/db'
import { removeDemo } from '../../src/store/demo'
import { hasty, pastOf } from '../../src/store/demo-past'
import { listStaff, listTenants, type Tenant } from '../../src/store/tenants'
import { freshDatabase } from '../support/database'

const root = packageRoot()
const asOf = Date.parse('2026-03-05T15:00:00+07:00')
const DAY = 86_400_000
/** A quarter of the last twelve days; the whole sample is the demo's own affair. */
const messages = pastMessages(root, asOf).filter((m, i) => m.receivedAt > asOf - 12 * DAY && i % 4 === 0)

type Sample = { redress: Redress; tenant: Tenant }
const samples: Sample[] = []
afterAll(async () => {
  for (const { redress } of samples) await redress.stop()
})

async function sample(): Promise<Sample> {
  const { url } = await freshDatabase()
  const config = { pollMs: 50, undoMs: 0, minFreeMb: 0, url: 'https://desk.example' }
  const redress = await build({ url, root, config, dataDir: null, testClock: false, version: 'test', log: () => undefined })
  const tenant = await createSampleFirm(redress.db, sampleFirm(root), sampleSaved(root), 'en', asOf)
  redress.engine.spared.add(tenant.id)
  redress.engine.start()
  while (redress.engine.epoch === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  samples.push({ redress, tenant })
  return { redress, tenant }
}

async function tell({ redress, tenant }: Sample, goOn: (told: number) => boolean = () => true, told: Message[] = messages) {
  const db = hasty(redress.db)
  let n = 0
  const whole = await tellThePast({
    needs: redress.needs,
    tenant: tenant.id,
    epoch: () => redress.engine.epoch,
    past: pastOf(db, tenant.id, asOf),
    messages: told,
    answers: sampleAnswers(root),
    words: letterWords(root),
    goOn: async () => goOn(n),
    told: (count) => {
      n = count
    },
  })
  await db.end()
  return whole
}
const ask = <R>({ redress, tenant }: Sample, text: string) => inTenant(redress.db, tenant.id, (query) => query<R>(text))
const tally = async (one: Sample, text: string) =>
  Object.fromEntries((await ask<{ what: string; n: number }>(one, `${text} group by 1 order by 1`)).map((r) => [r.what, Number(r.n)]))

describe('the past of the sample firm', () => {
  let one: Sample
  beforeAll(async () => {
    one = await sample()
    expect(await tell(one)).toBe(true)
  })

  test('every message was understood, and cases are in every state that a desk knows', async () => {
    expect(await tally(one, `select state as what, count(*) as n from finding`)).toEqual({ processed: messages.length })
    const states = await tally(one, 'select state as what, count(*) as n from cases')
    for (const state of ['acknowledged', 'answered', 'closed']) expect(states[state]).toBeGreaterThan(0)
  })

  test('its events happened in the past and in order', async () => {
    const [wrong] = await ask<{ n: number }>(
      one,
      `select count(*) as n from (select at, lag(at) over (partition by case_id order by seq) as before from case_event) e
        where at < before or at > to_timestamp(${asOf / 1000})`,
    )
    expect(wrong).toEqual({ n: 0 })
    const kinds = await tally(one, 'select kind as what, count(*) as n from case_event')
    for (const kind of ['acknowledged', 'reply_delivered', 'clock_met', 'clock_missed', 'clock_warned', 'escalated', 'closed', 'noted'])
      expect(kinds[kind], kind).toBeGreaterThan(0)
  })

  test('nothing of it waits to be sent, and it says why', async () => {
    expect(await tally(one, `select state || ' ' || reason as what, count(*) as n from notice`)).toEqual({
      'sent demo_history': expect.any(Number),
    })
  })

  test('the audit holds, and what is still open is left to the engine with times to come', async () => {
    expect(await inTenant(one.redress.db, one.tenant.id, (query) => verifyAudit(query, one.tenant.id))).toMatchObject({ ok: true })
    const [overdue] = await ask<{ n: number }>(
      one,
      `select count(*) as n from clock where wake_at <= to_timestamp(${messages.at(-1)!.receivedAt / 1000})`,
    )
    expect(overdue).toEqual({ n: 0 })
  })

  test('told in two goes it is the same story', async () => {
    const two = await sample()
    expect(await tell(two, (told) => told < messages.length / 2)).toBe(false)
    expect(await tell(two)).toBe(true)
    const story = `select m.external_id || ' ' || c.reopened as what, string_agg(e.kind || ' ' || e.at, '; ' order by e.seq) as told
      from cases c join case_event e on e.case_id = c.id
      join lateral (select m.external_id from case_message l join message m on m.id = l.message_id
                     where l.case_id = c.id and m.direction = 'in' order by m.id limit 1) m on true group by 1 order by 1`
    expect(await ask(two, story)).toEqual(await ask(one, story))
    expect(
      await ask<{ n: number }>(two, 'select count(*) - count(distinct external_id) as n from message where direction = $$in$$'),
    ).toEqual([{ n: 0 }])
  })

  test('a few of its gravest answers wait for the visitor to approve; what the visitor writes waits for no colleague', async () => {
    const { redress, tenant } = one
    const sent = `select state as what, count(*) as n from notice where audience = 'customer'`
    const before = await tally(one, sent)
    const held = await beginApprovals(redress.db, redress.needs, tenant.id, sampleAnswers(root), letterWords(root))

    expect(held).toBeGreaterThan(0)
    expect(
      await tally(
        one,
        `select a.state || ' ' || (c.severity in ('A', 'B')) as what, count(*) as n from approval a join cases c on c.id = a.case_id`,
      ),
    ).toEqual({ 'waiting true': held })
    expect(await tally(one, sent)).toEqual(before)
    const visitor = (await listStaff(redress.db, tenant.id)).find(({ role }) => role === 'administrator')!
    const [grave] = await ask<{ id: string }>(
      one,
      `select id from cases c where severity in ('A', 'B') and state <> 'closed' and not exists (select from approval a where a.case_id = c.id) limit 1`,
    )
    const reply = {
      caseId: grave!.id,
      by: visitor.id,
      text: 'I have called the hospital and will call you at five.',
      final: false,
      public: false,
    }
    expect(await redress.services.cases.reply(tenant.id, reply)).toMatchObject({ done: true, value: { state: 'queued' } })
  })

  test('removed, it leaves what the visitor wrote, and nobody is locked out', async () => {
    const { redress, tenant } = one
    const own = {
      ...messages[0]!,
      externalId: 'own',
      text: 'My new lamp arrived broken and nobody answers. I want my money back.',
      sentAt: null,
      receivedAt: Date.now(),
    }
    const own2 = {
      ...own,
      externalId: 'own-2',
      contact: { ...own.contact, name: 'Visitor', handles: [{ kind: 'email', value: 'visitor@example.org' }] },
    }
    for (const message of [own, own2]) await redress.services.receive(tenant.id, { message, demo: false, raw: null })
    await until(async () => (await ask<{ n: number }>(one, `select count(*) as n from pending`))[0]!.n === 0)

    const removed = await removeDemo(redress.db, tenant.id, 'tests', Date.now())
    expect(removed).toMatchObject({ findings: messages.length })
    expect(await ask(one, 'select external_id from message order by id')).toEqual([{ external_id: 'own' }, { external_id: 'own-2' }])
    expect(await ask(one, 'select 1 from cases where demo')).toEqual([])
    expect(
      await ask(
        one,
        'select f.message_id from finding f where f.case_id is not null and not exists (select from cases c where c.id = f.case_id)',
      ),
    ).toEqual([])
    expect(
      await ask(one, 'select l.message_id from case_message l where not exists (select from message m where m.id = l.message_id)'),
    ).toEqual([])
    expect((await listTenants(redress.db))[0]!.settings.demo).toBe(false)
    expect((await listStaff(redress.db, tenant.id)).map((s) => s.role)).toContain('administrator')
    expect(await inTenant(redress.db, tenant.id, (query) => verifyAudit(query, tenant.id))).toMatchObject({ ok: true })
    expect((await asOwner<{ n: number }>(redress.db, 'select count(*) as n from notice where demo'))[0]).toEqual({ n: 0 })
  })
})

async function until(look: () => Promise<boolean>) {
  for (let n = 0; n < 200 && !(await look()); n++) await new Promise((resolve) => setTimeout(resolve, 25))
}
