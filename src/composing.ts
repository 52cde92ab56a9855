import type { Needs } from './actions/needs'
import { waysTo } from './actions/way'
import type { Services } from './http/services'
import type { Live } from './live'
import { Presence } from './presence'
import { draftsOf, dropFile, holdFile, keepDraft, pendingSends, similarCases } from './store/composing'
import type { Db } from './store/db'
import { spreadPresence } from './store/listen'
import { countUse, listSaved, oneSaved, putSaved, removeSaved } from './store/saved-replies'
import { lookTenant } from './store/tenant-tx'

/** Who has which case open, told to the screens of this process and to the other processes. */
export const presenceOver = (db: Db, live: Live, now: Needs['now']) =>
  new Presence(
    now,
    (tenant, id, people) => live.announce(tenant, { event: 'presence.changed', id, people }),
    (text) => spreadPresence(db, text),
  )

/** What writing an answer asks of the machine beside the deed itself. */
export const composingServices = (
  db: Db,
  needs: Needs,
  presence: Presence,
): Pick<Services, 'ways' | 'composing' | 'presence' | 'saved'> => ({
  presence,
  saved: {
    list: (tenant) => listSaved(db, tenant),
    one: (tenant, id) => oneSaved(db, tenant, id),
    put: (tenant, it, by) => putSaved(db, tenant, it, by, needs.now()),
    remove: (tenant, id) => removeSaved(db, tenant, id),
    used: (tenant, id) => countUse(db, tenant, id),
  },
  ways: (tenant, caseId) =>
    lookTenant(db, tenant, async (reads) => {
      const it = await reads.caseById(caseId)
      const last = await reads.lastInbound(caseId)
      return { ways: it ? await waysTo(reads, await needs.store.directory(tenant), it) : [], lastMessage: last?.id ?? null }
    }),
  composing: {
    drafts: (tenant, { userId, caseId }) => draftsOf(db, tenant, userId, caseId),
    keep: (tenant, draft) => keepDraft(db, tenant, draft),
    similar: (tenant, it) => similarCases(db, tenant, it),
    hold: (tenant, file) => holdFile(db, tenant, { ...file, at: needs.now() }),
    drop: (tenant, file) => dropFile(db, tenant, file),
    pending: (tenant, userId) => pendingSends(db, tenant, userId, needs.now()),
  },
})
