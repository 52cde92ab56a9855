import type { Approval } from '../../../src/web/approvals/types'
import type { CaseFull, Person } from '../../../src/web/data/types'
import type { Mock } from './mock-server'
import type { World } from './world'

type Answer = { status: number; body: unknown }
type Body = Record<string, unknown>
const MINUTE = 60_000
const at = (ms: number) => new Date(ms).toISOString()
const who = ({ id, name }: Person) => ({ id, name })
const ok = (body: unknown, status = 201): Answer => ({ status, body })
const no = (code: string): Answer => ({
  status: 409,
  body: { title: code, status: 409, code, detail: '', trace_id: 'mock', safe_to_retry: false },
})

/** Answers that wait, over the first cases of the desk in memory; the first of them came back once. */
export const waitingOf = (world: World): Approval[] => {
  const [me, author] = world.people
  const cases = world.cases.filter(({ kind, state }) => kind === 'complaint' && state !== 'closed').slice(0, 3)
  return cases.map((one, n) => waitingFor(one, n, n === 2 ? me : author, world.people[2], world.now))
}

function waitingFor(one: CaseFull, n: number, author: Person | undefined, other: Person | undefined, now: number): Approval {
  if (!author || !other) throw new Error('a desk has people')
  const text =
    ['We are sorry. We will refund you this week.', 'We have stopped selling this batch.', 'Thank you, we are looking into it.'][n] ?? ''
  const first = { at: at(now - 30 * MINUTE), version: 1, by: who(author) }
  return {
    ...{ id: `apr_${n + 1}`, state: 'waiting', stale: [], case_id: one.id, case_reference: one.reference, number: one.number },
    ...{ severity: one.severity, summary: one.summary, lang: one.lang ?? 'en', customer: one.contact.name, author: who(author) },
    ...{ reasons: ['severity'], version: n === 0 ? 2 : 1, text, channel: one.channel, to: one.reply_channel.to, public: n === 1 },
    ...{
      final: false,
      letter: null,
      submitted_at: at(now - 20 * MINUTE),
      due_at: at(now + (n + 1) * 9 * MINUTE),
      newest_message_id: 'msg_new',
    },
    ...{ mine: n === 2, may_decide: n !== 2 },
    steps: [
      { ...first, did: 'submitted', text: n === 0 ? 'We are sorry. We will refund you today.' : text },
      ...(n === 0
        ? ([
            { did: 'returned', at: at(now - 25 * MINUTE), by: who(other), version: 1, reason: 'promise', note: 'Not today.' },
            { did: 'resubmitted', at: at(now - 20 * MINUTE), by: who(author), version: 2, text },
          ] as const)
        : []),
    ],
  }
}

export const waiting = (mock: Mock) => mock.approvals.filter(({ state }) => state === 'waiting').length

/** Answers what the console asks about approvals, as the contract says. */
export function approvals(mock: Mock, method: string, id: string, part: string, query: URLSearchParams, body: Body): Answer {
  if (id === '') {
    const wanted = query.get('state') ?? 'waiting'
    const rows = mock.approvals.filter(({ state }) => (wanted === 'waiting' ? state === 'waiting' || state === 'stale' : state === wanted))
    return ok({ data: rows, page: { next_cursor: null, has_more: false } }, 200)
  }
  const it = mock.approvals.find((one) => one.id === id)
  if (!it) return { status: 404, body: { title: 'x', status: 404, code: 'not_found', detail: '' } }
  return method === 'GET' ? ok(it, 200) : changed(mock, it, part, body)
}

function changed({ world, tell }: Mock, it: Approval, part: string, body: Body): Answer {
  const me = world.people[0]
  if (!me) throw new Error('a desk has people')
  const step = { at: new Date().toISOString(), by: who(me), version: it.version }
  if (part === 'decisions') {
    if (it.state === 'stale') return no('approval_stale')
    if (body.version !== it.version) return no('approval_changed')
    it.state = body.decision === 'approve' ? 'approved' : 'returned'
    const text = String(body.text ?? it.text)
    it.steps.push(
      body.decision === 'approve'
        ? { ...step, did: 'approved', text }
        : { ...step, did: 'returned', reason: body.reason as 'tone', note: body.note ? String(body.note) : null },
    )
  }
  if (part === 'reviews') {
    Object.assign(it, { state: 'waiting', stale: [], version: it.version + 1 })
    it.steps.push({ ...step, did: 'reviewed' })
  }
  if (part === 'submissions') {
    Object.assign(it, { state: 'waiting', stale: [], version: it.version + 1, text: String(body.text) })
    it.steps.push({ ...step, did: 'resubmitted', version: it.version, text: it.text })
  }
  if (part === 'withdrawal') it.state = 'withdrawn'
  setTimeout(() => tell('notice.changed', { id: 'ntc_1' }), 20)
  return ok(it)
}
