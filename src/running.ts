import type { CaseActions } from './actions/case-actions'
import { handOver } from './actions/hand-over'
import type { Needs } from './actions/needs'
import { signInNotice } from './actions/notices'
import { firmChecks, machineChecks } from './cli/commands/doctor/checks'
import type { RunningServices } from './http/running-services'
import { newVapidKeys } from './notify/push/vapid'
import { problemOf } from './notify/senders'
import type { Db } from './store/db'
import { createKey, revokeKey } from './store/keys'
import { addHook, putNotifier } from './store/notifiers'
import { addPerson, changePerson, endSessionOf, openCasesOf, sessionsOf } from './store/people'
import { auditFacets, auditLines, caseIdOf, verified } from './store/reads/audit'
import { createSignInLink, listTenants, tokenHash } from './store/tenants'
import { arrivals, departures, listHooks, listKeys, removeHook, setNotifierEnabled } from './store/ways'

const DAY = 86_400_000

type Parts = {
  db: Db
  needs: Needs
  assign: CaseActions['assign']
  forget(tenant: string): void
  baseUrl(): string
  /** The last thing that a loop stumbled over. */
  trouble(): string | null
  machine: { dir: string | null; root: string; minFreeMb: number }
}

/** What an administrator's screens need beyond what the desk does by itself. */
export function runningServices(parts: Parts): RunningServices {
  const { db, needs } = parts
  return {
    people: peopleServices(parts),
    connections: connectionServices(parts),
    audit: {
      lines: (tenant, filter) => auditLines(db, tenant, filter),
      facets: (tenant) => auditFacets(db, tenant),
      verify: (tenant) => verified(db, tenant),
      caseId: (tenant, said) => caseIdOf(db, tenant, said),
    },
    doctor: async (tenant) => ({ findings: await examine(parts, tenant), trouble: parts.trouble() }),
  }
}

/** Looks at the machine by the real clock, and at this firm by its own. */
async function examine({ db, needs, machine }: Parts, tenant: string) {
  const firm = (await listTenants(db)).find(({ id }) => id === tenant)
  const checks = { directory: needs.store.directory, now: needs.now(), serving: true }
  return [...(await machineChecks({ db, ...machine })), ...(firm ? await firmChecks(db, firm, checks) : [])]
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

/** Keys, doors and ways out, each change with its line in the audit; no secret ever goes into it. */
function connectionServices({ db, needs, forget }: Pick<Parts, 'db' | 'needs' | 'forget'>): RunningServices['connections'] {
  const noted = async (tenant: string, action: string, subject: string, data: Record<string, unknown>, by: string) => {
    await needs.store.write(tenant, (tx) => tx.commit({ audit: [{ at: needs.now(), actor: by, action, subject, data }] }))
    forget(tenant)
  }
  return {
    keys: (tenant) => listKeys(db, tenant),
    makeKey: async (tenant, name, scopes, by) => {
      const key = await createKey(db, tenant, name, scopes, needs.now())
      await noted(tenant, 'key.made', key.id, { name, scopes }, by)
      return key
    },
    revokeKey: async (tenant, id, by) => {
      const known = (await listKeys(db, tenant)).find((key) => key.id === id && key.revokedAt === null)
      if (!known) return false
      await revokeKey(db, tenant, id, needs.now())
      await noted(tenant, 'key.revoked', id, { name: known.name }, by)
      return true
    },
    hooks: (tenant) => listHooks(db, tenant),
    addHook: async (tenant, { name, channel, secret }, by) => {
      if ((await listHooks(db, tenant)).some((hook) => hook.name === name)) return null
      const id = await addHook(db, tenant, name, channel, secret, needs.now())
      await noted(tenant, 'hook.added', id, { name, channel }, by)
      return id
    },
    removeHook: async (tenant, id, by) => {
      const gone = await removeHook(db, tenant, id)
      if (gone) await noted(tenant, 'hook.removed', id, {}, by)
      return gone
    },
    arrivals: (tenant) => arrivals(db, tenant, needs.now()),
    departures: (tenant) => departures(db, tenant, needs.now()),
    connect: async (tenant, way, by) => {
      const { name, kind, url, from } = way
      const secret = way.secret ?? (kind === 'push' ? newVapidKeys().privateKey : null)
      const options = { allowPrivate: way.allowPrivate, ...(from ? { from } : {}) }
      const problem = problemOf({ kind, url, secret, ...options })
      if (problem) return problem
      await putNotifier(db, tenant, { name, kind, url, secret, options }, needs.now())
      await noted(tenant, 'notifier.connected', name, { kind, host: URL.canParse(url) ? new URL(url).host : null }, by)
      return null
    },
    enable: async (tenant, id, enabled, by) => {
      const there = await setNotifierEnabled(db, tenant, id, enabled)
      if (there) await noted(tenant, enabled ? 'notifier.resumed' : 'notifier.paused', id, {}, by)
      return there
    },
  }
}
