import { z } from 'zod'
import { MODES } from '../actions/composing-needs'
import type { Shown } from '../domain/presence'
import { show } from '../domain/public-id'
import { find } from './cases'
import { personOf } from './drafts'
import type { Handler, Route } from './route'

const PresenceBody = z.strictObject({
  client: z.string().min(1).max(64),
  mode: z.enum(MODES).nullish(),
  typing: z.boolean().default(false),
  hidden: z.boolean().default(false),
  gone: z.boolean().default(false),
})

/** A screen says, every ten seconds and with each burst of keys, that it has a case open. */
const putPresence: Handler = async (services, request) => {
  const { it } = await find(services, request)
  const { client, mode, typing, hidden, gone } = request.body as z.infer<typeof PresenceBody>
  const { tenant, userId } = request.principal
  services.presence.signal(tenant, { caseId: it.id, user: personOf(userId), client, mode: mode ?? null, typing, hidden, gone })
  return { id: show('case', it.id) }
}

const getPresence: Handler = async (services, request) => ({
  data: services.presence
    .all(request.principal.tenant)
    .map(([id, people]) => ({ id: show('case', id), people: people.map(presentPerson) })),
})

export const presentPerson = ({ user, typing, replying }: Shown) => ({ id: show('usr', user), typing, replying })

export const PRESENCE_ROUTES: Route[] = [
  { method: 'GET', url: '/api/v1/presence', who: 'cases:read', summary: 'Who has which case open just now', handle: getPresence },
  {
    method: 'PUT',
    url: '/api/v1/cases/:id/presence',
    who: 'cases:read',
    summary: 'Say that I have a case open, or am writing on it',
    handle: putPresence,
    schema: { body: PresenceBody },
  },
]
