import { Readable } from 'node:stream'
import type { z } from 'zod'
import type { CaseFilter, CaseView } from '../actions/reads'
import { tookAFile } from '../actions/took-a-file'
import { iso, isoOrNull } from '../domain/moment'
import { caseFilter } from './case-filter'
import { BYTE_ORDER_MARK, csvLine } from './csv'
import { askedFor, type Handler, type Route } from './route'
import { CasesQuery } from './schemas'
import type { Principal, Services } from './services'
import { type Sight, sightOf } from './sight'

const COLUMNS: [
  name: string,
  of: (it: CaseView, nameOf: (id: string | null) => string | null, sight: Sight) => string | number | boolean | null,
][] = [
  ['number', (it) => `C-${it.number}`],
  ['reference', (it) => it.reference],
  ['kind', (it) => it.kind],
  ['state', (it) => it.state],
  ['severity', (it) => it.severity],
  ['tier', (it) => it.tier],
  ['owner', (it, nameOf) => nameOf(it.owner)],
  ['team', (it) => it.team],
  ['channel', (it) => it.channel],
  ['language', (it) => it.lang],
  ['customer', (it, _nameOf, sight) => sight.name(it.contact.name)],
  ['summary', (it) => it.summary],
  ['topics', (it) => it.topics.join(' ')],
  ['received_at', (it) => iso(it.receivedAt)],
  ['opened_at', (it) => iso(it.openedAt)],
  ['acknowledged_at', (it) => isoOrNull(it.acknowledgedAt)],
  ['answered_at', (it) => isoOrNull(it.answeredAt)],
  ['closed_at', (it) => isoOrNull(it.closedAt)],
  ['outcome', (it) => it.outcome],
  ['remedy', (it) => it.remedy],
  ['next_clock', (it) => it.nextClock?.milestone ?? null],
  ['next_due_at', (it) => isoOrNull(it.nextClock?.dueAt ?? null)],
  ['messages', (it) => it.messages],
  ['sample', (it) => it.demo],
]
const AT_ONCE = 200
const MOST = 100_000

/** The list as a file: the same filters, every row, moments as ISO 8601 in UTC whatever the reader's calendar. */
const getCsv: Handler = async (services, request, reply) => {
  const { principal } = request
  const filter = caseFilter(request.query as z.infer<typeof CasesQuery>, principal, services.needs.now())
  await tookAFile(services.needs, principal.tenant, { of: 'cases', by: principal.actor, filters: askedFor(request) })
  const { people } = await services.directory(principal.tenant)
  const nameOf = (id: string | null) => people.find((p) => p.id === id)?.name ?? null
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="cases.csv"')
    .header('cache-control', 'no-store')
    .send(Readable.from(lines(services, principal, filter, nameOf)))
}

async function* lines(
  services: Services,
  principal: Principal,
  filter: Omit<CaseFilter, 'limit' | 'after'>,
  nameOf: (id: string | null) => string | null,
) {
  yield BYTE_ORDER_MARK + csvLine(COLUMNS.map(([name]) => name))
  let after: string | null = null
  for (let rows = 0; rows < MOST; rows += AT_ONCE) {
    const page = await services.reads.cases(principal.tenant, { ...filter, limit: AT_ONCE, after })
    yield page.rows.map((it) => csvLine(COLUMNS.map(([, of]) => of(it, nameOf, sightOf(principal))))).join('')
    after = page.next
    if (after === null) return
  }
}

export const CASE_EXPORT_ROUTES: Route[] = [
  {
    method: 'GET',
    url: '/api/v1/cases.csv',
    who: 'cases:read',
    summary: 'Cases as a table for spreadsheets, by the filters of the list',
    handle: getCsv,
    schema: { querystring: CasesQuery },
  },
]
