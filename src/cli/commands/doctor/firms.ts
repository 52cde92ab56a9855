import type { Directory, Needs } from '../../../actions/needs'
import type { Role } from '../../../domain/escalation/policy'
import { iso } from '../../../domain/moment'
import type { Person } from '../../../domain/people'
import { alarmOf, type UnknownDays, unknownDays } from '../../../domain/regimes/alarms'
import { takenAt } from '../../../domain/regimes/versions'
import { createSender } from '../../../notify/senders'
import { verifyAudit } from '../../../store/audit'
import { type Db, inTenant } from '../../../store/db'
import { listNotifiers, type NotifierRow } from '../../../store/notifiers'
import { recheckClocks } from '../../../store/recheck'
import type { Tenant } from '../../../store/tenants'
import { type Finding, fine, problem, warning } from './finding'

/** Deadlines that today's calendars and time zone data would count otherwise. None is moved. */
export async function clocks(db: Db, directory: Needs['store']['directory'], tzVersion: string): Promise<Finding> {
  const { checked, differences, count } = await recheckClocks(db, directory, tzVersion, { onlyOtherTz: false })
  if (count === 0) return fine('clocks', `${checked} open, time zone data ${tzVersion}`)
  const shown = differences.slice(0, 5).map((d) => `${d.reference} ${d.clock.milestone}: ${when(d.was)}, today ${when(d.wouldBe ?? null)}`)
  return warning('clocks', `${count} of ${checked} would be counted otherwise today; none was moved`, {
    tried: 'every open clock counted again',
    got: shown.join('; '),
    likely: differences[0]!.because.join(' '),
    do: 'look at these cases and decide; the stored times stay in force',
  })
}
const when = (at: number | null) => (at === null ? 'no date' : iso(at))

const HOLDS: Record<Role, (person: Person) => boolean> = {
  expert: (p) => p.tier === 3,
  owner: () => true,
  team_lead: (p) => p.role === 'lead',
  manager: (p) => p.role === 'manager',
  administrator: (p) => p.role === 'administrator',
  anybody: () => true,
}
const CALLED: Record<Role, string> = {
  expert: 'nobody of tier 3 (an expert)',
  owner: 'nobody',
  team_lead: 'no lead',
  manager: 'no manager',
  administrator: 'no administrator',
  anybody: 'nobody',
}

/** Whether every level of every ladder has somebody of its own; where it has not, others of the firm are told in their place. */
export function escalation({ tenant, people, policies }: Pick<Directory, 'tenant' | 'people' | 'policies'>): Finding {
  const name = `escalation of ${tenant.name}`
  const there = people.filter((p) => p.available && p.role !== 'auditor')
  if (there.length === 0)
    return problem(name, 'nobody can be told', {
      tried: 'everybody on the staff who is available',
      got: 'nobody',
      likely: 'nobody was added yet, or all are away',
      do: 'redress user add NAME --email E --role lead',
      said: { key: 'nobodyTold' },
    })
  const empty = policies.flatMap((policy) =>
    policy.levels.flatMap(({ tell }, i) =>
      tell
        .filter((target): target is Role => target in HOLDS)
        .filter((target) => !there.some(HOLDS[target]))
        .map((target) => ({ policy: policy.id, level: i + 1, target })),
    ),
  )
  if (empty.length === 0)
    return fine(name, `${policies.length} ladders, every level has somebody`, { key: 'ladders', with: { count: policies.length } })
  const missing = [...new Set(empty.map((e) => CALLED[e.target]))]
  return warning(name, missing.join(', '), {
    got: empty.map((e) => `${e.policy} level ${e.level}`).join(', '),
    likely: 'others are told in their place, so nothing is lost, but nobody was chosen for it',
    do: 'redress user add NAME --email E --role lead|manager --tier 3',
    said: { key: 'noneOf', with: { roles: [...new Set(empty.map((e) => e.target))].join(' ') } },
  })
}

/** Rule books whose holidays somebody has to bring; nothing where all are known. */
export const holidays = ({ tenant, packs, calendars }: Pick<Directory, 'tenant' | 'packs' | 'calendars'>, now: number): Finding[] =>
  unknownDays(
    packs.filter((pack) => takenAt(pack, now)),
    calendars,
    now,
  ).map((unknown) =>
    warning(`holidays of ${tenant.name}`, alarmOf(unknown), {
      likely: 'the year has not been announced yet, or its list is not in this version',
      do: 'bring the list of that year: redress regime add FILE, or update Redress',
      said: daysIn(unknown),
    }),
  )

const daysIn = ({ calendar, years, books }: UnknownDays) => ({
  key: years.length > 0 ? 'unknownDays' : 'noCalendar',
  with: { calendar, years: years.join(', '), books: books.join(', ') },
})

