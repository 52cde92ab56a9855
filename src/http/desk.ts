import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { iso } from '../domain/moment'
import { read, show } from '../domain/public-id'
import { keyOf } from './cases'
import { presentPerson } from './presence'
import { presentNotice } from './present'
import { notFound, Problem, refused } from './problem'
import type { Handler, Route } from './route'
import { Advance, type NoticesQuery, type Resolution } from './schemas'
import type { Services } from './services'
import { sightOf } from './sight'

export const getMe: Handler = async (services, request) => {
  const { tenant, userId, scopes } = request.principal
  const directory = await services.directory(tenant)
  const person = directory.people.find((p) => p.id === userId)
  return {
    user: person
      ? {
          id: show('usr', person.id),
          name: person.name,
          email: person.email,
          role: person.role,
          language: directory.languageOf.get(person.id) ?? directory.tenant.language,
          team: person.team,
        }
      : null,
    tenant: {
      id: directory.tenant.id,
      slug: directory.tenant.slug,
      name: directory.tenant.name,
      language: directory.tenant.language,
      time_zone: directory.tenant.timeZone,
      demo: directory.tenant.demo,
    },
    rights: scopes,
    features: { test_clock: services.testClock !== null },
    connected: directory.notifiers.map((n) => n.kind),
    now: iso(services.needs.now()),
  }
}

export const getUsers: Handler = async (services, request) => {
  const { people, languageOf } = await services.directory(request.principal.tenant)
  return {
    data: people.map((p) => ({
      id: show('usr', p.id),
      name: p.name,
      email: p.email,
      role: p.role,
      team: p.team,
      tier: p.tier,
      languages: p.languages,
      load: p.load,
      capacity: p.capacity,
      available: p.available,
      skills: p.skills ?? [],
      language: languageOf.get(p.id) ?? null,
      left: p.left ?? false,
    })),
  }
}

export const getCounts: Handler = (services, request) => services.reads.counts(request.principal.tenant, services.needs.now())

export const getNotices: Handler = async (services, request) => {
  const q = request.query as z.infer<typeof NoticesQuery>
  const { tenant } = request.principal
  const key = q.case_id ? keyOf(q.case_id) : null
  const it = key ? await services.reads.case(tenant, key) : null
  if (q.case_id && !it) throw notFound('No case')
  const after = q.cursor ? read('ntc', q.cursor) : null
  if (q.cursor && !after) throw new Problem(422, 'bad_cursor', 'This cursor is not one of ours. Begin without it.')
  const page = await services.reads.notices(tenant, {
    states: q.state,
    caseId: it?.id ?? null,
    channel: q.channel ?? null,
    limit: q.limit,
    after,
  })
  return {
    data: page.rows.map((row) => presentNotice(row, sightOf(request.principal))),
    page: { next_cursor: page.next ? show('ntc', page.next) : null, has_more: page.next !== null },
  }
}

export const deleteNotice: Handler = async (services, request) => {
  const answer = await services.takeBack(request.principal.tenant, noticeId(request.params), request.principal.actor)
  if (answer === 'unknown') throw notFound('No notice')
  if (answer === 'too_late') throw refused('already_sent')
  return { id: (request.params as { id: string }).id, state: 'failed', reason: 'taken_back' }
}

export const postResolution: Handler = async (services, request) => {
  const { as, channel } = request.body as z.infer<typeof Resolution>
  const { tenant, actor } = request.principal
  const done = await services.resolveNotice(tenant, noticeId(request.params), as, actor, as === 'retry' ? (channel ?? null) : null)
  if (done === 'unknown') throw notFound('No notice')
  if (done === 'not_open') throw refused('already_sent')
  if (done === 'no_way_to_answer') throw refused(done)
  return { id: (request.params as { id: string }).id, state: as === 'retry' ? 'queued' : as }
}

const noticeId = (params: unknown) => {
  const id = read('ntc', (params as { id: string }).id)
  if (!id) throw notFound('No notice')
  return id
}

/**
 * Server-sent events: its position at once, a comment every 15 s, and `Last-Event-ID` to go on where the line broke; one that is not known
 * here is answered by `missed`.
 */
export const getStream: Handler = async (services, request, reply) => {
  const since = request.headers['last-event-id']
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  })
  const stop = services.live.subscribe(request.principal.tenant, since === undefined ? null : String(since), (id, { event, ...data }) => {
    if (event === 'chat.changed') return
    const ids =
      'counts' in data
        ? data.counts
        : 'people' in data
          ? { id: show('case', data.id), people: data.people.map(presentPerson) }
          : 'caseId' in data
            ? { ...data, id: show('msg', data.id), case_id: show('case', data.caseId), caseId: undefined }
            : 'id' in data
              ? { ...data, id: shown(event, data.id) }
              : {}
    raw.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(ids)}\n\n`)
  })
  // After what was caught up with: a line that breaks in between asks for the rest again.
  raw.write(`: here\nid: ${services.live.position()}\n\n`)
  const beat = setInterval(() => raw.write(': still here\n\n'), 15_000)
  const leave = [services.counting.follow(request.principal.tenant), present(services, request)]
  request.raw.on('close', () => {
    clearInterval(beat)
    stop()
    for (const go of leave) go()
  })
}

/** A line that names its screen says by its end that the screen may be gone. */
function present({ presence }: Services, { principal, query }: FastifyRequest) {
  const { client } = query as z.infer<typeof StreamQuery>
  if (client === undefined) return () => undefined
  presence.line(principal.tenant, client, true)
  return () => presence.line(principal.tenant, client, false)
}
export const StreamQuery = z.strictObject({ client: z.string().min(1).max(64).optional() })
const shown = (event: string, id: string | null) => (event === 'notice.changed' ? show('ntc', id) : show('case', id))

const postDemoRemoval: Handler = async (services, request) => ({
  removed: await services.removeDemo(request.principal.tenant, request.principal.actor),
})

const UNITS: Record<string, number> = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 }
const postTestClock: Handler = async (services, request) => {
  if (!services.testClock) throw notFound('No test clock')
  const { advance } = request.body as { advance: string }
  const ms = [...advance.matchAll(/(\d+)([WDHMS])/g)].reduce((sum, [, n, unit]) => sum + Number(n) * UNITS[unit!]!, 0)
  return { now: iso(await services.testClock.advance(ms)) }
}

/** What only a firm of samples, or a rehearsal, is for. */
export const SAMPLE_ROUTES: Route[] = [
  {
    method: 'POST',
    url: '/api/v1/demo/removal',
    who: 'admin',
    summary: 'Remove all sample data',
    handle: postDemoRemoval,
    creates: true,
  },
  {
    method: 'POST',
    url: '/api/v1/test-clock',
    who: 'admin',
    summary: 'Move the clock on (only with start --ephemeral --test-clock)',
    handle: postTestClock,
    schema: { body: Advance },
  },
]

/** What the route table says, in the words of OpenAPI. */
export const getContract: Handler = async (_services, request) => request.server.swagger()

export const getHealth: Handler = async (services, _request, reply) => {
  const health = services.health()
  if (!health.ready) reply.code(503)
  return {
    ready: health.ready,
    version: health.version,
    ...(health.disk ? { disk: { free_mb: health.disk.freeMb, low: health.disk.low } } : {}),
  }
}
