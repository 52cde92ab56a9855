import { calendarAlarms } from '../domain/regimes/alarms'
import { takenAt } from '../domain/regimes/versions'
import { rulesAlarmNotice } from './alert-notices'
import type { Needs } from './needs'
import { peopleAt } from './people-at'

/**
 * Administrators are told of rule books that can no longer be read and of years whose holidays nobody brought, once for the same each week.
 * Meanwhile the version before holds, and no unknown day counts as a holiday. Returns how many notices there are.
 */
export async function watchRules(needs: Needs, tenant: string): Promise<number> {
  const directory = await needs.store.directory(tenant)
  const now = needs.now()
  const taken = directory.packs.filter((pack) => takenAt(pack, now))
  const alarms = [...(directory.ruleAlarms ?? []), ...calendarAlarms(taken, directory.calendars, now)]
  if (alarms.length === 0) return 0
  const there = peopleAt(directory, now).filter((p) => p.available && p.role === 'administrator')
  const notices = there.map((person) => rulesAlarmNotice(needs, directory, person, alarms))
  if (notices.length === 0) return 0
  await needs.store.write(tenant, (tx) => tx.commit({ notices }))
  needs.announce(tenant, { event: 'notice.changed', id: null })
  return notices.length
}
