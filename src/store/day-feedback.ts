import type { DayWish, Feedback } from '../actions/day-needs'
import { type Db, inTenant } from './db'

const SHOWN = 20

/** $1 firm, $2 person, $3 since when. Hand-backs are looked for on cases that still lie with the person; an answer that lies there is a thing to do. */
const TOLD = `
select case when s ->> 'did' = 'returned' then 'returned' when s ->> 'text' is distinct from a.text then 'reworded' else 'approved' end as kind,
       a.decided_at as at, s ->> 'by' as by, s ->> 'reason' as reason, s ->> 'note' as words, c.reference, null::uuid as "messageId"
  from approval a join cases c on c.tenant_id = $1 and c.id = a.case_id
  cross join lateral (select step as s from json_array_elements(a.steps) with ordinality x(step, nth)
    where step ->> 'did' in ('approved', 'returned') order by nth desc limit 1) d
 where a.tenant_id = $1 and a.author = $2 and a.state <> 'returned' and a.decided_at >= to_timestamp($3::float8 / 1000)
union all
select 'handed_back', e.at, e.by, null, substr(e.data ->> 'reason', length('handed back: ') + 1), c.reference, null
  from cases c join case_event e on e.tenant_id = $1 and e.case_id = c.id and e.kind = 'assigned'
 where c.tenant_id = $1 and c.owner = $2::uuid and e.at >= to_timestamp($3::float8 / 1000) and e.data ->> 'owner' = $2
   and starts_with(e.data ->> 'reason', 'handed back: ')
union all
select 'corrected', x.at, x.by_user::text, null, null, null, x.message_id
  from correction x join finding f on f.tenant_id = $1 and f.message_id = x.message_id
 where x.tenant_id = $1 and x.at >= to_timestamp($3::float8 / 1000) and f.decided_by = $2::uuid and x.by_user is distinct from $2::uuid
union all
select case m.state when 'champion' then 'learned' else 'not_learned' end, coalesce(m.decided_at, m.made_at), null, null, null, null, null
  from detector_model m
 where m.tenant_id = $1 and m.state in ('champion', 'refused') and coalesce(m.decided_at, m.made_at) >= to_timestamp($3::float8 / 1000)
   and exists (select from correction x where x.tenant_id = $1 and x.by_user = $2::uuid and x.at < m.made_at)`

/** What was decided lately about a person's answers, hand-ups, decisions and corrections; newest first. */
export const feedbackOf = (db: Db, tenant: string, { userId, since }: Pick<DayWish, 'userId' | 'since'>): Promise<Feedback[]> =>
  inTenant(db, tenant, (query) => query<Feedback>(`select * from (${TOLD}) told order by at desc limit ${SHOWN}`, [tenant, userId, since]))
