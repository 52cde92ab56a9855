import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROUTES } from '../../src/http/routes'
import { addHook } from '../../src/store/notifiers'
import { SAYS } from '../cast'
import { aDesk, type Desk, type Firm, type Method, SECRET } from '../support/app'
import { soundFor } from '../support/bodies'
import { digestOf } from '../support/state'
import { lineTo } from '../support/stream'

const MARK = 'Xylophonic'
let desk: Desk
let mill: Firm
let bank: Firm
/** What Mill Lane Stores has, by the names under which others might ask for it. */
let theirs: Record<
  | 'msg'
  | 'case'
  | 'reference'
  | 'deed'
  | 'att'
  | 'ntc'
  | 'usr'
  | 'con'
  | 'hook'
  | 'approval'
  | 'view'
  | keyof Awaited<ReturnType<typeof arranged>>,
  string
>
let ours: { msg: string; case: string }

beforeAll(async () => {
  desk = await aDesk({ tenants: ['Mill Lane Stores', 'River Bank'] })
  ;[mill, bank] = desk.firms as [Firm, Firm]
  const wrote = await mill.post({
    text: `${MARK}! ${SAYS.complaint}`,
    channel: 'whatsapp',
    external_id: 'm-1',
    contact: { name: `${MARK} Jones`, handles: [{ kind: 'email', value: 'jones@mail.example' }] },
    attachments: [{ name: `${MARK}.txt`, media_type: 'text/plain', data_base64: 'aGVsbG8=' }],
  } as object)
  const { id, reference } = await mill.caseOf(wrote)
  await mill.call('POST', `/api/v1/cases/${id}/notes`, { text: `${MARK} note` })
  const reply = await mill.call<{ notice_id: string }>('POST', `/api/v1/cases/${id}/replies`, { text: `${MARK} answer` })
  const labelled = await mill.call<{ undo: string }>('POST', `/api/v1/cases/${id}/topics`, { topics: [MARK] })
  const hook = await addHook(desk.redress.db, mill.tenant.id, 'door', 'forum', SECRET, desk.now())
  const usr = `usr_${mill.people.get('Ana')!.replaceAll('-', '')}`
  theirs = {
    msg: wrote.id,
    case: id,
    reference,
    att: wrote.attachments[0]!.id,
    ntc: reply.body.notice_id,
    deed: labelled.body.undo,
    usr,
    con: (await mill.caseOf(wrote)).contact.id!,
    hook: `${mill.tenant.id}.${hook}`,
    ...(await arranged(mill)),
    approval: await waiting(mill, id),
    view: (await mill.call<{ id: string }>('POST', '/api/v1/views', { name: MARK, search: '', team: true })).body.id,
  }
  const own = await bank.post({ text: SAYS.other, channel: 'sms', contact: { name: 'Own', handles: [{ kind: 'phone', value: '+66' }] } })
  ours = { msg: own.id, case: own.case_id! }
})
afterAll(() => desk.close())

/** What a firm has set up for its alerts and its detector; a model needs many corrections, so that id is nobody's. */
async function arranged(firm: Firm) {
  const made = async (method: Method, url: string, body: object) => {
    const answer = await firm.call<{ id: string }>(method, url, body)
    expect(answer.status).toBeLessThan(300)
    return answer.body.id
  }
  const during = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' }
  await made('POST', '/api/v1/drills', {})
  await desk.settle()
  const [alert] = (await firm.call<{ data: { id: string }[] }>('GET', '/api/v1/alerts')).body.data
  const rota = await made('PUT', '/api/v1/rotas/mill-night', { title: 'Nights', layers: [{ people: ['Ana'] }] })
  const levels = [{ after: 'PT0M', tell: ['manager'] }]
  const [notifier] = (await firm.call<{ data: { id: string }[] }>('GET', '/api/v1/notifiers')).body.data
  return {
    ...{ alert: alert!.id, notifier: notifier!.id, rota, model: '0190a000-0000-7000-8000-00000000beef' },
    policy: await made('PUT', '/api/v1/policies/mill-own', { title: 'Own', time: 'wall', for: [{}], levels, stops_on: ['closed'] }),
    override: await made('POST', `/api/v1/rotas/${rota}/overrides`, { person: null, ...during }),
    absence: await made('POST', '/api/v1/absences', { person: 'Ana', ...during }),
    pack: await made('PUT', '/api/v1/service-policy', { title: 'Own', first_response: '4bh' }),
    saved: await made('POST', '/api/v1/saved-replies', { title: 'Mill only', scope: 'company', texts: { en: 'Ours.' } }),
    key: await made('POST', '/api/v1/keys', { name: 'mill-key', scopes: ['cases:read'] }),
    rule: await made('POST', '/api/v1/detector/rules', { name: 'mill-rule', kind: 'rule', when: 'said("batch")' }),
  }
}

