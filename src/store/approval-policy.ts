import type { Answers, PolicyVersion, SentAnswer } from '../actions/approval-needs'
import type { ApprovalPolicy } from '../domain/approvals/policy'
import type { Moment } from '../domain/moment'
import { auditedAsOwner } from './audited'
import { type Db, inTenant } from './db'
import { toApproval } from './rows'

const MONTH_MS = 30 * 86_400_000
const MOST_ANSWERS = 1_000
const MOST_DECIDED = 2_000
const MOST_VERSIONS = 50
const ACTION = 'approvals.policy'

export const setApprovalPolicy = (db: Db, tenant: string, policy: ApprovalPolicy, by: string, at: Moment) =>
  auditedAsOwner(db, tenant, async (query) => {
    await query('update tenant set settings = settings || $2::jsonb where id = $1', [tenant, JSON.stringify({ approvals: policy })])
    return { result: undefined, entry: { at, actor: by, action: ACTION, subject: tenant, data: { ...policy } } }
  })

/** Every version of the rules that there was, newest first; the audit is their only copy. */
export const approvalPolicies = (db: Db, tenant: string) =>
  inTenant(db, tenant, async (query): Promise<PolicyVersion[]> => {
    const rows = await query<{ seq: number; at: Moment; actor: string; body: string }>(
      `select seq, at, actor, body from audit where tenant_id = $1 and action = '${ACTION}' order by seq desc limit ${MOST_VERSIONS}`,
      [tenant],
    )
    return rows.map(({ seq, at, actor, body }) => ({ seq: Number(seq), at, by: actor, policy: JSON.parse(body) as ApprovalPolicy }))
  })

/** The answers of the last thirty days, each with the severity that its case had then. */
export const lastAnswers = (db: Db, tenant: string, now: Moment) =>
  inTenant(db, tenant, async (query): Promise<Answers> => {
    const newestFirst = await query<SentAnswer>(
      `select m.id, e.at, e.by as author, m.public, m.channel, c.reference, c.number::int as number, c.summary, c.lang,
              coalesce(g.severity, c.severity) as severity
         from message m join case_message l on l.tenant_id = $1 and l.message_id = m.id
         join cases c on c.tenant_id = $1 and c.id = l.case_id
         join case_event e on e.tenant_id = $1 and e.case_id = c.id and e.kind = 'replied' and e.data ->> 'messageId' = m.id::text
         left join lateral (select x.data ->> 'severity' as severity from case_event x where x.tenant_id = $1 and x.case_id = c.id
           and x.kind in ('opened', 'regraded') and x.seq < e.seq order by x.seq desc limit 1) g on true
        where m.tenant_id = $1 and m.direction = 'out' and m.received_at >= to_timestamp($2::float8 / 1000)
        order by m.received_at desc, m.id desc limit ${MOST_ANSWERS}`,
      [tenant, now - MONTH_MS],
    )
    const decided = await query(
      `select * from approval where tenant_id = $1 and decided_at is not null and state <> 'withdrawn' and decided_at < to_timestamp($2::float8 / 1000)
        order by decided_at desc limit ${MOST_DECIDED}`,
      [tenant, newestFirst.at(-1)?.at ?? now],
    )
    return { answers: newestFirst.reverse(), decided: decided.map(toApproval) }
  })
