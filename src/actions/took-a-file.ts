import type { Needs } from './needs'

/** What leaves the desk as a file is in the audit before its first row goes: who took it, and by which filters. */
export const tookAFile = (needs: Needs, tenant: string, { of, by, filters }: { of: 'cases' | 'audit'; by: string; filters: string }) =>
  needs.store.write(tenant, (tx) =>
    tx.commit({ audit: [{ at: needs.now(), actor: by, action: `${of}.exported`, subject: tenant, data: { filters } }] }),
  )
