import type { CaseFull, MessageFull } from '../../../src/web/data/types'
import { waiting } from './mock-approvals'
import { besides } from './mock-besides'
import { BESIDE, beside, composing } from './mock-composing'
import { deedOn, manyAnswer } from './mock-many'
import { runAnswer } from './mock-run'
import type { Mock } from './mock-server'
import { wallOf } from './mock-wall'
import { SAMPLES } from './samples'

type Answer = { status: number; body: unknown }
const ok = (body: unknown, status = 200): Answer => ({ status, body })
const problem = (status: number, code: string, detail = ''): Answer => ({
  status,
  body: { title: code, status, code, detail, trace_id: 'trace-mock', safe_to_retry: true },
})

function page(rows: { id: string }[], query: URLSearchParams): Answer {
  const from = Number(query.get('cursor') ?? 0)
  const limit = Number(query.get('limit') ?? 50)
  const end = from + limit
  return ok({ data: rows.slice(from, end), page: { next_cursor: end < rows.length ? String(end) : null, has_more: end < rows.length } })
}

/** Answers one request of the console from the desk in memory, as the contract says. */
export function answer(mock: Mock, method: string, path: string, query: URLSearchParams, body: Record<string, unknown>): Answer {
  const { world } = mock
  const [, noun = '', id = '', part = ''] = path.split('/')
  if (path === '/me')
    return ok({
      user: {
        ...{ id: world.people[0]?.id, name: world.people[0]?.name, email: 'arm@example.org', team: 'care' },
        ...{ role: mock.me.role, language: mock.me.language },
      },
      tenant: { id: 'tnt_1', name: 'Lotus & Sons', language: 'en', time_zone: 'Asia/Bangkok', demo: mock.me.demo },
      features: { test_clock: false },
      now: new Date().toISOString(),
    })
  if (path === '/counts') return ok({ ...world.counts(), approvals: waiting(mock) })
  const run = runAnswer(mock, method, path, query, body)
  if (run) return run
  const several = manyAnswer(mock, method, path, query, body)
  if (several) return several
  if (noun === 'messages') return messages(mock, method, id, part, query, body)
  if (noun === 'cases') return cases(mock, method, id, part, query, body)
  if (noun === 'wall') return ok(wallOf(mock))
  if (BESIDE.has(noun)) return beside(mock, method, noun, id, body)
  if (noun === 'notices') return notices(mock, method, id, query, body)
  return besides(mock, method, [noun, id, part], query, body) ?? problem(404, 'not_found')
}

function messages(mock: Mock, method: string, id: string, part: string, query: URLSearchParams, body: Record<string, unknown>): Answer {
  const { world, tell } = mock
  if (method === 'GET' && id === '') {
    const [view, channel, lang, q] = ['view', 'channel', 'lang', 'q'].map((name) => query.get(name))
    const rows = world.messages.filter(
      (one) =>
        (view !== 'triage' || one.disposition === 'review') &&
        (view !== 'quarantine' || one.state === 'quarantined') &&
        (!channel || one.channel === channel) &&
        (!lang || one.lang === lang) &&
        (!q || `${one.text} ${one.contact.name}`.toLowerCase().includes(q.toLowerCase())),
    )
    const order =
      view === 'triage'
        ? [...rows].sort((a, b) => severity(a).localeCompare(severity(b)) || a.received_at.localeCompare(b.received_at))
        : rows
    return page(order, query)
  }
  if (method === 'POST' && id === '') {
    const text = String(body.text)
    const sample = SAMPLES.find((one) => one.text === text) ?? {
      lang: 'en',
      text,
      severity: 'C' as const,
      p: 0.9,
      topic: 'service',
      risks: [],
      clues: [text.split(' ')[0] ?? ''],
    }
    const message = world.addMessage(sample, Date.now(), 'complaint')
    Object.assign(message, { channel: 'manual', public: false })
    world.openCase(message, world.people[0] ?? null)
    tell('message.processed', { id: message.id, case_id: message.case_id })
    return ok({ id: message.id, state: 'accepted' }, 202)
  }
  const message = world.messages.find((one) => one.id === id)
  if (!message) return problem(404, 'not_found')
  if (part === 'triage') return triage(message)
  return ok(message)

  function triage(one: MessageFull): Answer {
    const decision = String(body.decision)
    const undo = decision === 'noise' || decision === 'abuse' ? deedOn(mock, one) : null
    if (decision === 'complaint') {
      one.disposition = 'complaint'
      world.openCase(one, world.people[0] ?? null)
    } else
      one.disposition =
        decision === 'opportunity' ? 'opportunity' : decision === 'abuse' ? 'abuse' : decision === 'duplicate' ? 'complaint' : 'not_a_case'
    one.decided_by = world.people[0]?.name ?? null
    return ok({ ...one, undo })
  }
}

