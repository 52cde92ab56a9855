import { afterEach, beforeEach, expect, it } from 'vitest'
import { SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { happened, standing } from '../support/tell'

let desk: Desk
beforeEach(async () => {
  desk = await aDesk({ connected: false, regimes: ['house', 'au-asic-rg271'] })
})
afterEach(() => desk.close())

type Many = { done: number; left_out: { id: string; why: string }[]; undo: string; undo_until: string; code?: string }
type Matching = { count: number; as_of: string; severe: { count: number; named: { name: string }[] }; promised: { count: number } }
const writer = (n: number) => ({ name: `Writer ${n}`, handles: [{ kind: 'email', value: `w${n}@mail.example` }] })

/** So many messages that wait for a person; the first `severe` of them are of severity A. */
async function waiting(count: number, severe = 0) {
  const ids: string[] = []
  for (let n = 0; n < count; n++) ids.push((await desk.post({ text: `${SAYS.complaint} No. ${n}`, channel: 'sms', contact: writer(n) })).id)
  await desk.redress.db.pool.query(
    `update finding set disposition = 'review', decided_by = null, case_id = null, severity = case when message_id = any($1::uuid[]) then 'A' else 'C' end`,
    [ids.slice(0, severe).map((id) => id.slice(4))],
  )
  return ids
}
const inTriage = async () => (await desk.call<{ data: { id: string }[] }>('GET', '/api/v1/messages?view=triage&limit=200')).body.data.length

it('U16 all that match are decided at once, severity A is left out and named, and one undo restores all of them', async () => {
  await waiting(12, 1)
  const { body: matching } = await desk.call<Matching>('GET', '/api/v1/messages/matching?view=triage&channel=sms')
  expect(matching).toMatchObject({ count: 12, severe: { count: 1, named: [{ name: 'Writer 0' }] } })
  const late = await desk.post({ text: 'x y z', channel: 'sms', contact: writer(99) })
  await desk.redress.db.pool.query(`update finding set disposition = 'review' where message_id = $1::uuid`, [late.id.slice(4)])
  await desk.redress.db.pool.query(`update message set received_at = received_at + interval '1 second' where id = $1::uuid`, [
    late.id.slice(4),
  ])

  const body = { decision: 'noise', filter: { view: 'triage', channel: 'sms' }, as_of: matching.as_of }
  const { status, body: done } = await desk.call<Many>('POST', '/api/v1/messages/judgements', body)
  expect([status, done.done, done.left_out.map(({ why }) => why)]).toEqual([201, 11, ['severity_a']])
  expect(await inTriage()).toBe(2)

  const back = await desk.call<{ undone: number; kept: number }>('POST', `/api/v1/deeds/${done.undo}/undo`)
  expect(back).toMatchObject({ status: 201, body: { undone: 11, kept: 0 } })
  expect(await inTriage()).toBe(13)
  expect(await desk.call('POST', `/api/v1/deeds/${done.undo}/undo`)).toMatchObject({ status: 409, body: { code: 'too_late_to_undo' } })
})

it('the undo of many is offered for thirty seconds; what somebody has decided anew since is kept', async () => {
  const [first, second] = await waiting(3)
  const decide = async (ids: (string | undefined)[]) =>
    (await desk.call<Many>('POST', '/api/v1/messages/judgements', { decision: 'noise', ids })).body
  const one = await decide([first, second])
  await desk.call('POST', `/api/v1/messages/${second}/triage`, { decision: 'complaint' })
  expect(await desk.call('POST', `/api/v1/deeds/${one.undo}/undo`)).toMatchObject({ status: 201, body: { undone: 1, kept: 1 } })
  const two = await decide([first])
  await desk.advance('PT31S')
  expect(await desk.call('POST', `/api/v1/deeds/${two.undo}/undo`)).toMatchObject({ status: 409, body: { code: 'too_late_to_undo' } })
})

it('U16 many cases are not closed over a promise that the law asks for; those without one are, and stand again after one undo', async () => {
  const posted = []
  for (let n = 0; n < 3; n++) posted.push(await desk.post({ text: SAYS.complaint, channel: 'sms', contact: writer(n) }))
  const ids = posted.map(({ case_id }) => case_id!)
  const close = { kind: 'close', outcome: 'resolved', remedy: 'apology' }
  const refused = await desk.call<Many>('POST', '/api/v1/cases/changes', { change: close, ids })
  expect([refused.body.done, refused.body.left_out.map(({ why }) => why)]).toEqual([0, Array(3).fill('statutory_clock_open')])

  await desk.redress.db.pool.query(
    `update clock set state = 'met', met_at = started_at where basis = 'statutory' and case_id <> $1::uuid`,
    [ids[0]!.slice(5)],
  )
  const before = await Promise.all(ids.map(async (id) => standing(await desk.clocks(id))))
  const { body: done } = await desk.call<Many>('POST', '/api/v1/cases/changes', { change: close, ids })
  expect([done.done, done.left_out.map(({ id }) => id)]).toEqual([2, [ids[0]]])
  expect((await desk.cases('state=closed')).length).toBe(2)
  await desk.call('POST', `/api/v1/deeds/${done.undo}/undo`)
  expect((await desk.cases('state=closed')).length).toBe(0)
  const open = async (id: string) =>
    Object.fromEntries((await desk.clocks(id)).filter((c) => c.state !== 'cancelled').map((c) => [c.milestone, c.state]))
  for (const [i, id] of ids.entries()) expect(await open(id)).toMatchObject(before[i]!)
  expect(happened(await desk.timeline(ids[1]!), 'undone')).toHaveLength(1)
})

it('U19 assigning, labelling and closing are taken back in reverse, each to the very state before', async () => {
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'sms', contact: writer(1) })
  const id = wrote.case_id!
  const seen = async () => {
    const { owner, topics, state, outcome, escalation } = await desk.caseOf(id)
    return { owner, topics, state, outcome, escalation, clocks: standing(await desk.clocks(id)) }
  }
  const did: { undo: string; before: Awaited<ReturnType<typeof seen>> }[] = []
  for (const [path, body] of [
    ['assignment', { owner: 'Dao' }],
    ['topics', { topics: ['billing', 'billing', ' late '] }],
    ['closure', { outcome: 'resolved', remedy: 'apology' }],
  ] as const) {
    const before = await seen()
    const { status, body: after } = await desk.call<{ undo: string }>('POST', `/api/v1/cases/${id}/${path}`, body)
    expect([path, status]).toEqual([path, 201])
    did.push({ undo: after.undo, before })
  }
  expect(await seen()).toMatchObject({ owner: 'Dao', topics: ['billing', 'late'], state: 'closed', outcome: 'resolved' })
  for (const { undo, before } of did.reverse()) {
    await desk.call('POST', `/api/v1/deeds/${undo}/undo`)
    expect(await seen()).toEqual(before)
  }
})