/** Rule books of the firm's own that can no longer be read; nothing where all can. */
export const ownBooks = ({ tenant, ruleAlarms = [] }: Pick<Directory, 'tenant' | 'ruleAlarms'>): Finding[] =>
  ruleAlarms.map((alarm) =>
    problem(`rule books of ${tenant.name}`, alarm, {
      tried: 'every rule book that the firm has brought',
      got: 'one that cannot be read',
      likely: 'it was brought under a version of Redress that knew other words',
      do: 'mend the file, give it a new version, and bring it again: redress regime add FILE',
    }),
  )

export async function notifiers(db: Db, { id, name, settings }: Tenant): Promise<Finding[]> {
  const rows = (await listNotifiers(db, id)).filter((n) => n.enabled)
  if (rows.length === 0)
    return settings.demo
      ? [fine(`ways out of ${name}`, 'none, as a demo should', { key: 'noneInDemo' })]
      : [
          warning(`ways out of ${name}`, 'nothing is connected', {
            likely: 'notices and answers wait in the Outbox',
            do: 'redress notifier add smtp|slack|dingtalk|webhook --url U',
            said: { key: 'notConnected' },
          }),
        ]
  return Promise.all(rows.map((row) => reach(name, row)))
}

async function reach(firm: string, row: NotifierRow): Promise<Finding> {
  const label = `${row.name} of ${firm}`
  const address = row.options.from ?? 'redress@localhost.localdomain'
  const sender = createSender(
    { kind: row.kind, url: row.url, secret: row.secret, allowPrivate: row.options.allowPrivate },
    { from: { name: null, address }, timeoutMs: 5_000 },
  )
  const { ok, detail } = await sender.check()
  await sender.close?.()
  return ok
    ? fine(label, detail, { key: 'answers' })
    : problem(label, 'does not answer', {
        tried: `${row.kind} at ${URL.canParse(row.url) ? new URL(row.url).host : 'its address'}`,
        got: detail,
        likely: 'the service is down, its address changed, or a firewall stands between',
        do: `redress notifier test ${row.name}, or connect it anew: redress notifier add ${row.kind} --url U`,
        said: { key: 'noAnswer' },
      })
}

const WAITS_MS = 60_000
/** What waits: messages to be understood, messages for a person, notices whose fate nobody knows. */
export async function waiting(db: Db, { id, name }: Tenant, now: number, serving: boolean): Promise<Finding[]> {
  const [row] = await inTenant(db, id, (query) =>
    query<{ pending: number; oldest: number | null; quarantined: number; stuck: number }>(
      `select (select count(*) from pending where tenant_id = $1) as pending, (select min(since) from pending where tenant_id = $1) as oldest,
              (select count(*) from finding where tenant_id = $1 and state = 'quarantined') as quarantined,
              (select count(*) from notice where tenant_id = $1 and state in ('failed', 'unknown')) as stuck`,
      [id],
    ),
  )
  const { pending, oldest, quarantined, stuck } = row!
  return [
    backlogFinding(name, pending, oldest === null ? 0 : now - oldest, serving),
    quarantined === 0
      ? fine(`quarantine of ${name}`, 'empty', { key: 'empty' })
      : warning(`quarantine of ${name}`, `${quarantined} messages wait for a person`, {
          do: 'Triage → Quarantine in the console',
          said: { key: 'quarantined', with: { count: quarantined } },
        }),
    stuck === 0
      ? fine(`outbox of ${name}`, 'nothing failed', { key: 'nothingFailed' })
      : warning(`outbox of ${name}`, `${stuck} notices failed or have an unknown fate`, {
          do: 'redress outbox list --state failed, and --state unknown',
          said: { key: 'stuck', with: { count: stuck } },
        }),
  ]
}

export function backlogFinding(firm: string, pending: number, oldestMs: number, serving: boolean): Finding {
  const name = `backlog of ${firm}`
  if (pending === 0 || (serving && oldestMs < WAITS_MS))
    return fine(name, `${pending} waiting`, { key: 'waiting', with: { count: pending } })
  if (!serving) return warning(name, `${pending} messages wait to be read`, { likely: 'no server runs', do: 'redress start' })
  return problem(name, `${pending} messages wait, the oldest for ${Math.round(oldestMs / 1000)} s`, {
    tried: 'the age of the oldest message that nobody has read',
    got: `${Math.round(oldestMs / 1000)} s`,
    likely: 'more comes in than this machine can read, or the loops have stopped',
    do: 'redress status, and the log of the server',
    said: { key: 'behindBy', with: { count: pending, seconds: Math.round(oldestMs / 1000) } },
  })
}

export async function audit(db: Db, { id, name }: Tenant): Promise<Finding> {
  const answer = await inTenant(db, id, (query) => verifyAudit(query, id))
  return answer.ok
    ? fine(`audit of ${name}`, `${answer.rows} rows, unbroken`, { key: 'unbroken', with: { count: answer.rows } })
    : problem(`audit of ${name}`, `broken at row ${answer.firstBad}`, {
        tried: 'every link of the chain',
        got: answer.why,
        likely: 'somebody changed the database by hand',
        do: 'compare with a backup from before; nothing here can mend it',
        said: { key: 'brokenAt', with: { row: Number(answer.firstBad) } },
      })
}
