import type { CustomerReads, CustomerRow, CustomerView, SaidView } from '../../actions/reads'
import { type Db, inTenant, type Row } from '../db'
import { pageOf, where } from './page'
import { patternsFor } from './search'

const ROW = `c.id, c.name, c.language, c.followers, c.verified, c.demo,
  (select coalesce(json_agg(json_build_object('kind', i.kind, 'value', i.value, 'shown', i.shown) order by i.kind, i.value), '[]')
     from identity i where i.tenant_id = $1 and i.contact_id = c.id) as identities,
  (select count(*)::int from cases k where k.tenant_id = $1 and k.contact_id = c.id) as cases,
  (select count(*)::int from cases k where k.tenant_id = $1 and k.contact_id = c.id and k.state <> 'closed') as open,
  (select m.received_at from finding f join message m on m.tenant_id = $1 and m.id = f.message_id
     where f.tenant_id = $1 and f.contact_id = c.id order by f.message_id desc limit 1) as "lastAt"`

export const listCustomers = (db: Db, tenant: string, { q, addresses, limit, after }: Parameters<CustomerReads['customers']>[1]) => {
  const words = q === null ? [] : q.normalize('NFKC').split(/\s+/).filter(Boolean).slice(0, 4)
  const { sql, values } = where(tenant, [
    ['c.merged_into is null'],
    ...words.map((word): [string, ...unknown[]] => {
      const like = patternsFor(word)
      return [
        `(c.name ilike any(?) or exists (select from identity i where i.tenant_id = $1 and i.contact_id = c.id and i.shown ilike any(?)))`,
        like,
        patternsFor(word, addresses),
      ]
    }),
    after ? ['c.id < ?::uuid', after] : null,
  ])
  return inTenant(db, tenant, async (query) =>
    pageOf(
      await query<CustomerRow>(`select ${ROW} from contact c where c.tenant_id = $1 ${sql} order by c.id desc limit ${limit + 1}`, values),
      limit,
      ({ id }) => id,
    ),
  )
}

const WHOLE = `select ${ROW}, c.merged_into as "mergedInto", c.bio, c.version, c.created_at as "createdAt", c.prefers, c.avoids,
  c.support_needs as "supportNeeds", c.needs_from as "needsFrom",
  (select count(*)::int from finding f where f.tenant_id = $1 and f.contact_id = c.id) as messages,
  (select count(*)::int from finding f join message m on m.tenant_id = $1 and m.id = f.message_id
    where f.tenant_id = $1 and f.contact_id = c.id and m.public) as public
  from contact c where c.tenant_id = $1 and c.id = $2`

const JOINS = `select j.id, j.joined, o.name, j.identities, cardinality(j.messages) as messages, cardinality(j.cases) as cases, j.at, j.by
  from contact_join j join contact o on o.tenant_id = $1 and o.id = j.joined
  where j.tenant_id = $1 and j.parted_at is null
    and (j.main = $2 or j.main in (select m.id from contact m where m.tenant_id = $1 and m.merged_into = $2)) order by j.at desc, j.id`

export const oneCustomer = (db: Db, tenant: string, id: string) =>
  inTenant(db, tenant, async (query): Promise<CustomerView | null> => {
    const [row] = await query<Omit<CustomerView, 'joins'>>(WHOLE, [tenant, id])
    return row ? { ...row, joins: await query<CustomerView['joins'][number]>(JOINS, [tenant, id]) } : null
  })

/** The same name, or an address of somebody else in what they wrote: neither proves anything, so a person decides. */
export const likelyTheSame = (db: Db, tenant: string, id: string) =>
  inTenant(db, tenant, (query) =>
    query<CustomerRow & { because: 'same_name' | 'gave_address' }>(
      `with said as (select m.contact from finding f join message m on m.tenant_id = $1 and m.id = f.message_id
          where f.tenant_id = $1 and f.contact_id = $2 order by f.message_id desc limit 50),
        given as (select distinct h ->> 'kind' as kind, lower(trim(h ->> 'value')) as value from said, json_array_elements(said.contact -> 'handles') h),
        likely as (select distinct on (id) id, because from (
         select i.contact_id as id, 'gave_address' as because, 1 as weight from given g
           join identity i on i.tenant_id = $1 and i.kind = g.kind and i.value = g.value
         union all
         select o.id, 'same_name', 2 from contact c join contact o on o.tenant_id = $1 and lower(o.name) = lower(c.name)
           where c.tenant_id = $1 and c.id = $2 and length(c.name) > 3) as found
        where id <> $2 and exists (select from contact x where x.tenant_id = $1 and x.id = found.id and x.merged_into is null)
        order by id, weight limit 5)
       select ${ROW}, likely.because from likely join contact c on c.tenant_id = $1 and c.id = likely.id order by c.id`,
      [tenant, id],
    ),
  )

const AT = 'coalesce(m.sent_at, m.received_at)'

/** What is theirs by who wrote it, and what we said in their cases. A cursor is the moment and the id of the last one shown. */
export const saidBy = (db: Db, tenant: string, { id, since, after, limit }: Parameters<CustomerReads['saidBy']>[1]) => {
  const [at, last] = after?.split('~') ?? []
  const { sql, values } = where(tenant, [
    [
      `m.id in (select f.message_id from finding f where f.tenant_id = $1 and f.contact_id = ?::uuid union all
        select l.message_id from cases k join case_message l on l.tenant_id = $1 and l.case_id = k.id
          join message o on o.tenant_id = $1 and o.id = l.message_id and o.direction = 'out' where k.tenant_id = $1 and k.contact_id = ?::uuid)`,
      id,
      id,
    ],
    since === null ? null : [`${AT} >= to_timestamp(?::float8 / 1000)`, since],
    after ? [`(${AT}, m.id) < (to_timestamp(?::float8 / 1000), ?::uuid)`, at, last] : null,
  ])
  return inTenant(db, tenant, async (query) => {
    const rows = await query<SaidView & Row>(
      `select m.id, m.direction, m.channel, m.public, left(m.text, 600) as text, ${AT} as at, s.name as author,
         (select c.reference from case_message l join cases c on c.tenant_id = $1 and c.id = l.case_id
           where l.tenant_id = $1 and l.message_id = m.id limit 1) as "caseReference"
         from message m left join staff s on s.tenant_id = $1 and s.id = m.author where m.tenant_id = $1 ${sql}
        order by ${AT} desc, m.id desc limit ${limit + 1}`,
      values,
    )
    return pageOf(rows, limit, (row) => `${row.at}~${row.id}`)
  })
}