it('what has been touched since, or is somebody else’s, is not taken back', async () => {
  const { case_id: id } = await desk.post({ text: SAYS.complaint, channel: 'sms', contact: writer(1) })
  const { body } = await desk.call<{ undo: string }>('POST', `/api/v1/cases/${id}/assignment`, { owner: 'Dao' })
  const ana = await desk.asUser('Ana')
  expect(await ana('POST', `/api/v1/deeds/${body.undo}/undo`)).toMatchObject({ status: 404 })
  await desk.call('POST', `/api/v1/cases/${id}/notes`, { text: 'looked at it' })
  expect(await desk.call('POST', `/api/v1/deeds/${body.undo}/undo`)).toMatchObject({ status: 409, body: { code: 'changed_meanwhile' } })
  expect((await desk.caseOf(id!)).owner).toBe('Dao')
})

it('U15 a correction is kept, also of messages that read alike, and can be taken back', async () => {
  const [first] = await waiting(4, 1)
  const second = (await desk.call<{ data: { id: string }[] }>('GET', '/api/v1/messages?view=triage')).body.data.at(-1)!.id
  const corrections = async () => (await desk.redress.db.pool.query<{ n: number }>('select count(*)::int as n from correction')).rows[0]!.n
  const { body: similar } = await desk.call<{ count: number; data: { id: string }[] }>('GET', `/api/v1/messages/${second}/similar`)
  expect(similar.count).toBe(2)
  expect(similar.data.map(({ id }) => id)).not.toContain(first)
  const wrong = { severity: 'B', also: similar.data.map(({ id }) => id) }
  const { body: kept } = await desk.call<{ undo: string; corrected: number }>('POST', `/api/v1/messages/${second}/corrections`, wrong)
  expect([kept.corrected, kept.undo, await corrections()]).toEqual([3, null, 3])
  const ana = await desk.asUser('Ana')
  const { body: hers } = await ana<{ undo: string }>('POST', `/api/v1/messages/${second}/corrections`, { severity: 'D' })
  expect(await corrections()).toBe(4)
  expect(await ana('POST', `/api/v1/deeds/${hers.undo}/undo`)).toMatchObject({ status: 201, body: { kind: 'correction', undone: 1 } })
  expect(await corrections()).toBe(3)
})

