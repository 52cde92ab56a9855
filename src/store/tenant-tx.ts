import type { Effects, LookReads, NoticeRow, NoticeState, StoredCase, StoredEscalation, StoredMessage, TenantTx } from '../actions/needs'
import type { Moment } from '../domain/moment'
import { alertsIn } from './alerts'
import { approvalsIn } from './approvals'
import { composingIn } from './composing'
import { customersIn } from './customers'
import { type Db, inTenant, type Query } from './db'
import { deedOf, forgetDeeds } from './deeds'
import { rowsOf } from './effects'
import { fallDueIn } from './fall-due'
import { Head } from './head'
import { rememberEffect } from './idempotency'
import { fenced } from './lease'
import { eventsIn } from './reads/story'
import { CASE, OWES_ANSWER, toCase, toClock, toEscalation, toFinding, toMessage, toNotice } from './rows'
import { writeRows, writeUnchanged } from './write'

/**
 * One write transaction for a tenant. It first takes the tenant's head row, so that case numbers, the audit chain and "does this person
 * already have a case?" need no further thought: writers of one tenant queue here, for the few milliseconds that a batch takes. Those that
 * take it *together* write side by side until their `turn`, each about cases that no other of them touches; the rest wait for all of them.
 */
export const writeTenant = <T>(
  db: Db,
  tenant: string,
  work: (tx: TenantTx) => Promise<T>,
  how: 'alone' | 'together' = 'alone',
): Promise<T> =>
  inTenant(db, tenant, async (query) => {
    const head = new Head(query, tenant)
    // Alone, nothing is even looked at before one's turn; together, the first statement follows the lock down the wire.
    const locked = head[how]()
    if (how === 'alone') await locked
    const [, result] = await Promise.all([locked, work(whole(query, tenant, head))])
    return result
  })

/** Reads for a tenant without the head row: nobody waits, and nothing can be written. */
export const lookTenant = <T>(db: Db, tenant: string, work: (reads: LookReads) => Promise<T>): Promise<T> =>
  inTenant(db, tenant, (query) => work(whole(query, tenant, new Head(query, tenant))))

/** What a transaction can do beyond the ordinary comes from files of its own. */
const parts = (query: Query, tenant: string) => ({
  ...alertsIn(query, tenant),
  ...approvalsIn(query, tenant),
  ...composingIn(query, tenant),
  ...customersIn(query, tenant),
  ...fallDueIn(query, tenant),
})

const whole = (query: Query, tenant: string, head: Head): TenantTx => {
  const more = parts(query, tenant)
  return Object.assign(new Transaction(query, tenant, head, more.cancelAlerts), more)
}

class Transaction implements Omit<TenantTx, keyof ReturnType<typeof parts>> {
  #query: Query
  #tenant: string
  #head: Head
  #cancelAlerts: TenantTx['cancelAlerts']

  constructor(query: Query, tenant: string, head: Head, cancelAlerts: TenantTx['cancelAlerts']) {
    this.#query = query
    this.#tenant = tenant
    this.#head = head
    this.#cancelAlerts = cancelAlerts
  }

