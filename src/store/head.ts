import type { AuditEntry } from '../actions/needs'
import { type AuditRow, chain } from './audit'
import type { Query } from './db'

type Row = { case_number: number; audit_seq: number; audit_hash: Buffer }

/** A tenant's head row in one transaction. Its lock orders what is written for the tenant; in it are the last case number and the end of the audit chain. */
export class Head {
  #query: Query
  #tenant: string
  #row: Row | null = null

  constructor(query: Query, tenant: string) {
    this.#query = query
    this.#tenant = tenant
  }

  /** Alone: everybody else waits until this transaction is through. */
  async alone() {
    this.#row = await this.#lock('update')
  }

  /** Together with others that ask for it so: whoever wants it alone waits for all of them, and they for nobody until their `turn`. */
  async together() {
    await this.#lock('key share')
  }

  /** From here on alone among those who have it together. */
  async turn() {
    this.#row ??= await this.#lock('no key update')
  }

  nextCaseNumber = () => ++this.#mine().case_number

  /** The entries as rows at the end of the chain. */
  chained(entries: AuditEntry[]): AuditRow[] {
    const head = this.#mine()
    const { rows, end } = chain({ seq: head.audit_seq, hash: head.audit_hash }, entries)
    this.#row = { ...head, audit_seq: end.seq, audit_hash: end.hash }
    return rows
  }

  async write() {
    const { case_number, audit_seq, audit_hash } = this.#mine()
    await this.#query('update tenant_head set case_number = $2, audit_seq = $3, audit_hash = $4 where tenant_id = $1', [
      this.#tenant,
      case_number,
      audit_seq,
      audit_hash,
    ])
  }

  #mine(): Row {
    if (!this.#row) throw new Error('the head row is not held alone')
    return this.#row
  }

  async #lock(strength: 'update' | 'no key update' | 'key share'): Promise<Row> {
    const text = `select case_number, audit_seq, audit_hash from tenant_head where tenant_id = $1 for ${strength}`
    const [row] = await this.#query<Row>(text, [this.#tenant])
    if (!row) throw new Error(`tenant ${this.#tenant} is not set up`)
    return row
  }
}
