import type { Customer } from '../../../src/web/customers/queries'
import type { ContactBrief } from '../../../src/web/data/types'
import type { Mock } from './mock-server'

type Answer = { status: number; body: unknown }
const refused = (code: string): Answer => ({
  status: 409,
  body: { title: code, status: 409, code, detail: code, trace_id: 'mock', safe_to_retry: true },
})

/** Whoever wrote in this desk, as the contract says; who was joined to whom is kept with the mock. */
export function customersAnswer(
  mock: Mock,
  method: string,
  id: string,
  part: string,
  query: URLSearchParams,
  body: Record<string, unknown>,
): Answer {
  const all = people(mock)
  const main = mock.joined.get(id) ?? id
  const one = all.find((it) => it.id === main)
  if (id === '')
    return list(
      all.filter((it) => !mock.joined.has(it.id)),
      query,
    )
  if (!one)
    return { status: 404, body: { title: 'Not found', status: 404, code: 'not_found', detail: '', trace_id: 'mock', safe_to_retry: true } }
  if (part === 'likely') return { status: 200, body: { data: [] } }
  if (part === 'timeline')
    return { status: 200, body: { data: query.has('days') ? said(mock, one) : [], page: { next_cursor: null, has_more: false } } }
  if (part === 'merge') {
    const other = String(body.other)
    if (mock.joined.has(other)) return refused('joined_already')
    mock.joined.set(other, main)
  }
  if (part === 'split')
    for (const [joined, holder] of mock.joined) if (`joi_${joined}` === body.join && holder === main) mock.joined.delete(joined)
  if (part === 'preferences') mock.wishes = body as typeof mock.wishes
  return { status: method === 'POST' ? 201 : 200, body: people(mock).find((it) => it.id === main) }
}

const list = (rows: Customer[], query: URLSearchParams): Answer => {
  const q = (query.get('q') ?? '').toLowerCase()
  const found = rows.filter((it) => `${it.name} ${it.identities.map(({ shown }) => shown).join(' ')}`.toLowerCase().includes(q))
  return { status: 200, body: { data: found, page: { next_cursor: null, has_more: false } } }
}

function people(mock: Mock): Customer[] {
  const seen = new Map<string, ContactBrief>()
  for (const { contact } of mock.world.messages) if (contact.id) seen.set(contact.id, contact)
  const all = [...seen.entries()].map(([id, contact]) => personOf(mock, id, contact))
  for (const it of all)
    for (const other of all)
      if (mock.joined.get(other.id) === it.id) {
        const identities = other.identities
        it.joins.push({
          ...{ id: `joi_${other.id}`, customer: { id: other.id, name: other.name }, identities },
          messages: 1,
          cases: 1,
          at: new Date().toISOString(),
          by: 'Nok Charoen',
        })
        it.identities = [...it.identities, ...identities]
      }
  return all
}

function personOf(mock: Mock, id: string, contact: ContactBrief): Customer {
  const cases = mock.world.cases.filter((it) => it.contact.id === id)
  const handle = contact.handle ?? ''
  return {
    ...{ id, name: contact.name, identities: [{ kind: handle.includes('@example') ? 'email' : 'x', value: handle, shown: handle }] },
    ...{ language: 'th', followers: contact.followers ?? null, verified: contact.verified ?? false, bio: null },
    ...{ cases: cases.length, open: cases.filter(({ state }) => state !== 'closed').length, last_at: mock.world.messages[0]!.received_at },
    created_at: mock.world.messages.at(-1)!.received_at,
    messages: { all: 12, public: 2 },
    preferences: { language: mock.wishes.language, channel: mock.wishes.channel, avoids: mock.wishes.avoids },
    support_needs: mock.wishes.support_needs.map((need) => ({ need, by: null, at: null })),
    joins: [],
    etag: `"${mock.joined.size}"`,
  }
}

const said = (mock: Mock, one: Customer) =>
  mock.world.messages
    .filter(({ contact }) => contact.id === one.id)
    .slice(0, 6)
    .map((it) => ({
      ...{ id: it.id, direction: 'in', channel: it.channel, public: it.public, text: it.text, at: it.received_at },
      ...{ author: null, case_reference: it.case_reference },
    }))
