import { alike } from '../domain/triage/alike'
import { MANY_MS, newDeed, ONE_MS } from './deed'
import type { Needs } from './needs'
import type { Reads } from './reads'

export type CorrectionInput = { messageId: string; by: string | null; data: Record<string, unknown>; also?: readonly string[] }
export type Corrected = { id: string; undo: string | null; corrected: number }

/**
 * Keeps what a person says is wrong with a finding, of one message or of several that are alike; the detector's training reads these. Null
 * where there is no such message.
 */
export async function correctMessage(needs: Needs, tenant: string, input: CorrectionInput): Promise<Corrected | null> {
  const { messageId, by, data, also = [] } = input
  return needs.store.write(tenant, async (tx) => {
    if (!(await tx.message(messageId))) return null
    const others = []
    for (const id of new Set(also)) if (id !== messageId && (await tx.message(id))) others.push(id)
    const [at, all] = [needs.now(), [messageId, ...others]]
    const corrections = all.map((id) => ({ id: needs.newId(), messageId: id, byUser: by, at, data }))
    const ids = corrections.map(({ id }) => id)
    const deeds = by ? [newDeed(needs, by, 'correction', { corrections: ids }, others.length > 0 ? MANY_MS : ONE_MS)] : []
    const entry = { at, actor: by ?? 'engine', action: 'message.corrected', subject: messageId, data: { ...data, messages: all.length } }
    await tx.commit({ corrections, deeds, audit: [entry] })
    return { id: ids[0]!, undo: deeds[0]?.id ?? null, corrected: all.length }
  })
}

const LOOKED_AT = 500

/** Messages that still wait for a person and read like this one; those of severity A are looked at one by one. */
export async function similarTo(reads: Reads, tenant: string, messageId: string) {
  const message = await reads.message(tenant, messageId)
  const finding = message?.found?.finding
  if (!message || !finding) return message ? [] : null
  const filter = { view: 'triage', channel: null, lang: finding.lang.value, q: null, limit: LOOKED_AT, after: null } as const
  const { rows } = await reads.messages(tenant, filter)
  return rows.filter((one) => one.id !== messageId && one.found?.severity !== 'A' && alike(one.text, message.text))
}
