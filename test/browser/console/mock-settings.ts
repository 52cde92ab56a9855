import { type ApprovalPolicy, NO_APPROVALS } from '../../../src/domain/approvals/policy'
import type { Mock } from './mock-server'

type Answer = { status: number; body: unknown }
const ok = (body: unknown, status = 200): Answer => ({ status, body })
const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()

const GETS: Record<string, (mock: Mock) => unknown> = {
  '/ways-in': () => ({
    firm: 'lotus',
    form: 'https://desk.example/f/lotus',
    api: 'https://desk.example/api/v1/messages',
    hooks: [{ id: 't.h', name: 'crm', channel: 'partner', url: 'https://desk.example/api/v1/hooks/t.h', created_at: at(-90) }],
    channels: [{ channel: 'email', messages: 41, last_at: at(-1) }],
  }),
  '/notifiers': ({ paused }) => ({
    data: [
      way('nfr_1', 'room', 'webhook', { enabled: !paused.has('nfr_1'), sent: 12, last_sent_at: at(-2) }),
      way('nfr_2', 'text', 'sms', { last_error: 'http_500', failed: 3, checked_at: at(-1) }),
    ],
  }),
  '/keys': () => ({ data: [{ id: 'key_1', name: 'shop', scopes: ['messages:write'], created_at: at(-99), revoked_at: null }] }),
  '/openapi.json': () => ({
    paths: {
      '/api/v1/counts': { get: { summary: 'The numbers beside the menu', description: 'Who may: cases:read.' } },
      '/api/v1/cases/{id}/notes': {
        post: { summary: 'Add a note', description: 'Who may: cases:write. Needs Idempotency-Key.', requestBody: {} },
      },
    },
  }),
  '/regimes': () => ({ data: [BOOK], calendars: [CALENDAR], alarms: [], unknown_days: [UNKNOWN] }),
  '/regimes/packs': () => ({ data: [] }),
  '/service-policy': () => ({ own: true, policy: PROMISED }),
  '/policies': () => ({ data: [{ ...POLICY, own: true }] }),
  '/approval-policy': ({ rules }) => rules[0]?.policy ?? NO_APPROVALS,
  '/approval-policy/history': ({ rules }) => ({ data: rules }),
  '/detector/rules': () => ({ data: [{ ...RULE, state: 'draft', tested: null }] }),
  '/detector/models': () => ({ data: [MODEL], drift: [{ what: 'score', psi: 0.02, before: 10, now: 10 }] }),
  '/detector/corrections': () => ({
    data: [{ message_id: 'msg_1', excerpt: 'It smells', lang: 'en', complaint: true, at: at(-3), by: 'Dao' }],
  }),
  '/audit': () => ({ data: LINES, page: { next_cursor: null, has_more: false } }),
  '/audit/facets': () => ({ who: [{ id: 'usr_1', name: 'Dao Wattana' }], kinds: ['case', 'staff'] }),
  '/audit/verification': () => ({ unbroken: true, rows: 2 }),
  '/doctor': () => ({ version: '0.1.0', backlog: 0, disk: { free_mb: 20_480, low: false }, trouble: null, data: FINDINGS }),
}

