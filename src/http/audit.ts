import { stringify } from 'csv-stringify/sync'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Directory } from '../actions/needs'
import { tookAFile } from '../actions/took-a-file'
import { iso } from '../domain/moment'
import { read, show } from '../domain/public-id'
import { notFound } from './problem'
import { askedFor, type Handler, type Route } from './route'
import type { AuditLine } from './running-services'

const time = z.iso.datetime({ offset: true })
const filters = {
  who: z.string().max(80).optional(),
  kind: z.string().max(80).optional(),
  case: z.string().max(80).optional(),
  from: time.optional(),
  to: time.optional(),
}
const AuditQuery = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
})
const ExportQuery = z.object({ ...filters, format: z.enum(['csv', 'ndjson']).default('csv') })
type Asked = {
  who?: string | undefined
  kind?: string | undefined
  case?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/** A name, an id as we show it, or whatever the record itself says of who acted. */
const actorOf = ({ people }: Directory, said: string) => read('usr', said) ?? people.find(({ name }) => name === said)?.id ?? said

async function filterOf(services: Parameters<Handler>[0], tenant: string, q: Asked) {
  const directory = await services.directory(tenant)
  const key = q.case ? (read('case', q.case) ?? (await services.audit.caseId(tenant, q.case))) : null
  if (q.case && !key) throw notFound('No case')
  return {
    directory,
    filter: {
      actor: q.who ? actorOf(directory, q.who) : null,
      action: q.kind ? `${q.kind}.` : null,
      subject: key,
      from: q.from ? Date.parse(q.from) : null,
      to: q.to ? Date.parse(q.to) : null,
    },
  }
}

const present = ({ people }: Directory, { seq, at, actor, action, subject, data, hash }: AuditLine) => {
  const person = people.find(({ id }) => id === actor)
  return { seq, at: iso(at), actor: person ? show('usr', person.id) : actor, name: person?.name ?? null, action, subject, data, hash }
}

const getAudit: Handler = async (services, request) => {
  const q = request.query as z.infer<typeof AuditQuery>
  const { tenant } = request.principal
  const { directory, filter } = await filterOf(services, tenant, q)
  const page = await services.audit.lines(tenant, { ...filter, limit: q.limit, before: q.cursor ? Number(q.cursor) : null })
  return {
    data: page.rows.map((line) => present(directory, line)),
    page: { next_cursor: page.next, has_more: page.next !== null },
  }
}

/** Who and what can be asked for; and the whole chain, walked from its beginning. */
const getFacets: Handler = async (services, request) => {
  const { tenant } = request.principal
  const [directory, { actors, kinds }] = await Promise.all([services.directory(tenant), services.audit.facets(tenant)])
  return {
    who: actors.map((actor) => {
      const person = directory.people.find(({ id }) => id === actor)
      return { id: person ? show('usr', person.id) : actor, name: person?.name ?? null }
    }),
    kinds,
  }
}

const getVerification: Handler = async (services, request) => {
  const answer = await services.audit.verify(request.principal.tenant)
  return answer.ok
    ? { unbroken: true, rows: answer.rows }
    : { unbroken: false, rows: answer.rows, first_bad: answer.firstBad, why: answer.why }
}

const COLUMNS = ['seq', 'at', 'actor', 'name', 'action', 'subject', 'data', 'hash'] as const
const PAGE = 1_000

/** Everything that the filters leave, oldest last, streamed page by page; times are ISO, as in every file that leaves. */
const getExport: Handler = async (services, request, reply) => {
  const q = request.query as z.infer<typeof ExportQuery>
  const { tenant, actor } = request.principal
  const { directory, filter } = await filterOf(services, tenant, q)
  await tookAFile(services.needs, tenant, { of: 'audit', by: actor, filters: askedFor(request) })
  const day = iso(services.needs.now()).slice(0, 10)
  const type = q.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson'
  begin(reply, type, `audit-${directory.tenant.slug}-${day}.${q.format}`)
  if (q.format === 'csv') reply.raw.write(stringify([[...COLUMNS]]))
  for (let before: number | null = null; ; ) {
    const page = await services.audit.lines(tenant, { ...filter, limit: PAGE, before })
    const rows = page.rows.map((line) => present(directory, line))
    reply.raw.write(q.format === 'csv' ? csv(rows) : rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    if (page.next === null) break
    before = Number(page.next)
  }
  reply.raw.end()
}

function begin(reply: FastifyReply, type: string, name: string) {
  reply.hijack()
  const headers = { 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' }
  reply.raw.writeHead(200, { ...reply.getHeaders(), ...headers } as Record<string, string>)
}

/** A cell that a spreadsheet would take for a formula is kept from being one. */
const csv = (rows: ReturnType<typeof present>[]) =>
  stringify(
    rows.map((row) => COLUMNS.map((column) => (column === 'data' ? JSON.stringify(row.data) : row[column]))),
    { escape_formulas: true },
  )

export const AUDIT_ROUTES: Route[] = [
  {
    method: 'GET',
    url: '/api/v1/audit',
    who: 'audit:read',
    summary: 'The record of what people, rules and keys did, newest first',
    handle: getAudit,
    schema: { querystring: AuditQuery },
  },
  { method: 'GET', url: '/api/v1/audit/facets', who: 'audit:read', summary: 'Who and what the record speaks of', handle: getFacets },
  {
    method: 'GET',
    url: '/api/v1/audit/verification',
    who: 'audit:read',
    summary: 'Whether every row follows from the one before it',
    handle: getVerification,
  },
  {
    method: 'GET',
    url: '/api/v1/audit/export',
    who: 'audit:read',
    summary: 'The record as CSV or NDJSON',
    handle: getExport,
    schema: { querystring: ExportQuery },
  },
]
