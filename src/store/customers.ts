import type { ContactJoin, CustomerPerson, CustomerTx } from '../actions/customer-needs'
import { provenHandles } from '../domain/chat'
import type { Contact } from '../domain/message'
import type { Query } from './db'

type PersonRow = Omit<CustomerPerson, 'identities'> & { identities: CustomerPerson['identities'] | null }

const JOIN = `id, main, joined, identities, messages, cases, contacts, needs, at, by, parted_at as "partedAt"`

/** Contacts as one transaction changes them; every statement names its tenant. What moves raises the version of both ends. */
export function customersIn(query: Query, tenant: string): CustomerTx {
  const ask = <R>(sql: string, ...values: unknown[]) => query<R>(sql, [tenant, ...values])
  return {
    person: async (id) => {
      const [row] = await ask<PersonRow>(
        `select c.id, c.name, c.merged_into as "mergedInto", c.support_needs as "supportNeeds", c.demo, c.version,
           (select json_agg(json_build_object('kind', i.kind, 'value', i.value, 'shown', i.shown) order by i.kind, i.value)
              from identity i where i.tenant_id = $1 and i.contact_id = c.id) as identities
           from contact c where c.tenant_id = $1 and c.id = $2`,
        id,
      )
      return row ? { ...row, identities: row.identities ?? [] } : null
    },
    join: async (id) => (await ask<ContactJoin>(`select ${JOIN} from contact_join where tenant_id = $1 and id = $2`, id))[0] ?? null,
    writtenBy: async (contactId, since) => {
      const rows = await ask<{ id: string; channel: string; contact: Contact | null }>(
        `select m.id, m.channel, m.contact from finding f join message m on m.tenant_id = $1 and m.id = f.message_id
          where f.tenant_id = $1 and f.contact_id = $2 and f.at >= to_timestamp($3::float8 / 1000) order by m.id`,
        contactId,
        since,
      )
      return rows.map(({ id, channel, contact }) => ({ id, handles: contact ? provenHandles({ channel, contact }) : [] }))
    },
    inboundOf: (caseIds) =>
      ask(
        `select l.case_id as "caseId", l.message_id as "messageId" from case_message l
           join message m on m.tenant_id = $1 and m.id = l.message_id and m.direction = 'in' where l.tenant_id = $1 and l.case_id = any($2::uuid[])`,
        caseIds,
      ),
    joinedTo: async (contactId) =>
      (await ask<{ id: string }>('select id from contact where tenant_id = $1 and merged_into = $2', contactId)).map(({ id }) => id),
    ...changes(ask),
  }
}

type Ask = <R>(sql: string, ...values: unknown[]) => Promise<R[]>
type Changes = 'move' | 'keepJoin' | 'endJoin' | 'pointTo' | 'foundContact' | 'setNeeds' | 'prefer'

const changes = (ask: Ask): Pick<CustomerTx, Changes> => ({
  move: async ({ from, to, identities, messages, contacts }) => {
    await ask(
      `update identity i set contact_id = $3 from json_to_recordset($4::json) as r(kind text, value text)
        where i.tenant_id = $1 and i.kind = r.kind and i.value = r.value and i.contact_id = $2`,
      from,
      to,
      JSON.stringify(identities),
    )
    await ask(
      'update finding set contact_id = $3 where tenant_id = $1 and contact_id = $2 and message_id = any($4::uuid[])',
      from,
      to,
      messages,
    )
    await ask('update contact set merged_into = $3 where tenant_id = $1 and merged_into = $2 and id = any($4::uuid[])', from, to, contacts)
    await ask('update contact set version = version + 1 where tenant_id = $1 and id in ($2, $3)', from, to)
  },
  keepJoin: async (it) => {
    await ask(
      `insert into contact_join (tenant_id, id, main, joined, identities, messages, cases, contacts, needs, at, by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10::float8 / 1000), $11)`,
      ...[it.id, it.main, it.joined, JSON.stringify(it.identities), it.messages, it.cases, it.contacts, it.needs, it.at, it.by],
    )
  },
  endJoin: async (id, by, at) => {
    await ask(
      'update contact_join set parted_at = to_timestamp($3::float8 / 1000), parted_by = $4 where tenant_id = $1 and id = $2',
      id,
      at,
      by,
    )
  },
  pointTo: async (contactId, main) => {
    await ask('update contact set merged_into = $3 where tenant_id = $1 and id = $2', contactId, main)
  },
  foundContact: async ({ id, name, demo, at }) => {
    await ask(
      'insert into contact (tenant_id, id, name, demo, created_at) values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000))',
      id,
      name,
      demo,
      at,
    )
  },
  setNeeds: async (contactId, needs) => {
    await ask('update contact set support_needs = $3 where tenant_id = $1 and id = $2', contactId, needs)
  },
  prefer: async (contactId, { language, channel, avoids, supportNeeds }, by, at) => {
    await ask(
      `update contact set language = $3, prefers = $4, avoids = $5, version = version + 1, support_needs = $6,
         needs_from = (select coalesce(jsonb_object_agg(need, coalesce(needs_from -> need, $7::jsonb)), '{}') from unnest($6::text[]) as need
           where needs_from ? need or not need = any(support_needs))
        where tenant_id = $1 and id = $2`,
      ...[contactId, language, channel, avoids, supportNeeds, JSON.stringify({ by, at })],
    )
  },
})
