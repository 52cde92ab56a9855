import type { ChoiceLabels, FirmModel, LabelledRow, ModelState, WindowCounts } from '../actions/detector-needs'
import type { Moment } from '../domain/moment'
import { audited } from './audited'
import { type Db, inTenant, type Query } from './db'

const COLUMNS = 'id, state, base, report, made_at as "madeAt", made_by as "madeBy", decided_at as "decidedAt", decided_by as "decidedBy"'

/** The newest labels that people gave: corrections, and decisions in triage; of several for one message the latest counts. */
export const labelledRows = (db: Db, tenant: string, limit: number): Promise<LabelledRow[]> =>
  inTenant(db, tenant, (query) =>
    query<LabelledRow>(
      `select * from (
         select distinct on (l.message_id) m.id, m.text, coalesce(f.finding #>> '{lang,value}', m.lang, 'en') as lang, l.said as complaint, l.at, l.by
           from (select message_id, (data ->> 'complaint') = 'yes' as said, at, coalesce(by_user::text, 'a script') as by
                   from correction where tenant_id = $1 and data ->> 'complaint' is not null
                 union all
                 select message_id, disposition in ('complaint', 'duplicate'), at, decided_by::text from finding
                  where tenant_id = $1 and decided_by is not null and disposition is not null) l
           join message m on m.tenant_id = $1 and m.id = l.message_id left join finding f on f.tenant_id = $1 and f.message_id = m.id
          where m.direction = 'in' order by l.message_id, l.at desc) newest
       order by at desc limit $2`,
      [tenant, limit],
    ),
  )

/** A message and what people said of it: of several words on one question, the latest. */
export type Corrected = { id: string; text: string; lang: string; at: Moment; said: Record<string, unknown> }

export const correctedRows = (db: Db, tenant: string): Promise<Corrected[]> =>
  inTenant(db, tenant, (query) =>
    query<Corrected>(
      `select m.id, m.text, coalesce(f.finding #>> '{lang,value}', m.lang, 'en') as lang, c.at, c.said
         from (select x.message_id, jsonb_object_agg(e.key, e.value order by x.at, x.id) as said, max(x.at) as at
                 from correction x, jsonb_each(x.data) e where x.tenant_id = $1 group by x.message_id) c
         join message m on m.tenant_id = $1 and m.id = c.message_id left join finding f on f.tenant_id = $1 and f.message_id = m.id
        where m.direction = 'in' order by c.at, m.id`,
      [tenant],
    ),
  )

/** Messages that people corrected or decided, newest first; what stood in their findings and was not corrected was let stand. */
export const choiceRows = (db: Db, tenant: string, limit: number): Promise<ChoiceLabels[]> =>
  inTenant(db, tenant, (query) =>
    query<ChoiceLabels>(
      `select m.id, m.text, coalesce(f.finding #>> '{lang,value}', m.lang, 'en') as lang, greatest(c.at, f.decided) as at, coalesce(c.said, '{}') as said,
              jsonb_strip_nulls(jsonb_build_object('severity', f.finding #>> '{severity,value}', 'topic', f.finding #>> '{topics,0,value}',
                                                   'emotion', f.finding #>> '{emotion,value}')) as stood
         from (select message_id, finding, case when decided_by is not null then at end as decided from finding where tenant_id = $1) f
         left join (select x.message_id, jsonb_object_agg(e.key, e.value order by x.at, x.id) as said, max(x.at) as at
                 from correction x, jsonb_each(x.data) e where x.tenant_id = $1 group by x.message_id) c on c.message_id = f.message_id
         join message m on m.tenant_id = $1 and m.id = f.message_id
        where m.direction = 'in' and greatest(c.at, f.decided) is not null order by at desc, m.id limit $2`,
      [tenant, limit],
    ),
  )

export const listModels = (db: Db, tenant: string): Promise<FirmModel[]> =>
  inTenant(db, tenant, (query) =>
    query<FirmModel>(`select ${COLUMNS} from detector_model where tenant_id = $1 order by made_at desc, id desc limit 100`, [tenant]),
  )

/** The weights in force; null where the shared model alone is. */
export const championOf = (db: Db, tenant: string): Promise<{ id: string; delta: Uint8Array } | null> =>
  inTenant(db, tenant, async (query) => {
    const [row] = await query<{ id: string; delta: Buffer }>(
      `select id, delta from detector_model where tenant_id = $1 and state = 'champion'`,
      [tenant],
    )
    return row ? { id: row.id, delta: new Uint8Array(row.delta) } : null
  })