  nextCaseNumber = () => this.#head.nextCaseNumber()
  turn = () => this.#head.turn()
  put: TenantTx['put'] = (effects) => writeUnchanged(this.#query, this.#tenant, rowsOf(effects))
  eventsOf = async (caseId: string) => (await eventsIn(this.#query, this.#tenant, caseId)).map(({ event }) => event)
  deed = (id: string) => deedOf(this.#query, this.#tenant, id)
  fence = (epoch: number) => fenced(this.#query, epoch)

  async claim(which: { messages: StoredMessage[] }): Promise<StoredMessage[]> {
    const rows = await this.#query<{ message_id: string }>(
      'delete from pending where tenant_id = $1 and message_id = any($2::uuid[]) returning message_id',
      [this.#tenant, which.messages.map((m) => m.id)],
    )
    const ours = new Set(rows.map((r) => r.message_id))
    return which.messages.filter((m) => ours.has(m.id))
  }

  async contactsOf(handles: { kind: string; value: string }[]) {
    if (handles.length === 0) return []
    const rows = await this.#query<{
      id: string
      name: string | null
      language: string | null
      support_needs: string[]
      identities: { kind: string; value: string }[]
    }>(
      `select c.id, c.name, c.language, c.support_needs, json_agg(json_build_object('kind', i.kind, 'value', i.value)) as identities
         from json_to_recordset($2::json) as h(kind text, value text)
         join identity i on i.tenant_id = $1 and i.kind = h.kind and i.value = h.value
         join contact c on c.tenant_id = $1 and c.id = i.contact_id group by c.tenant_id, c.id`,
      [this.#tenant, JSON.stringify(handles)],
    )
    return rows.map((r) => ({ id: r.id, name: r.name, language: r.language, supportNeeds: r.support_needs, identities: r.identities }))
  }

  async casesOf(contactIds: string[], closedSince: Moment) {
    if (contactIds.length === 0) return []
    const rows = await this.#query(
      `select ${CASE} from cases c where tenant_id = $1 and contact_id = any($2::uuid[])
          and (state <> 'closed' or closed_at > to_timestamp($3::float8 / 1000) or ${OWES_ANSWER}) order by id`,
      [this.#tenant, contactIds, closedSince],
    )
    return rows.map(toCase)
  }

  async recentContacts(contactIds: string[], since: Moment) {
    if (contactIds.length === 0) return new Map<string, number>()
    const rows = await this.#query<{ contact_id: string; n: number }>(
      `select contact_id, count(*)::int as n from finding where tenant_id = $1 and contact_id = any($2::uuid[]) and at > to_timestamp($3::float8 / 1000) group by 1`,
      [this.#tenant, contactIds, since],
    )
    return new Map(rows.map((r) => [r.contact_id, r.n]))
  }

  async messagesByExternalId(channel: string, externalIds: string[]) {
    const found = new Map<string, { id: string; caseId: string | null; contactId: string | null }>()
    if (externalIds.length === 0) return found
    const rows = await this.#query<{ source_key: string; id: string; case_id: string | null; contact_id: string | null }>(
      `select m.source_key, m.id, coalesce(f.case_id, l.case_id) as case_id, coalesce(f.contact_id, c.contact_id) as contact_id
         from message m left join finding f on f.tenant_id = $1 and f.message_id = m.id
         left join case_message l on l.tenant_id = $1 and l.message_id = m.id
         left join cases c on c.tenant_id = $1 and c.id = l.case_id
        where m.tenant_id = $1 and m.channel = $2 and m.source_key = any($3)`,
      [this.#tenant, channel, externalIds],
    )
    for (const r of rows) found.set(r.source_key, { id: r.id, caseId: r.case_id, contactId: r.contact_id })
    return found
  }

  async casesById(ids: string[]) {
    const rows = ids.length
      ? await this.#query(`select ${CASE} from cases c where tenant_id = $1 and id = any($2::uuid[])`, [this.#tenant, ids])
      : []
    return new Map(rows.map(toCase).map((c): [string, StoredCase] => [c.id, c]))
  }
  caseById = async (id: string) => (await this.casesById([id])).get(id) ?? null

  async clocksOf(caseIds: string[]) {
    const rows = caseIds.length
      ? await this.#query('select * from clock where tenant_id = $1 and case_id = any($2::uuid[]) order by id', [this.#tenant, caseIds])
      : []
    return rows.map(toClock)
  }
  async escalationsOf(caseIds: string[]): Promise<StoredEscalation[]> {
    const rows = caseIds.length
      ? await this.#query('select * from escalation where tenant_id = $1 and case_id = any($2::uuid[])', [this.#tenant, caseIds])
      : []
    return rows.map(toEscalation)
  }

  async message(id: string) {
    const [row] = await this.#query(
      `select m.*, 0 as attempts, to_jsonb(f.*) as found from message m left join finding f on f.tenant_id = $1 and f.message_id = m.id where m.tenant_id = $1 and m.id = $2`,
      [this.#tenant, id],
    )
    return row ? { ...toMessage(row), finding: row.found ? toFinding(row.found as Record<string, unknown>) : null } : null
  }

  async lastInbound(caseId: string, of?: { contactId: string | null }) {
    const [row] = await this.#query<{ id: string; at: Moment }>(
      `select m.id, m.received_at as at from case_message l join message m on m.tenant_id = $1 and m.id = l.message_id
         left join finding f on f.tenant_id = $1 and f.message_id = m.id
        where l.tenant_id = $1 and l.case_id = $2 and m.direction = 'in' and (not $3 or f.contact_id is not distinct from $4::uuid) order by m.id desc limit 1`,
      [this.#tenant, caseId, of !== undefined, of?.contactId ?? null],
    )
    return row ?? null
  }

  async contact(id: string) {
    const [row] = await this.#query<{
      id: string
      name: string | null
      language: string | null
      support_needs: string[]
      prefers: string | null
      avoids: string[]
      handles: { kind: string; value: string; shown: string }[] | null
    }>(
      `select c.*, (select json_agg(i) from identity i where i.tenant_id = $1 and i.contact_id = c.id) as handles from contact c where c.tenant_id = $1 and c.id = $2`,
      [this.#tenant, id],
    )
    if (!row) return null
    const handles = (row.handles ?? []).map((h) => ({ kind: h.kind, value: h.shown }))
    const { language, prefers, avoids, support_needs: supportNeeds } = row
    const wishes = { language, channel: prefers, avoids }
    return { id: row.id, name: row.name, language, supportNeeds, identities: row.handles ?? [], handles, wishes }
  }

  async notice(id: string): Promise<NoticeRow | null> {
    const [row] = await this.#query('select * from notice where tenant_id = $1 and id = $2 for update', [this.#tenant, id])
    return row ? toNotice(row) : null
  }

  async failedReplies(caseId: string) {
    const [row] = await this.#query<{ n: number }>(
      `select count(*)::int as n from notice where tenant_id = $1 and case_id = $2 and audience = 'customer' and kind = 'reply' and state in ('failed', 'unknown')`,
      [this.#tenant, caseId],
    )
    return row?.n ?? 0
  }

  async moveNotice(
    id: string,
    from: NoticeState[],
    to: Partial<Pick<NoticeRow, 'state' | 'reason' | 'sentAt' | 'providerId' | 'sendAfter' | 'channel'>>,
  ) {
    const rows = await this.#query(
      `update notice set state = coalesce($4, state), reason = $5, sent_at = coalesce(to_timestamp($6::float8 / 1000), sent_at), provider_id = coalesce($7, provider_id),
              send_after = coalesce(to_timestamp($8::float8 / 1000), send_after), channel = coalesce($9, channel)
        where tenant_id = $1 and id = $2 and state = any($3) returning 1`,
      [
        this.#tenant,
        id,
        from,
        to.state ?? null,
        to.reason ?? null,
        to.sentAt ?? null,
        to.providerId ?? null,
        to.sendAfter ?? null,
        to.channel ?? null,
      ],
    )
    return rows.length === 1
  }

  async commit(effects: Partial<Effects>) {
    const [first] = effects.silence ?? []
    if (first)
      await this.#cancelAlerts(
        effects.silence!.map(({ caseId }) => caseId),
        'taken_up',
        first.at,
      )
    const [deed] = effects.deeds ?? []
    if (deed) await forgetDeeds(this.#query, this.#tenant, deed.at)
    const audit = this.#head.chained(effects.audit ?? [])
    await Promise.all([
      writeRows(this.#query, this.#tenant, { ...rowsOf(effects), audit }),
      rememberEffect(this.#query, this.#tenant),
      this.#head.write(),
    ])
  }
}
