import { z } from 'zod'
import { MODES } from '../actions/composing-needs'
import { storable } from '../domain/intake'
import { iso } from '../domain/moment'
import { read, show } from '../domain/public-id'
import { find } from './cases'
import { presentFile } from './present'
import { Problem } from './problem'
import type { Handler, Route } from './route'
import { sightOf } from './sight'

const DraftBody = z.strictObject({
  mode: z.enum(MODES),
  text: z.string().max(100_000).refine(storable, 'must be well-formed Unicode without U+0000'),
  final: z.boolean().default(false),
  key: z.string().min(8).max(200),
  files: z.array(z.string().max(80)).max(10).default([]),
})

/** Drafts belong to a person; a script has none. */
export function personOf(userId: string | null): string {
  if (userId === null) throw new Problem(409, 'only_people', 'Only somebody who is signed in has drafts; an API key has none.')
  return userId
}

const getDrafts: Handler = async (services, request) => {
  const { it } = await find(services, request)
  const { tenant, userId } = request.principal
  const drafts = await services.composing.drafts(tenant, { userId: personOf(userId), caseId: it.id })
  return {
    data: drafts.map(({ mode, text, final, key, files, savedAt }) => ({
      mode,
      text,
      final,
      key,
      files: files.map(presentFile),
      saved_at: iso(savedAt),
    })),
  }
}

const putDraft: Handler = async (services, request) => {
  const { it } = await find(services, request)
  const { mode, text, final, key, files } = request.body as z.infer<typeof DraftBody>
  const { tenant, userId } = request.principal
  const savedAt = services.needs.now()
  const ids = files.flatMap((id) => read('att', id) ?? [])
  await services.composing.keep(tenant, { userId: personOf(userId), caseId: it.id, mode, text, final, key, files: ids, savedAt })
  return { mode, saved_at: iso(savedAt) }
}

const getSimilar: Handler = async (services, request) => {
  const { it } = await find(services, request)
  const found = await services.composing.similar(request.principal.tenant, it)
  return { data: found.map((one) => ({ ...one, id: show('case', one.id) })) }
}

/** Replies of mine that can still be taken back, for the strip that any screen shows. */
const getPending: Handler = async (services, request) => ({
  data: (await services.composing.pending(request.principal.tenant, personOf(request.principal.userId))).map((one) => ({
    notice_id: show('ntc', one.noticeId),
    case_id: show('case', one.caseId),
    case_reference: one.reference,
    channel: one.channel,
    to: sightOf(request.principal).address(one.to),
    send_after: iso(one.sendAfter),
  })),
})

export const DRAFT_ROUTES: Route[] = [
  {
    method: 'GET',
    url: '/api/v1/cases/:id/drafts',
    who: 'cases:write',
    summary: 'What I have begun to write on a case',
    handle: getDrafts,
  },
  {
    method: 'PUT',
    url: '/api/v1/cases/:id/draft',
    who: 'cases:write',
    summary: 'Keep what I have written so far; nothing written is nothing kept',
    handle: putDraft,
    schema: { body: DraftBody },
  },
  {
    method: 'GET',
    url: '/api/v1/cases/:id/similar',
    who: 'cases:read',
    summary: 'The newest other cases of the same topics',
    handle: getSimilar,
  },
  {
    method: 'GET',
    url: '/api/v1/pending-replies',
    who: 'cases:write',
    summary: 'My replies that can still be taken back',
    handle: getPending,
  },
]