/** An answer that waits to be approved; afterwards the firm asks for no approval any more. */
async function waiting(firm: Firm, caseId: string) {
  const policy = { severities: ['A', 'B', 'C', 'D', 'E'], public: true, newcomers: 0, minutes: 30 }
  await firm.call('PUT', '/api/v1/approval-policy', policy)
  const held = await firm.call<{ approval_id: string }>('POST', `/api/v1/cases/${caseId}/replies`, { text: `${MARK} held` })
  await firm.call('PUT', '/api/v1/approval-policy', { ...policy, severities: [], public: false })
  return held.body.approval_id
}

const KEYS: Record<string, (keyof typeof theirs)[]> = {
  ...{ messages: ['msg'], attachments: ['att'], cases: ['case', 'reference'], notices: ['ntc'], users: ['usr'] },
  ...{ alerts: ['alert'], rotas: ['rota'], policies: ['policy'], overrides: ['override'], absences: ['absence'], notifiers: ['notifier'] },
  ...{
    rules: ['rule'],
    models: ['model'],
    'saved-replies': ['saved'],
    packs: ['pack'],
    approvals: ['approval'],
    sessions: ['usr'],
    deeds: ['deed'],
    views: ['view'],
    customers: ['con'],
  },
  ...{ hooks: ['hook'], keys: ['key'] },
}
/** Rotas and policies are put under a name that a firm gives: the same name elsewhere is another one. */
const ownName = ({ method, url }: (typeof ROUTES)[number]) => method === 'PUT' && /\/(rotas|policies)\//.test(url)
const withIds = ROUTES.filter((route) => route.url.includes('/:id') && route.who !== 'public' && !ownName(route)).flatMap((route) => {
  const kind = /\/([\w-]+)\/:id/.exec(route.url)![1]!
  return KEYS[kind]!.map((key) => [route.method as Method, route.url, key] as const)
})

describe("with another firm's key", () => {
  it.each(withIds)('%s %s by its %s: there is nothing, and nothing changes', async (method, url, key) => {
    const before = await digestOf(desk)
    const answer = await bank.call(
      method,
      url.replace(':id', theirs[key]),
      method === 'GET' || method === 'DELETE' ? undefined : soundFor(url),
    )
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
    expect(JSON.stringify(answer.body)).not.toContain(MARK)
    expect(await digestOf(desk)).toEqual(before)
  })

  it.each([
    '/api/v1/messages?view=inbox',
    '/api/v1/messages?view=triage',
    '/api/v1/messages?view=quarantine',
    `/api/v1/messages?q=${MARK}`,
    '/api/v1/cases?kind=all',
    `/api/v1/cases?kind=all&q=${MARK}`,
    '/api/v1/notices',
    '/api/v1/users',
    '/api/v1/approvals?state=all',
    '/api/v1/approval-policy',
    '/api/v1/views',
    '/api/v1/cases.csv?kind=all',
    '/api/v1/alerts?state=all',
    '/api/v1/on-call',
    '/api/v1/policies',
    '/api/v1/me/sessions',
    '/api/v1/keys',
    '/api/v1/ways-in',
    '/api/v1/audit',
    '/api/v1/audit/facets',
    '/api/v1/audit/export',
    '/api/v1/detector/corrections',
    '/api/v1/doctor',
    '/api/v1/notifiers',
    '/api/v1/wall',
    '/api/v1/detector/rules',
    '/api/v1/saved-replies',
    '/api/v1/counts',
    '/api/v1/messages/matching',
    '/api/v1/cases/matching?kind=all',
    '/api/v1/me',
    '/api/v1/openapi.json',
    '/api/v1/health',
  ])('GET %s shows nothing of theirs', async (url) => {
    const { status, body } = await bank.call('GET', url)
    const text = JSON.stringify(body)
    expect(status).toBe(200)
    for (const secret of [MARK, mill.tenant.id, mill.tenant.slug, ...Object.values(theirs)]) expect(text).not.toContain(secret)
  })

  it.each<[string, Method, () => string, () => object | undefined, number]>([
    [
      'a case in a triage body',
      'POST',
      () => `/api/v1/messages/${ours.msg}/triage`,
      () => ({ decision: 'duplicate', case_id: theirs.case }),
      409,
    ],
    ['an owner', 'POST', () => `/api/v1/cases/${ours.case}/assignment`, () => ({ owner: theirs.usr }), 409],
    ['somebody to hand up to', 'POST', () => `/api/v1/cases/${ours.case}/escalations`, () => ({ reason: 'x', to: theirs.usr }), 409],
    [
      'a message that was seen',
      'POST',
      () => `/api/v1/cases/${ours.case}/replies`,
      () => ({ text: 'x', last_seen_message_id: theirs.msg }),
      409,
    ],
    ['a case of the outbox', 'GET', () => `/api/v1/notices?case_id=${theirs.case}`, () => undefined, 404],
  ])('their id as %s is unknown', async (_, method, url, body, expected) => {
    const before = await digestOf(desk)
    expect((await bank.call(method, url(), body())).status).toBe(expected)
    expect(await digestOf(desk)).toEqual(before)
  })

  it('their person owns none of our cases, and their cursor leads nowhere new', async () => {
    expect(await bank.cases(`kind=all&owner=${theirs.usr}`)).toEqual([])
    for (const sort of ['next_breach', 'received_at', 'severity']) {
      await mill.post({ text: `${MARK} ${SAYS.other}`, channel: 'sms' })
      const { body } = await mill.call<{ page: { next_cursor: string } }>('GET', `/api/v1/cases?kind=all&limit=1&sort=${sort}`)
      const rest = await bank.cases(`kind=all&sort=${sort}&cursor=${encodeURIComponent(body.page.next_cursor)}`)
      expect(rest.every((row) => row.id === ours.case)).toBe(true)
    }
  })
})

