import type { z } from 'zod'
import type { Moment } from '../domain/moment'
import { read } from '../domain/public-id'
import { Problem } from './problem'
import type { CasesQuery } from './schemas'
import type { Principal } from './services'
import { sightOf } from './sight'

/** What a query asks for; the page is asked for beside it. */
export const caseFilter = (q: Omit<z.infer<typeof CasesQuery>, 'limit' | 'cursor'>, who: Principal, now: Moment) => ({
  states: q.state,
  severities: q.severity,
  kinds: q.kind.includes('all') ? [] : q.kind.length ? q.kind : ['complaint'],
  owner: ownerOf(q.owner, who.userId),
  team: q.team ?? null,
  contact: contactOf(q.contact),
  tier: q.tier ?? null,
  q: q.q ?? null,
  within: q.within,
  addresses: sightOf(who).searches,
  sort: q.sort,
  sleep: q.snoozed === 'all' ? null : { only: q.snoozed === 'only' ? ('asleep' as const) : ('awake' as const), at: now },
})

function contactOf(contact: string | undefined) {
  if (contact === undefined || contact === '') return null
  const id = read('con', contact)
  if (!id) throw new Problem(422, 'invalid', 'contact must be con_…, the id of the contact of a message or a case')
  return id
}

function ownerOf(owner: string | undefined, userId: string | null) {
  if (owner === undefined || owner === '') return null
  if (owner === 'none') return 'none' as const
  if (owner === 'me') return userId ?? '00000000-0000-0000-0000-000000000000'
  const id = read('usr', owner)
  if (!id) throw new Problem(422, 'invalid', 'owner must be me, none or usr_…')
  return id
}
