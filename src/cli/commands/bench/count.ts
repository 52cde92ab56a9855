import { read } from '../../../domain/public-id'
import { asOwner, type Db } from '../../../store/db'

const one = async (db: Db, text: string, values: unknown[] = []) => Number((await asOwner<{ n: string }>(db, text, values))[0]!.n)

export const pending = (db: Db) => one(db, 'select count(*)::int as n from pending')

/** Waits until every stored message is understood; returns how long that took, in seconds. */
export async function drained(db: Db, forMs = 120_000): Promise<number> {
  const began = performance.now()
  while ((await one(db, 'select count(*)::int as n from (select 1 from pending limit 1) p')) > 0) {
    if (performance.now() - began > forMs) throw new Error('the backlog did not come down within two minutes')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return (performance.now() - began) / 1000
}

export type Fate = { lost: number; doubled: number; notUnderstood: number; refusedButStored: number }

/** What became of a run's messages: each acknowledged id stored once, with a finding, and nothing stored that was not acknowledged. */
export async function fateOf(db: Db, run: string, ids: string[], sent: number): Promise<Fate> {
  let stored = 0
  let understood = 0
  for (let i = 0; i < ids.length; i += 20_000) {
    const part = ids.slice(i, i + 20_000).map((id) => read('msg', id))
    stored += await one(db, 'select count(*)::int as n from message where id = any($1::uuid[])', [part])
    understood += await one(db, 'select count(*)::int as n from finding where message_id = any($1::uuid[])', [part])
  }
  const all = await one(db, 'select count(*)::int as n from message where external_id like $1', [`${run}-%`])
  const distinct = await one(db, 'select count(distinct external_id)::int as n from message where external_id like $1', [`${run}-%`])
  return {
    lost: new Set(ids).size - stored,
    doubled: all - distinct + (ids.length - new Set(ids).size),
    notUnderstood: stored - understood,
    refusedButStored: Math.max(0, all - sent),
  }
}

export type Effect = { messages: number; cases: number; clocks: number; escalations: number; notices: number; audit: number; bytes: number }

/** What the messages left behind, and the room that it takes with all indexes. */
export async function effectOf(db: Db): Promise<Effect> {
  const count = (table: string) => one(db, `select count(*)::int as n from ${table}`)
  return {
    messages: await one(db, `select count(*)::int as n from message where direction = 'in'`),
    cases: await count('cases'),
    clocks: await count('clock'),
    escalations: await count('escalation'),
    notices: await count('notice'),
    audit: await count('audit'),
    bytes: await one(
      db,
      `select sum(pg_total_relation_size(c.oid))::bigint as n from pg_class c join pg_namespace s on s.oid = c.relnamespace
        where s.nspname = 'public' and c.relkind = 'r'`,
    ),
  }
}
