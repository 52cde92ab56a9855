import type { Needs } from './needs'

/** Why somebody passes over the case that is theirs to take next. */
export const SKIP_REASONS = ['language', 'knowledge', 'waiting', 'conflict', 'unwell'] as const
export type SkipReason = (typeof SKIP_REASONS)[number]

/** Passing over a case changes nothing of it; that it was passed over, by whom and why, is in the audit. */
export const skipCase = (
  needs: Needs,
  tenant: string,
  { caseId, by, reason, words }: { caseId: string; by: string; reason: SkipReason; words: string | null },
) =>
  needs.store.write(tenant, async (tx) => {
    if (!(await tx.caseById(caseId))) return false
    await tx.commit({ audit: [{ at: needs.now(), actor: by, action: 'case.skipped', subject: caseId, data: { reason, words } }] })
    return true
  })
