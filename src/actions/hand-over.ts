import type { CaseActions } from './case-actions'

/**
 * Gives the open cases of somebody who leaves to another person, or back to their team (`to` null), each as an act of its own with its reason,
 * so that one that cannot be given stops no other. Says how many went and how many stayed.
 */
export async function handOver(
  assign: CaseActions['assign'],
  tenant: string,
  cases: readonly string[],
  { to, by, reason }: { to: string | null; by: string; reason: string },
): Promise<{ handedOver: number; kept: number }> {
  let handedOver = 0
  for (const caseId of cases) {
    const { done } = await assign(tenant, { caseId, by, owner: to, team: null, reason })
    if (done) handedOver++
  }
  return { handedOver, kept: cases.length - handedOver }
}