const severity = (message: MessageFull) => message.finding?.severity.value ?? 'E'

function cases(mock: Mock, method: string, id: string, part: string, query: URLSearchParams, body: Record<string, unknown>): Answer {
  const { world } = mock
  if (id === '') {
    const has = (name: string, value: string) => !query.get(name) || query.get(name)?.split(',').includes(value)
    const q = query.get('q')?.toLowerCase()
    const rows = world.cases.filter(
      (one) =>
        has('state', one.state) &&
        (!query.get('contact') || one.contact.id === query.get('contact')) &&
        has('severity', one.severity) &&
        (query.get('kind') === 'all' || one.kind === (query.get('kind') ?? 'complaint')) &&
        has('tier', String(one.tier)) &&
        (!query.get('owner') ||
          (query.get('owner') === 'none'
            ? one.owner_id === null
            : query.get('owner') === 'me'
              ? one.owner_id === world.people[0]?.id
              : one.owner_id === query.get('owner'))) &&
        (!q || `${one.reference} ${one.summary} ${one.contact.name} ${one.contact.handle}`.toLowerCase().includes(q)),
    )
    const by: Record<string, (one: CaseFull) => string> = {
      received_at: (one) => String(9e15 - Date.parse(one.received_at)),
      severity: (one) => one.severity,
      next_breach: (one) => one.next_clock?.due_at ?? '9',
    }
    const key = by[query.get('sort') ?? 'next_breach'] ?? ((one: CaseFull) => one.id)
    return page(
      [...rows].sort((a, b) => key(a).localeCompare(key(b))),
      query,
    )
  }
  const one = world.cases.find((row) => [row.id, row.reference, row.number].includes(decodeURIComponent(id)))
  if (!one) return problem(404, 'not_found')
  const written = composing(mock, one, method, part, body)
  if (written) return written
  if (method === 'GET') {
    const of = { messages: world.said, clocks: world.clocks, timeline: world.timelines }[part]
    if (part === 'approvals') return ok({ data: mock.approvals.filter((it) => it.case_id === one.id) })
    if (of) return ok({ data: of.get(one.id) })
    return ok(one)
  }
  return deed(mock, one, part, body)
}

