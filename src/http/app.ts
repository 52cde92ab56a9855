import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import files from '@fastify/static'
import swagger from '@fastify/swagger'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import { deeperThan } from '../domain/intake'
import { opens, SCREENS, screenAt } from '../domain/screens'
import { described } from './contract'
import { FILE_URL } from './files'
import { COOKIE, guard } from './guard'
import { notUtf8 } from './json'
import { notJson, Problem, problemHandler, unreadableAddress } from './problem'
import type { Route } from './route'
import { ROUTES } from './routes'
import type { Services } from './services'

/** The whole HTTP side: the route table behind its guards, the published contract, and the console's files. */
export async function createApp(services: Services, options: { logLevel: string; secure: boolean }): Promise<FastifyInstance> {
  const app = fastify({
    logger:
      options.logLevel === 'silent'
        ? false
        : { level: options.logLevel, stream: process.stderr, redact: ['req.headers.authorization', 'req.headers.cookie'] },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    requestTimeout: 300_000, // photos over a slow line
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    forceCloseConnections: true,
    frameworkErrors: unreadableAddress,
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  problemHandler(app)
  answerBeforeClosing(app)
  bodies(app)
  await app.register(cookie)
  await app.register(multipart, { throwFileSizeLimit: false })
  await app.register(helmet, { contentSecurityPolicy: false, hsts: options.secure, crossOriginEmbedderPolicy: false })
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('content-security-policy', CONTENT_SECURITY)
    done()
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Redress', version: '1', description: 'Complaints in, kept promises out.' },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    },
    transform: described,
  })
  for (const route of ROUTES) add(app, services, route)
  if (services.webRoot && existsSync(join(services.webRoot, 'index.html'))) await consoleFiles(app, services, services.webRoot)
  await app.ready()
  return app
}

/** Said once: helmet would put it together anew for every answer. */
const CONTENT_SECURITY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join(';')

const PATIENCE_MS = 5_000
/** Live screens never end by themselves. */
const ENDLESS = new Set(['/api/v1/events/stream', '/chat/:slug/stream'])

/** Told to stop, the server refuses what is new with 503, answers what is under way, and then cuts every connection, live screens with them. */
function answerBeforeClosing(app: FastifyInstance) {
  const underWay = new Set<FastifyRequest>()
  let finished: (() => void) | null = null
  app.addHook('onRequest', (request, _reply, done) => {
    if (finished === null && !ENDLESS.has(request.routeOptions.url ?? '')) underWay.add(request)
    done()
  })
  app.addHook('onResponse', (request, _reply, done) => {
    if (underWay.delete(request) && underWay.size === 0) finished?.()
    done()
  })
  app.addHook('preClose', (done) => {
    if (underWay.size === 0) return done()
    const timer = setTimeout(done, PATIENCE_MS)
    finished = () => {
      clearTimeout(timer)
      setImmediate(done)
    }
  })
}

function add(app: FastifyInstance, services: Services, route: Route) {
  const { method, url, who, summary, handle, schema, bodyLimit, creates } = route
  app.route({
    method,
    url,
    ...(bodyLimit ? { bodyLimit } : {}),
    schema: {
      ...schema,
      summary,
      ...(who === 'public' ? {} : { security: [{ key: [] }] }),
      description: `Who may: ${who}.${creates ? ' Needs Idempotency-Key.' : ''}`,
    },
    onRequest: guard(services, who),
    handler: (request, reply) =>
      creates || (who === 'messages:write' && request.headers['idempotency-key'])
        ? once(services, request, reply, route)
        : handle(services, request, reply),
  })
}