const way = (id: string, name: string, kind: string, more: object) => ({
  ...{ id, name, kind, needs: null, enabled: true, checked_at: null, last_error: null, last_sent_at: null, sent: 0, failed: 0 },
  ...more,
})
const ONE_DAY = { kind: 'span', legs: [{ of: 'business_days', n: 1 }] }
const BOOK = {
  ...{ id: 'house', version: '1', title: 'House rules', regulator: null, evidence: 'N', to_be_confirmed: true, checked: '2026-10-01' },
  effective: { from: '2026-01-01', to: null },
  ...{ in_use: true, own: false, classes: [{ id: 'standard', title: 'Standard', when: 'true' }], external_bodies: [], duties: [] },
  milestones: [{ id: 'ack', title: 'Acknowledge', rule_values: ONE_DAY, reference: 'House 1', to_be_confirmed: true }],
}
const UNKNOWN = { calendar: 'office', years: [2030], books: ['house'] }
const CALENDAR = { id: 'office', version: '1', time_zone: 'Asia/Bangkok', holidays: 61, known: { from: 2025, to: 2029 } }
const POLICY = {
  ...{ id: 'high-risk', version: '1', title: 'High risk', time: 'wall', for: [{ high_risk: true }], stops_on: ['closed'] },
  ...{ starts_on: ['opened'], acknowledgements: 1 },
  levels: [
    { after: 'PT0M', tell: ['expert'], take_over: true },
    { after: 'PT10M', tell: ['manager', 'rota:night'], take_over: false },
  ],
}
const PROMISED = {
  ...{ format: 'redress-service/1', title: 'What we promise', first_response: '4bh', warn: ['50%'] },
  closer: [{ severities: ['A'], channels: ['chat'], first_response: '5min' }],
  branches: { north: { first_response: '2bh', time_zone: 'Asia/Bangkok' } },
}
const MONTH = [{ milestone: 'desk_first_response', clocks: 40, missed: 2, would_clocks: 40, would_miss: 9 }]
const REHEARSED = {
  ...{ severity: 'C', begins_at: at(1), clock: { title: 'Final response', due_at: at(9) }, fits: false },
  steps: [
    { at: at(2), level: 1, again: 0, take_over: true, told: [{ target: 'expert', person: 'Nok', way: null }] },
    { at: at(3), level: 2, again: 0, take_over: false, told: [{ target: 'manager', person: null, way: null }] },
  ],
  holes: [2],
}
const ADOPTION = {
  ...{ id: 'house', adopted: false, changed: true, kept: false, open_clocks: 7, open_cases: 3, moved: 0 },
  new_cases: [{ regime: 'house', milestone: 'ack', was: '2026-12-14T16:30:00+07:00', would_be: null }],
  last_month: [{ milestone: 'ack', clocks: 12, missed: 1, would_clocks: 0, would_miss: 0 }],
}
/** The desk's own cases as answers of the last month, and which of them such rules would hold back. */
const heldBack = ({ world }: Mock, { severities }: ApprovalPolicy) => {
  const held = world.cases.filter(({ severity }) => severities.includes(severity))
  const data = held.slice(0, 3).map(({ reference, number, summary, lang, severity }) => ({
    ...{ reference, number, summary, lang, severity, channel: 'email', public: false },
    ...{ author: 'Nok Siri', at: at(-30), reasons: ['severity'] },
  }))
  return { answers: world.cases.length, held: held.length, data }
}
const RULE = { id: 'odour', version: 1, kind: 'phrase', phrases: ['bad smell'], broken: null, made_at: at(-5), made_by: 'x' }
const MODEL = {
  ...{ id: 'm1', state: 'challenger', base: 'general@3', made_at: at(-9), rows: 60, refused: null },
  verdict: { better: true, why: 'better in en', comparisons: [{ lang: 'en', champion: score(80), challenger: score(90) }] },
  tasks: [{ task: 'severity', better: true, comparisons: [{ lang: 'all', champion: score(70), challenger: score(75) }] }],
}
function score(right: number) {
  return { n: 100, right, missed: 5, alarms: 5 }
}
const LINES = [
  { seq: 2, at: at(-1), actor: 'usr_1', name: 'Dao Wattana', action: 'staff.left', subject: 'x', data: { left: true }, hash: 'ab12' },
  { seq: 1, at: at(-2), actor: 'engine', name: null, action: 'case.opened', subject: 'y', data: {}, hash: 'cd34' },
]
const FINDINGS = [
  { code: 'disk', check: 'disk', state: 'ok', detail: '20 GB free', said: { key: 'free', with: { mb: 20_480 } } },
  {
    code: 'ways_out',
    check: 'ways out of Lotus',
    state: 'warning',
    detail: 'nothing is connected',
    said: { key: 'notConnected' },
    do: 'redress notifier add smtp --url U',
  },
]
const SIMULATED = {
  ...{
    title: 'House rules',
    time_zone: 'Asia/Bangkok',
    calendar: 'TH',
    calendar_assumed: false,
    applies: true,
    questions: [],
    warnings: [],
  },
  milestones: [
    {
      ...{ id: 'ack', kind: 'acknowledgement', title: 'Acknowledge', due: '2026-12-14T16:30:00+07:00' },
      rule_values: ONE_DAY,
      ...{ reference: 'House 1', to_be_confirmed: true, applies: true, waiting_for: null, note: null },
      skipped: [{ date: '2026-12-12', why: 'closed on Saturdays' }],
    },
  ],
}
const TRIAL = {
  ...{ tested: 1_000, fired: 14, raised: 2 },
  examples: [{ message_id: 'msg_1', excerpt: 'The cream has a bad smell', severity: 'C', would_be: 'B' }],
}

/** The places within Settings but people and oneself. Null where the path is none of these. */
export function settingsAnswer(
  mock: Mock,
  method: string,
  path: string,
  query: URLSearchParams,
  body: Record<string, unknown>,
): Answer | null {
  const [, noun = '', id = '', part = ''] = path.split('/')
  if (noun === 'notices' && query.has('channel'))
    return ok({ data: mock.world.notices.slice(0, 8), page: { next_cursor: null, has_more: false } })
  if (method === 'GET') {
    if (part === 'simulation') return ok(SIMULATED)
    const answer = GETS[path]
    return answer ? ok(answer(mock)) : null
  }
  if (path === '/keys') return ok({ id: 'key_2', api_key: 'redress_live_shown_once', ...body }, 201)
  if (path === '/hooks') return ok({ id: 't.new', url: 'https://desk.example/api/v1/hooks/t.new' }, 201)
  if (noun === 'notifiers' && part === 'test')
    return ok(id === 'nfr_1' ? { name: 'room', state: 'sent' } : { name: 'text', state: 'failed', reason: 'http_500' })
  if (noun === 'notifiers' && method === 'PUT') mock.paused[body.enabled ? 'delete' : 'add'](id)
  if (path === '/detector/rules/trial') return ok(TRIAL)
  if (path === '/detector/models') return ok({ id: 'm2', state: 'refused' }, 201)
  if (path === '/policies/rehearsal') return ok(REHEARSED)
  if (path === '/approval-policy/dry-run') return ok(heldBack(mock, body as ApprovalPolicy))
  if (path === '/approval-policy') {
    mock.rules.unshift({ seq: 90 + mock.rules.length, at: at(0), by: 'Dao Wattana', policy: body as ApprovalPolicy })
    return ok(body)
  }
  if (path === '/service-policy') return ok({ ...ADOPTION, kept: body.preview !== true, last_month: MONTH })
  if (part === 'adoption') return ok({ ...ADOPTION, kept: body.preview !== true })
  if (['policies', 'notifiers', 'keys', 'hooks', 'detector', 'regimes'].includes(noun)) return ok({ id }, method === 'POST' ? 201 : 200)
  return null
}
