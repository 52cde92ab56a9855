import type { CaseActions } from './actions/case-actions'
import { handOver } from './actions/hand-over'
import type { Needs } from './actions/needs'
import { signInNotice } from './actions/notices'
import type { RunningServices } from './http/running-services'
import type { Db } from './store/db'
import { addPerson, changePerson, endSessionOf, openCasesOf, sessionsOf } from './store/people'
import { createSignInLink, tokenHash } from './store/tenants'

const DAY = 86_400_000

type Parts = { db: Db; needs: Needs; assign: CaseActions['assign']; forget(tenant: string): void; baseUrl(): string }

/** What an administrator's screens need beyond what the desk does by itself. */
export function runningServices(parts: Parts): RunningServices {
  return { people: peopleServices(parts) }
}

function peopleServices({ db, needs, assign, forget, baseUrl }: Parts): RunningServices['people'] {
  const act = (by: string) => ({ by, at: needs.now() })
  const forgetting = async <T>(tenant: string, work: Promise<T>): Promise<T> => {
    const result = await work
    forget(tenant)
    return result
  }
  return {
    add: (tenant, facts, by) => forgetting(tenant, addPerson(db, tenant, facts, act(by))),
    change: (tenant, id, change, by) => forgetting(tenant, changePerson(db, tenant, id, change, act(by))),
    leave: async (tenant, id, to, by) => {
      const left = await forgetting(tenant, changePerson(db, tenant, id, { left: true }, act(by)))
      if ('refused' in left) return left
      return handOver(assign, tenant, await openCasesOf(db, tenant, id), { to, by, reason: 'its owner left the desk' })
    },
    link: async (tenant, id, mail) => {
      const directory = await needs.store.directory(tenant)
      const person = directory.people.find((p) => p.id === id && !p.left)
      if (!person) return null
      // Links live by the real clock, as sessions do.
      const [secret, until] = [await createSignInLink(db, tenant, id, Date.now()), Date.now() + DAY]
      const url = `${baseUrl()}/sign-in?token=${secret}`
      if (mail) await needs.store.write(tenant, (tx) => tx.commit({ notices: [signInNotice(needs, directory, person, url, until)] }))
      if (mail) needs.announce(tenant, { event: 'notice.changed', id: null })
      return { url, until }
    },
    sessions: (tenant, userId) => sessionsOf(db, tenant, userId, Date.now()),
    endSession: (tenant, userId, id) => endSessionOf(db, tenant, userId, id),
    sessionId: (secret) => tokenHash(secret).toString('hex').slice(0, 24),
  }
}
