import { createHash } from 'node:crypto'
import type { AuditEntry } from '../actions/needs'
import { iso } from '../domain/moment'
import type { Query } from './db'

type ChainEnd = { seq: number; hash: Buffer }
export type AuditRow = { seq: number; at: number; actor: string; action: string; subject: string; body: string; hash: string }

/**
 * Chains entries to the end of a tenant's audit: each hash covers the hash before it, so that changing, dropping or swapping a row breaks
 * every later one. `body` is kept as the very text that was hashed.
 */
export function chain(end: ChainEnd, entries: AuditEntry[]): { rows: AuditRow[]; end: ChainEnd } {
  let { seq, hash } = end
  const rows = entries.map((entry) => {
    seq++
    const body = JSON.stringify(entry.data)
    hash = link(hash, { seq, ...entry, body })
    return { seq, at: entry.at, actor: entry.actor, action: entry.action, subject: entry.subject, body, hash: hash.toString('hex') }
  })
  return { rows, end: { seq, hash } }
}

const link = (before: Buffer, row: { seq: number; at: number; actor: string; action: string; subject: string; body: string }) =>
  createHash('sha256')
    .update(before)
    .update(JSON.stringify([row.seq, iso(row.at), row.actor, row.action, row.subject, row.body]))
    .digest()

export type Verification = { ok: true; rows: number } | { ok: false; rows: number; firstBad: number; why: string }

/** Walks one tenant's chain from its beginning, in pages; names the first row that does not follow from those before it. */
export async function verifyAudit(query: Query, tenant: string): Promise<Verification> {
  let before: Buffer = Buffer.alloc(0)
  let seq = 0
  for (;;) {
    const rows = await query<{ seq: number; at: number; actor: string; action: string; subject: string; body: string; hash: Buffer }>(
      'select seq, at, actor, action, subject, body, hash from audit where tenant_id = $1 and seq > $2 order by seq limit 5000',
      [tenant, seq],
    )
    for (const row of rows) {
      if (row.seq !== seq + 1) return { ok: false, rows: seq, firstBad: seq + 1, why: `row ${seq + 1} is missing` }
      const expected = link(before, row)
      if (!expected.equals(row.hash))
        return { ok: false, rows: seq, firstBad: row.seq, why: `row ${row.seq} does not follow from row ${seq}` }
      before = row.hash
      seq = row.seq
    }
    if (rows.length > 0) continue
    const end = await endOf(query, tenant)
    // What is written while we walk comes with its head in one transaction: walk on until nothing has come.
    if ((end?.last ?? 0) > seq) continue
    if (end && (end.audit_seq !== seq || !end.audit_hash.equals(before)))
      return { ok: false, rows: seq, firstBad: seq + 1, why: `the chain ends at row ${seq}, but ${end.audit_seq} were written` }
    return { ok: true, rows: seq }
  }
}

/** Where the chain should end and where it does, as they stand at one instant. */
async function endOf(query: Query, tenant: string) {
  const [end] = await query<{ audit_seq: number; audit_hash: Buffer; last: number | null }>(
    `select audit_seq, audit_hash, (select max(seq) from audit where tenant_id = $1) as last from tenant_head where tenant_id = $1`,
    [tenant],
  )
  return end ?? null
}