function deed(mock: Mock, one: CaseFull, part: string, body: Record<string, unknown>): Answer {
  const { world, tell, drafts } = mock
  const me = world.people[0] ?? null
  const timeline = world.timelines.get(one.id) ?? []
  const undo = deedOn(mock, one)
  const note = (kind: string, fields: Record<string, unknown>) => timeline.push(world.event(timeline.length + 1, kind, fields))
  const changed = () => {
    setTimeout(() => tell('case.changed', { id: one.id }), 20)
    return ok({ ...one, undo }, 201)
  }
  if (part === 'notes') {
    note('noted', { text: body.text })
    drafts.drop(one.id, 'note')
    return ok({ seq: timeline.length }, 201)
  }
  if (part === 'replies') return reply()
  if (part === 'acknowledgement') {
    if (one.acknowledged_at) return problem(409, 'already_acknowledged')
    Object.assign(one, { acknowledged_at: new Date().toISOString(), state: 'acknowledged', escalation: null })
    note('acknowledged', { note: body.note ?? null })
  }
  if (part === 'severity') {
    one.severity = body.severity as CaseFull['severity']
    note('regraded', { severity: body.severity, tier: one.tier, because: [{ code: 'decided_by_person', evidence: body.reason ?? '' }] })
  }
  if (part === 'topics') note('labelled', { topics: body.topics })
  if (part === 'assignment') {
    const owner = world.people.find(({ id }) => id === body.owner)
    Object.assign(one, { owner: owner?.name ?? null, owner_id: owner?.id ?? null })
    note('assigned', { owner: owner?.name ?? null, team: one.team, reason: body.reason ?? '' })
  }
  if (part === 'escalations') note('escalated', { level: 1, to: body.to ?? world.people[2]?.id, reason: body.reason })
  if (part === 'closure') {
    if (one.state === 'closed') return problem(409, 'already_closed')
    Object.assign(one, { state: 'closed', outcome: body.outcome, remedy: body.remedy, closed_at: new Date().toISOString() })
    note('closed', { outcome: body.outcome, remedy: body.remedy, note: body.note ?? null })
  }
  if (part === 'reopening') {
    Object.assign(one, { state: 'open', outcome: null, remedy: null, closed_at: null })
    note('reopened', { reason: body.reason, messageId: null })
  }
  return changed()

  function reply(): Answer {
    const talk = world.said.get(one.id) ?? []
    const heard = talk.findLast(({ direction }) => direction === 'in')?.id
    if (body.last_seen_message_id && body.last_seen_message_id !== heard) return problem(409, 'newer_message')
    drafts.drop(one.id, body.public ? 'public' : 'private')
    const notice = `ntc_reply${talk.length}`
    const sendAfter = new Date(Date.now() + 10_000).toISOString()
    talk.push({
      id: `msg_out${talk.length}`,
      direction: 'out',
      channel: one.channel,
      public: body.public === true,
      text: String(body.text),
      lang: one.lang,
      at: new Date().toISOString(),
      author: me?.name ?? null,
      contact: null,
      finding: null,
      attachments: [],
      delivery: { notice_id: notice, state: 'queued', reason: null, send_after: sendAfter },
    })
    note('replied', { noticeId: notice, messageId: 'msg', channel: one.channel, final: body.final, public: body.public })
    return ok(
      {
        notice_id: notice,
        message_id: `msg_out${talk.length - 1}`,
        channel: one.channel,
        to: one.reply_channel.to,
        state: 'queued',
        send_after: sendAfter,
      },
      201,
    )
  }
}

function notices({ world, drafts }: Mock, method: string, id: string, query: URLSearchParams, body: Record<string, unknown>): Answer {
  if (method === 'GET')
    return page(
      world.notices.filter(({ state }) => !query.get('state') || state === query.get('state')),
      query,
    )
  const notice = world.notices.find((one) => one.id === id)
  const talk = [...world.said.values()].find((messages) => messages.some(({ delivery }) => delivery?.notice_id === id))
  if (method === 'DELETE') {
    const at = talk?.findIndex(({ delivery }) => delivery?.notice_id === id) ?? -1
    const [caseId = ''] = [...world.said].find(([, messages]) => messages === talk) ?? []
    for (const one of talk?.splice(at, 1) ?? []) drafts.back(caseId, one.public ? 'public' : 'private', one.text)
    return ok({ id, state: 'cancelled' })
  }
  const delivery = talk?.find((message) => message.delivery?.notice_id === id)?.delivery
  const state = body.as === 'retry' ? 'queued' : body.as === 'sent' ? 'sent' : 'failed'
  if (notice) notice.state = state
  if (delivery) delivery.state = state
  return notice || delivery ? ok({ id, state }) : problem(404, 'not_found')
}
