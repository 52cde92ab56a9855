import type { Person } from '../../../src/web/data/types'
import type { Mock } from './mock-server'
import { settingsAnswer } from './mock-settings'

type Answer = { status: number; body: unknown }
const ok = (body: unknown, status = 200): Answer => ({ status, body })
const HOUR = 3_600_000
const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString()

/** Running the desk: people, on-call. Null where the path is none of these. */
export function runAnswer(mock: Mock, method: string, path: string, query: URLSearchParams, body: Record<string, unknown>): Answer | null {
  const settings = settingsAnswer(mock, method, path, query, body)
  if (settings) return settings
  const [, noun = '', id = '', part = ''] = path.split('/')
  if (path.startsWith('/users/me/telling')) return telling(mock, method, body)
  if (path.startsWith('/me/sessions')) return method === 'GET' ? ok({ data: SESSIONS }) : ok({ id, ended: true })
  if (path === '/me' && method === 'PUT') return ok(body)
  if (noun === 'users') return users(mock, method, id, part, body)
  if (path === '/demo/removal') return ok({ removed: { messages: mock.world.messages.length, cases: mock.world.cases.length } })
  if (noun === 'alerts') return ok({}, 201)
  if (path === '/on-call') return ok(onCall(mock))
  if (['rotas', 'absences', 'overrides'].includes(noun)) return ok({ id: id || 'made' }, method === 'POST' ? 201 : 200)
  return null
}

const SESSIONS = [
  { id: 'a1', created_at: at(-30), expires_at: at(300), agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', here: true },
  { id: 'b2', created_at: at(-80), expires_at: at(250), agent: 'Mozilla/5.0 (iPhone) Safari/604.1', here: false },
]

/** What was put last is what is got, as the server answers it: minutes as milliseconds. */
function telling(mock: Mock, method: string, body: Record<string, unknown>): Answer {
  const said = body.preferences as { ways: Record<string, { way: string; after_minutes: number }[]>; quiet?: object } | undefined
  const ways = Object.entries(said?.ways ?? {}).map(([severity, all]) => [
    severity,
    all.map(({ way, after_minutes }) => ({ way, afterMs: after_minutes * 60_000 })),
  ])
  if (method === 'PUT' && said) mock.telling = { ways: Object.fromEntries(ways), quiet: said.quiet ?? null }
  return ok({
    person: 'usr_1',
    preferences: mock.telling,
    addresses: [{ kind: 'phone', label: '', address: '+66812345678' }],
    connected: [
      { name: 'mail', kind: 'smtp' },
      { name: 'text', kind: 'sms' },
    ],
    push_key: null,
  })
}

function users({ world }: Mock, method: string, id: string, part: string, body: Record<string, unknown>): Answer {
  const person = world.people.find((one) => one.id === id)
  if (method === 'GET') return ok({ data: world.people })
  if (part === 'link') return ok({ sign_in: `https://desk.example/sign-in?token=${id}`, until: at(24), mailed: body.mail === true }, 201)
  if (part === 'departure') {
    if (method === 'POST' && person?.role === 'administrator' && world.people.filter(({ role }) => role === 'administrator').length === 1)
      return { status: 409, body: { title: 'Refused', status: 409, code: 'last_administrator', detail: 'The last.', trace_id: 'mock' } }
    if (person) Object.assign(person, { left: method === 'POST', available: method !== 'POST' })
    return ok({ id, handed_over: person?.load ?? 0, kept: 0 }, method === 'POST' ? 201 : 200)
  }
  if (method === 'PUT') Object.assign(person ?? {}, body)
  else world.people.push({ ...(body as unknown as Person), id: `usr_new${world.people.length}`, load: 0, available: true, left: false })
  return ok({ id: id || `usr_new${world.people.length - 1}`, name: body.name }, method === 'POST' ? 201 : 200)
}

function onCall({ world }: Mock) {
  const [first, second] = world.people
  const turn = (from: number, to: number, person: string | null) => ({ from: at(from), to: at(to), person, because: person && 'turn' })
  return {
    at: at(0),
    data: [
      {
        ...{ id: 'night', title: 'Nights', version: 1, time_zone: 'Asia/Bangkok' },
        layers: [
          {
            ...{ name: '1', people: [first?.name, second?.name], every: 'week', at: '09:00', starts: '2026-03-02' },
            ...{ days: [], hours: null, holidays: 'also' },
          },
        ],
        on_call: { person: first?.name ?? '', layer: '1', because: 'turn' },
        turns: [turn(0, 60, first?.name ?? null), turn(60, 66, null), turn(66, 168, second?.name ?? null)],
        gaps: [{ from: at(60), to: at(66) }],
      },
    ],
    absences: [{ id: 'abs1', person: second?.name ?? '', cover: first?.name ?? null, from: at(-10), to: at(30) }],
    overrides: [],
  }
}