it('each numbers its own cases, knows its own ids and its own customers', async () => {
  const said = {
    text: SAYS.complaint,
    channel: 'whatsapp',
    external_id: 'm-1',
    contact: { name: 'Jones', handles: [{ kind: 'email', value: 'jones@mail.example' }] },
  }
  const wrote = await bank.post(said)
  expect(wrote.answer).toBe('accepted')
  expect((await bank.conversation(wrote)).map((turn) => turn.contact?.name)).toEqual(['Jones'])
  expect([(await mill.caseOf('C-1')).id, (await bank.caseOf('C-1')).id]).toEqual([theirs.case, ours.case])
  expect((await mill.caseOf(theirs.case)).messages).toBe(2)
})

it('the same Idempotency-Key of two firms are two keys', async () => {
  const key = { 'idempotency-key': 'shared' }
  const [one, two] = [
    await mill.call('POST', `/api/v1/cases/${theirs.case}/notes`, { text: 'one' }, key),
    await bank.call('POST', `/api/v1/cases/${ours.case}/notes`, { text: 'two' }, key),
  ]
  expect([one.status, two.status, two.headers['idempotent-replayed']]).toEqual([201, 201, undefined])
})

it("nobody's notices go out through the other's gateway", async () => {
  await desk.advance('PT1M')
  for (const call of desk.gateway.calls) {
    const { data } = JSON.parse(call.body) as { data: { tenant: string } }
    expect(call.path).toBe(`/${data.tenant}`)
  }
  expect(new Set(desk.gateway.calls.map((call) => call.path)).size).toBe(2)
})

it('the live stream carries what happens here and nothing of the other firm', async () => {
  await desk.app.listen({ port: 0, host: '127.0.0.1' })
  const [atMill, atBank] = [lineTo(desk.app, mill.key), lineTo(desk.app, bank.key)]
  const begun = expect.stringMatching(/^: here\nid: \S+\n\n$/)
  await expect.poll(() => [atMill.heard(), atBank.heard()]).toEqual([begun, begun])
  const wrote = await mill.post({ text: `${MARK} ${SAYS.other}`, channel: 'branch' })
  const after = await bank.post({ text: SAYS.other, channel: 'branch' })

  await expect.poll(() => atBank.heard()).toContain(after.id)
  expect(atMill.heard()).toContain(wrote.id)
  expect(atMill.heard()).not.toContain(MARK)
  for (const secret of [wrote.id, wrote.case_id!]) expect(atBank.heard()).not.toContain(secret)
  for (const secret of [after.id, after.case_id!]) expect(atMill.heard()).not.toContain(secret)
  atMill.stop()
  atBank.stop()
})

/** What leaves the desk as a file stands in the audit, though it is only read. */
const LEAVES = ['/api/v1/cases.csv', '/api/v1/audit/export']
it('looking changes nothing, wherever one looks', async () => {
  const urls = ROUTES.filter(({ method, url }) => method === 'GET' && !url.endsWith('/stream') && !LEAVES.includes(url)).map(({ url }) => {
    const kind = /\/(messages|attachments|cases)\/:id/.exec(url)?.[1]
    return url
      .replace(':id', { messages: theirs.msg, attachments: theirs.att, cases: theirs.case }[kind ?? ''] ?? '')
      .replace(':slug', mill.tenant.slug)
  })
  await desk.settle()
  await mill.call('GET', `/f/${mill.tenant.slug}`) // the first visitor of all finds the house making itself a secret
  const before = await digestOf(desk)
  for (const url of urls) {
    const { status } = await mill.call('GET', url)
    expect([url, status < 500]).toEqual([url, true])
    await desk.app.inject({ method: 'HEAD', url, headers: { authorization: `Bearer ${mill.key}` } })
  }
  expect(await digestOf(desk)).toEqual(before)
})
