import type { CaseFull, MessageFull } from '../../../src/web/data/types'
import type { Mock } from './mock-server'

type Answer = { status: number; body: unknown }
type Body = Record<string, unknown>
const ok = (body: unknown, status = 200): Answer => ({ status, body })

/** What can be taken back, by its id; each once. */
const deeds = new WeakMap<Mock, Map<string, () => number>>()
function remembered(mock: Mock, back: () => number) {
  const known = deeds.get(mock) ?? new Map<string, () => number>()
  deeds.set(mock, known)
  const id = `ded_${known.size + 1}`
  known.set(id, back)
  return id
}
/** Remembers how a row is now; the id that puts it back. */
export const deedOn = (mock: Mock, row: object) => {
  const before = { ...row }
  return remembered(mock, () => Number(Boolean(Object.assign(row, before))))
}

/** Many at once and taking back, as the contract says; null where the path is another's. */
export function manyAnswer(mock: Mock, method: string, path: string, query: URLSearchParams, body: Body): Answer | null {
  if (method === 'GET' && path === '/messages/matching') return ok(matching(waiting(mock, query)))
  if (method === 'GET' && path === '/cases/matching') return ok(matching(casesFor(mock, query)))
  if (path === '/messages/judgements') {
    const filter = new URLSearchParams(body.filter as Record<string, string>)
    const rows = body.ids ? mock.world.messages.filter(({ id }) => (body.ids as string[]).includes(id)) : waiting(mock, filter)
    return many(mock, rows, severe, (row) => Object.assign(row, { disposition: body.decision === 'abuse' ? 'abuse' : 'not_a_case' }))
  }
  if (path === '/cases/changes') return change(mock, body)
  const [, noun, id, part] = path.split('/')
  const message = noun === 'messages' ? mock.world.messages.find((one) => one.id === id) : undefined
  if (message && part) return onMessage(mock, message, part, body)
  const undone = /^\/deeds\/(\w+)\/undo$/.exec(path)
  if (!undone) return null
  const back = deeds.get(mock)?.get(undone[1] ?? '')
  deeds.get(mock)?.delete(undone[1] ?? '')
  return back
    ? ok({ kind: 'many', undone: back(), kept: 0 }, 201)
    : { status: 409, body: { title: 'x', status: 409, code: 'too_late_to_undo', detail: '' } }
}

function onMessage(mock: Mock, message: MessageFull, part: string, body: Body): Answer | null {
  const alike = mock.world.messages.filter(({ text, id }) => text === message.text && id !== message.id).slice(0, 3)
  if (part === 'similar') return ok({ data: alike, count: alike.length })
  if (part === 'corrections')
    return ok({ id: 'cor_1', corrected: 1 + ((body.also as string[] | undefined)?.length ?? 0), undo: deedOn(mock, message) }, 201)
  if (part !== 'snooze') return null
  message.disposition = 'not_a_case'
  return ok({ until: body.until, capped: false }, 201)
}

function change(mock: Mock, body: Body): Answer {
  const wish = body.change as Body
  const filter = new URLSearchParams(body.filter as Record<string, string>)
  const rows = body.ids ? mock.world.cases.filter(({ id }) => (body.ids as string[]).includes(id)) : casesFor(mock, filter)
  const owner = mock.world.people.find(({ id }) => id === wish.owner)
  return many(mock, rows, severe, (row) => {
    if (wish.kind === 'assign') Object.assign(row, { owner: owner?.name ?? null, owner_id: owner?.id ?? null })
    if (wish.kind === 'close') Object.assign(row, { state: 'closed', outcome: wish.outcome, remedy: wish.remedy })
    if (wish.kind === 'snooze') Object.assign(row, { state: 'closed' })
  })
}

function many<Row extends MessageFull | CaseFull>(
  mock: Mock,
  rows: readonly Row[],
  skip: (row: Row) => boolean,
  act: (row: Row) => unknown,
) {
  const [left, taken] = [rows.filter(skip), rows.filter((row) => !skip(row))]
  const before = taken.map((row) => ({ ...row }))
  for (const row of taken) act(row)
  const undo = remembered(mock, () => taken.map((row, i) => Object.assign(row, before[i])).length)
  return ok({ done: taken.length, left_out: left.map(({ id }) => ({ id, why: 'severity_a' })), undo, undo_until: null }, 201)
}

const severe = (row: MessageFull | CaseFull) => ('finding' in row ? row.finding?.severity.value : (row as CaseFull).severity) === 'A'
const has = (query: URLSearchParams, name: string, value: string | null) =>
  !query.get(name) ||
  query
    .get(name)
    ?.split(',')
    .includes(value ?? '')
const waiting = ({ world }: Mock, query: URLSearchParams) =>
  world.messages.filter((one) => one.disposition === 'review' && has(query, 'channel', one.channel) && has(query, 'lang', one.lang))
const casesFor = ({ world }: Mock, query: URLSearchParams) =>
  world.cases.filter((one) => has(query, 'state', one.state) && has(query, 'severity', one.severity) && one.kind === 'complaint')

const matching = (rows: readonly (MessageFull | CaseFull)[]) => {
  const grave = rows.filter(severe)
  const named = grave.map((row) => ({ id: row.id, name: row.contact.name }))
  return {
    count: rows.length,
    more: false,
    as_of: new Date().toISOString(),
    severe: { count: grave.length, named },
    promised: { count: 0, named: [] },
  }
}