/** The same key and body get the first answer again; the same key with another body is a mistake that is told. */
async function once(services: Services, request: FastifyRequest, reply: FastifyReply, { url, handle }: Route) {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '' || key.length > 200) {
    throw new Problem(
      400,
      'idempotency_key_required',
      'Send an Idempotency-Key header: any text of your own of at most 200 characters, a new one for each new intention.',
    )
  }
  const path = request.url.split('?')[0]!
  const hash = createHash('sha256')
    .update(path)
    .update(Buffer.isBuffer(request.body) ? request.body : JSON.stringify(request.body ?? null))
    .digest()
  const answer = await services.idempotent(request.principal.tenant, key, `${request.method} ${url}`, hash, async () => {
    const body = await handle(services, request, reply)
    return { status: reply.statusCode, body: JSON.stringify(body) }
  })
  if (answer.kind === 'other_body')
    throw new Problem(422, 'idempotency_key_reused', 'This Idempotency-Key was used for another request. Take a new one.')
  if (answer.kind === 'answer_lost')
    throw new Problem(
      409,
      'done_already',
      'The first request with this Idempotency-Key was carried out; only its answer was lost. Read the case to see what it did.',
    )
  if (answer.kind === 'still_running')
    throw new Problem(
      409,
      'still_running',
      'The first request with this Idempotency-Key is still being carried out. Try again in a moment.',
      { safeToRetry: true },
    )
  if (answer.kind === 'replayed') reply.header('idempotent-replayed', 'true')
  return reply.code(answer.status).type('application/json; charset=utf-8').send(answer.body)
}

/** More levels than any body of ours has, and few enough for whoever walks through it. */
const DEEPEST = 1_000
const tooDeep = (body: unknown) =>
  deeperThan(body, DEEPEST) ? new Problem(422, 'too_deep', `The body holds more than ${DEEPEST} levels one inside the other.`) : null

/** Routes that read the bytes of their body themselves. */
const RAW: ReadonlySet<string> = new Set(['/api/v1/hooks/:id', '/api/v1/messages/batch'])

/** NDJSON and a signed hook's body stay the bytes that were sent, a form without JavaScript is read as one. */
function bodies(app: FastifyInstance) {
  app.addContentTypeParser(
    ['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'text/plain'],
    { parseAs: 'buffer' },
    (request, body, done) => done(null, RAW.has(request.routeOptions.url ?? '') ? body : body.toString('utf8')),
  )
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, body, done) =>
    request.url.startsWith('/api/')
      ? done(notJson())
      : done(null, request.url.startsWith('/providers/') ? String(body) : Object.fromEntries(new URLSearchParams(String(body)))),
  )
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (request, body, done) =>
    request.routeOptions.url === FILE_URL ? done(null, body) : done(notJson()),
  )
  const json = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (RAW.has(request.routeOptions.url ?? '')) return done(null, body)
    if (body.length === 0) return done(null, {})
    if (!isUtf8(body as Buffer)) return done(notUtf8('The body'))
    return json(request, body.toString('utf8'), (error, value) => done(error ?? tooDeep(value), value))
  })
}

/** The console is one page; each screen's address opens it. What a build brings under a running server is there at once. */
async function consoleFiles(app: FastifyInstance, services: Services, root: string) {
  const kept = { index: false, cacheControl: true, immutable: true, maxAge: '365d' } as const
  await app.register(files, {
    ...{ root, ...kept, wildcard: false, globIgnore: ['assets/**'] },
    // Their names stay when a new version comes; those of the assets change with what is in them.
    setHeaders: (reply, path) => void reply.header('cache-control', path.endsWith('.html') ? 'no-cache' : 'public, max-age=86400'),
  })
  await app.register(files, { ...kept, root: join(root, 'assets'), prefix: '/assets/', decorateReply: false })
  const page = async (request: FastifyRequest, reply: FastifyReply) =>
    reply
      .code((await isForbidden(services, request)) ? 403 : 200)
      .header('cache-control', 'no-cache')
      .sendFile('index.html', root, { cacheControl: false })
  for (const url of ['/', ...SCREENS.flatMap(({ path }) => [path, `${path}/*`])]) app.get(url, page)
  app.get('/setup', (_, reply) => reply.redirect('/settings/setup'))
}

/** The same page says who can help; the status says the same to whoever reads no pages. */
async function isForbidden(services: Services, request: FastifyRequest) {
  const secret = request.cookies[COOKIE]
  const screen = screenAt(request.url.split('?')[0]!)
  const principal = secret && screen?.needs ? await services.sessionPrincipal(secret) : null
  return principal !== null && screen !== null && !opens(screen, principal.scopes)
}