it('U15 the severity of a case is set by a person: graver lifts it and teaches the detector, milder says why; either is taken back with what it taught', async () => {
  const { case_id: id } = await desk.post({ text: SAYS.complaint, channel: 'sms', contact: writer(1) })
  const ana = await desk.asUser('Ana')
  const taught = async () =>
    (await desk.redress.db.pool.query<{ data: object }>('select data from correction')).rows.map(({ data }) => data)
  const set = (body: object) =>
    ana<{ undo: string; severity: string; tier: number; priority: number; code: string }>('POST', `/api/v1/cases/${id}/severity`, body)
  const before = await desk.caseOf(id!)
  const graver = await set({ severity: 'A', teach: true })
  expect(graver).toMatchObject({ status: 201, body: { severity: 'A', tier: 3 } })
  expect(graver.body.priority).toBeLessThan(200)
  expect(await taught()).toEqual([{ severity: 'A' }])
  expect((await set({ severity: 'A', reason: 'x' })).body.code).toBe('grade_unchanged')
  expect((await set({ severity: 'C' })).body.code).toBe('no_reason')
  expect((await set({ severity: 'C', reason: 'Nobody was hurt.' })).body).toMatchObject({ severity: 'C', tier: 3 })
  const events = (await desk.timeline(id!)).filter(({ kind }) => kind === 'regraded')
  expect(events.map(({ by, because }) => [by.name, because])).toEqual([
    ['Ana', [{ code: 'decided_by_person', evidence: '' }]],
    ['Ana', [{ code: 'decided_by_person', evidence: 'Nobody was hurt.' }]],
  ])
  expect((await ana<{ code: string }>('POST', `/api/v1/deeds/${graver.body.undo}/undo`)).body.code).toBe('changed_meanwhile')
  const back = await set({ severity: 'B', reason: 'As it was.', teach: true })
  await ana('POST', `/api/v1/deeds/${back.body.undo}/undo`)
  expect(await desk.caseOf(id!)).toMatchObject({ severity: 'C', tier: 3 })
  expect(await taught()).toEqual([{ severity: 'A' }])
  expect(before.severity).not.toBe('A')
})

it.each<[string, object, string]>([
  ['neither ids nor a filter', { decision: 'noise' }, 'invalid'],
  ['both', { decision: 'noise', ids: ['msg_1'], filter: {} }, 'invalid'],
  ['an id of another kind', { decision: 'noise', ids: ['case_1'] }, 'invalid'],
  ['opening cases, which cannot be taken back', { decision: 'complaint', ids: ['msg_1'] }, 'invalid'],
])('many at once refuse %s', async (_, body, code) => {
  expect(await desk.call('POST', '/api/v1/messages/judgements', body)).toMatchObject({ status: 422, body: { code } })
})
