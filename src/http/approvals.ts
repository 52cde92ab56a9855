import { z } from 'zod'
import type { ApprovalView } from '../actions/approval-needs'
import type { Directory } from '../actions/needs'
import { type ApprovalStep, RETURN_REASONS, staleBecause } from '../domain/approvals/approval'
import { storable } from '../domain/intake'
import { iso, isoOrNull } from '../domain/moment'
import { read, show } from '../domain/public-id'
import { APPROVAL_POLICY_ROUTES, nameIn } from './approval-policy'
import { find } from './cases'
import { notFound, refused } from './problem'
import type { Handler, Route } from './route'
import type { Principal, Services } from './services'
import { sightOf } from './sight'

const words = (max: number) => z.string().max(max).refine(storable, 'must be well-formed Unicode without U+0000')
const version = z.int().min(1).max(1_000_000)
const Decision = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('approve'), version, text: words(100_000).nullish() }),
  z.strictObject({ decision: z.literal('return'), version, reason: z.enum(RETURN_REASONS), note: words(4_000).nullish() }),
])
const Submission = z.strictObject({ text: words(100_000) })
const Review = z.strictObject({ last_seen_message_id: words(80).nullable() })
const ApprovalsQuery = z.object({
  state: z.enum(['waiting', 'returned', 'open', 'decided', 'all']).default('waiting'),
  author: z.enum(['me']).optional(),
})
const STATES: Record<z.infer<typeof ApprovalsQuery>['state'], string[]> = {
  waiting: ['waiting'],
  returned: ['returned'],
  open: ['waiting', 'returned'],
  decided: ['approved', 'withdrawn'],
  all: [],
}

const who = (directory: Directory, id: string) => ({ id: id.startsWith('key:') ? id : show('usr', id), name: nameIn(directory, id) })
const presentStep = (directory: Directory, { at, by, ...step }: ApprovalStep) => ({ ...step, at: iso(at), by: who(directory, by) })

function presentApproval(directory: Directory, it: ApprovalView, { actor, scopes }: Principal) {
  const sight = sightOf({ scopes })
  const stale = it.state === 'waiting' ? staleBecause(it, { newestMessageId: it.newestMessageId, way: it.way, closed: it.closed }) : []
  return {
    id: show('apr', it.id),
    state: stale.length > 0 ? 'stale' : it.state,
    stale,
    case_id: show('case', it.caseId),
    case_reference: it.reference,
    number: `C-${it.number}`,
    severity: it.severity,
    summary: it.summary,
    lang: it.lang,
    customer: sight.name(it.customer),
    author: who(directory, it.author),
    reasons: it.reasons,
    version: it.version,
    text: it.text,
    channel: it.way.channel,
    to: sight.address(it.way.address),
    public: it.way.public,
    final: it.reply.final,
    /** A letter is sent back rather than reworded: its rule books ask for what it says. */
    letter: it.reply.letter?.kind ?? null,
    submitted_at: iso(it.submittedAt),
    due_at: iso(it.dueAt),
    decided_at: isoOrNull(it.decidedAt),
    notice_id: show('ntc', it.noticeId),
    newest_message_id: show('msg', it.newestMessageId),
    steps: it.steps.map((step) => presentStep(directory, step)),
    mine: it.author === actor,
    may_decide: it.author !== actor && it.state === 'waiting' && scopes.includes('replies:approve'),
  }
}

const getApprovals: Handler = async (services, request) => {
  const { tenant, actor } = request.principal
  const { state, author } = request.query as z.infer<typeof ApprovalsQuery>
  const directory = await services.directory(tenant)
  const rows = await services.reads.approvals(tenant, { states: STATES[state], author: author ? actor : null, caseId: null, limit: 200 })
  return { data: rows.map((it) => presentApproval(directory, it, request.principal)), page: { next_cursor: null, has_more: false } }
}

const getOfCase: Handler = async (services, request) => {
  const { it, directory } = await find(services, request)
  const rows = await services.reads.approvals(request.principal.tenant, { states: [], author: null, caseId: it.id, limit: 50 })
  return { data: rows.map((one) => presentApproval(directory, one, request.principal)) }
}

async function one(services: Services, principal: Principal, params: unknown): Promise<ApprovalView> {
  const id = read('apr', (params as { id: string }).id)
  const it = id ? await services.reads.approval(principal.tenant, id) : null
  if (!it) throw notFound('No approval')
  return it
}

const shown = async (services: Services, principal: Principal, params: unknown) =>
  presentApproval(await services.directory(principal.tenant), await one(services, principal, params), principal)

const getApproval: Handler = (services, request) => shown(services, request.principal, request.params)

type Change = (
  actions: Services['approvals'],
  tenant: string,
  of: { caseId: string; approvalId: string; by: string },
  body: unknown,
) => Promise<{ done: true } | { done: false; refused: string }>

/** Changes the approval of a request and answers with it as it is then. Looking at one never changes it. */
const changing =
  (change: Change): Handler =>
  async (services, request, reply) => {
    const { tenant, actor } = request.principal
    const it = await one(services, request.principal, request.params)
    const answer = await change(services.approvals, tenant, { caseId: it.caseId, approvalId: it.id, by: actor }, request.body)
    if (!answer.done) throw refused(answer.refused)
    reply.code(201)
    return shown(services, request.principal, request.params)
  }

const postDecision = changing((actions, tenant, of, body) => {
  const said = body as z.infer<typeof Decision>
  return said.decision === 'approve'
    ? actions.approve(tenant, { ...of, version: said.version, text: said.text ?? null })
    : actions.giveBack(tenant, { ...of, version: said.version, reason: said.reason, note: said.note ?? null })
})
const postSubmission = changing((actions, tenant, of, body) => actions.resubmit(tenant, { ...of, ...(body as z.infer<typeof Submission>) }))
const postWithdrawal = changing((actions, tenant, of) => actions.withdraw(tenant, of))
const postReview = changing((actions, tenant, of, body) => {
  const { last_seen_message_id: seen } = body as z.infer<typeof Review>
  return actions.review(tenant, { ...of, seen: seen === null ? null : read('msg', seen) })
})

const doing = (noun: string, who: Route['who'], summary: string, handle: Handler, body?: z.ZodType): Route => ({
  ...{ method: 'POST', url: `/api/v1/approvals/:id/${noun}`, who, summary, handle, creates: true },
  ...(body ? { schema: { body } } : {}),
})

export const APPROVAL_ROUTES: Route[] = [
  {
    method: 'GET',
    url: '/api/v1/approvals',
    who: 'cases:read',
    summary: 'Answers that wait for a second pair of eyes',
    handle: getApprovals,
    schema: { querystring: ApprovalsQuery },
  },
  { method: 'GET', url: '/api/v1/approvals/:id', who: 'cases:read', summary: 'One of them, with every version', handle: getApproval },
  { method: 'GET', url: '/api/v1/cases/:id/approvals', who: 'cases:read', summary: 'The approvals of a case', handle: getOfCase },
  doing('decisions', 'replies:approve', 'Let an answer go, as it is or reworded, or send it back with a reason', postDecision, Decision),
  doing('submissions', 'cases:write', 'Hand in another text, as its author', postSubmission, Submission),
  doing('withdrawal', 'cases:write', 'Take it back, as its author', postWithdrawal),
  doing('reviews', 'cases:write', 'It still fits, after reading what is new', postReview, Review),
  ...APPROVAL_POLICY_ROUTES,
]