/** Keeps what was learned, or why nothing was. Returns its id. */
export const putModel = (
  db: Db,
  tenant: string,
  it: { state: ModelState; base: string; report: object; delta: Uint8Array | null; by: string; at: Moment },
): Promise<string> =>
  audited(db, tenant, async (query) => {
    const [row] = await query<{ id: string }>(
      `insert into detector_model (tenant_id, id, state, base, report, delta, made_at, made_by)
       select $1, 'm' || (count(*) + 1), $2, $3, $4, $5, to_timestamp($6::float8 / 1000), $7 from detector_model where tenant_id = $1 returning id`,
      [tenant, it.state, it.base, JSON.stringify(it.report), it.delta && Buffer.from(it.delta), it.at, it.by],
    )
    return {
      result: row!.id,
      entry: { at: it.at, actor: it.by, action: `detector_model.${it.state}`, subject: row!.id, data: { base: it.base } },
    }
  })

/** Puts a challenger in force in place of what was. False where it is no challenger any more. */
export const crown = (db: Db, tenant: string, it: { id: string; by: string; at: Moment }): Promise<boolean> =>
  audited(db, tenant, async (query) => {
    const [challenger] = await query(`select 1 from detector_model where tenant_id = $1 and id = $2 and state = 'challenger'`, [
      tenant,
      it.id,
    ])
    if (!challenger) return { result: false, entry: null }
    await move(query, tenant, `state = 'champion'`, 'retired', it)
    await move(query, tenant, 'id = $5', 'champion', it, [it.id])
    return { result: true, entry: { at: it.at, actor: it.by, action: 'detector_model.promoted', subject: it.id, data: {} } }
  })

/** One step back: what was in force before is again, or the shared model alone. Null where that is in force already. */
export const uncrown = (db: Db, tenant: string, it: { by: string; at: Moment }): Promise<{ was: string; is: string | null } | null> =>
  audited(db, tenant, async (query) => {
    const [champion] = await query<{ id: string }>(`select id from detector_model where tenant_id = $1 and state = 'champion'`, [tenant])
    if (!champion) return { result: null, entry: null }
    const [before] = await query<{ id: string }>(
      `select id from detector_model where tenant_id = $1 and state = 'retired' and delta is not null order by decided_at desc, id desc limit 1`,
      [tenant],
    )
    await move(query, tenant, `state = 'champion'`, 'withdrawn', it)
    if (before) await move(query, tenant, 'id = $5', 'champion', it, [before.id])
    const is = before?.id ?? null
    return {
      result: { was: champion.id, is },
      entry: { at: it.at, actor: it.by, action: 'detector_model.rolled_back', subject: champion.id, data: { to: is } },
    }
  })

const move = (query: Query, tenant: string, which: string, state: ModelState, it: { by: string; at: Moment }, more: unknown[] = []) =>
  query(
    `update detector_model set state = $2, decided_at = to_timestamp($3::float8 / 1000), decided_by = $4 where tenant_id = $1 and ${which}`,
    [tenant, state, it.at, it.by, ...more],
  )

/** How findings were spread in a stretch of time: probability of a complaint in tenths, languages, first topics. */
export const windowCounts = (db: Db, tenant: string, from: Moment, to: Moment): Promise<WindowCounts> =>
  inTenant(db, tenant, async (query) => {
    const rows = await query<{ what: keyof WindowCounts; value: string; n: number }>(
      `with seen as (
         select floor(least((finding #>> '{complaint,p}')::float8, 0.999) * 10)::text as score, coalesce(finding #>> '{lang,value}', '?') as language,
                coalesce(finding #>> '{topics,0,value}', '-') as topic
           from finding where tenant_id = $1 and finding is not null and at >= to_timestamp($2::float8 / 1000) and at < to_timestamp($3::float8 / 1000))
       select 'score' as what, score as value, count(*)::int as n from seen group by 2
       union all select 'language', language, count(*)::int from seen group by 2
       union all select 'topic', topic, count(*)::int from seen group by 2`,
      [tenant, from, to],
    )
    const counts: WindowCounts = { score: {}, language: {}, topic: {} }
    for (const { what, value, n } of rows) counts[what][value] = n
    return counts
  })
