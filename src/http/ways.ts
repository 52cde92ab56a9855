import { z } from 'zod'
import { isoOrNull } from '../domain/moment'
import { read, show } from '../domain/public-id'
import { WAYS_OUT } from '../domain/ways-out'
import { notFound, Problem } from './problem'
import type { Handler } from './route'
import type { Connected } from './services'

export const TestBody = z.strictObject({ person: z.string().max(400).optional() })

/** What is connected; never an address or a key, which let in whoever knows them. */
export const getNotifiers: Handler = async (services, request) => {
  const { tenant } = request.principal
  const [notifiers, departures] = await Promise.all([services.telling.notifiers(tenant), services.connections.departures(tenant)])
  const fared = new Map(departures.map((each) => [each.name, each]))
  return { data: notifiers.map((n) => ({ ...present(n), ...weekOf(fared.get(n.name)) })) }
}

const weekOf = (fared: { sent: number; failed: number; lastSentAt: number | null } | undefined) => ({
  sent: fared?.sent ?? 0,
  failed: fared?.failed ?? 0,
  last_sent_at: isoOrNull(fared?.lastSentAt ?? null),
})

const present = (n: Connected) => ({
  id: show('nfr', n.id),
  name: n.name,
  kind: n.kind,
  needs: WAYS_OUT[n.kind],
  enabled: n.enabled,
  checked_at: isoOrNull(n.checkedAt),
  last_error: n.lastError,
})

/** The test button: a notice that says that it is a test, to the person who pressed it or one that they name. */
export const postTest: Handler = async (services, request) => {
  const { tenant, userId } = request.principal
  const id = read('nfr', (request.params as { id: string }).id)
  const notifier = id ? await services.telling.notifier(tenant, id) : null
  if (!notifier) throw notFound('No notifier')
  const directory = await services.directory(tenant)
  const said = (request.body as z.infer<typeof TestBody> | null)?.person
  const person = directory.people.find((p) => (said ? p.id === read('usr', said) || p.name === said || p.email === said : p.id === userId))
  const needed = WAYS_OUT[notifier.kind]
  const kept = directory.onCall?.addresses.get(person?.id ?? '') ?? []
  const address = needed === 'email' ? (person?.email ?? null) : (kept.findLast((each) => each.kind === needed)?.address ?? null)
  if (needed && !address)
    throw new Problem(409, 'no_address', `${person?.name ?? 'Nobody'} has no ${needed} to be told at. Add one under their notices.`)
  const outcome = await services.telling.test(tenant, notifier.id, {
    id: `test:${services.needs.newId()}`,
    kind: 'test',
    to: { name: person?.name ?? 'Test', address },
    subject: `Redress: a test from ${directory.tenant.name}`,
    body: 'If you can read this, notices from Redress arrive here.',
    lang: directory.tenant.language,
    data: { test: true, tenant: directory.tenant.slug },
    caseReference: null,
    at: services.needs.now(),
  })
  return { name: notifier.name, ...(outcome.state === 'sent' ? { state: 'sent' } : { state: outcome.state, reason: outcome.reason }) }
}

export const deleteNotifier: Handler = async (services, request) => {
  const id = read('nfr', (request.params as { id: string }).id)
  if (!id || !(await services.telling.disconnect(request.principal.tenant, id))) throw notFound('No notifier')
  return { id: show('nfr', id), gone: true }
}
