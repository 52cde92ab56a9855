import type { StoredClock } from '../../../src/actions/needs'
import type { Severity } from '../../../src/domain/finding'
import { type Clock, startClocks } from '../../../src/domain/regimes/clocks'
import { webhookIdOf } from '../../../src/notify/webhook/webhook'
import { packageRoot } from '../../../src/paths'
import { verifyAudit } from '../../../src/store/audit'
import { type Db, inTenant, type Query } from '../../../src/store/db'
import { loadDirectory } from '../../../src/store/firm'
import { toCase, toClock } from '../../../src/store/rows'
import { loadRules } from '../../../src/store/rules'

/** What the world outside knows: what it was promised, what it was refused, and what reached it. */
export type Outside = {
  /** Our own key of a message (its external id) → the id that the answer named. */
  acknowledged: ReadonlyMap<string, string>
  /** Keys that were refused for good. */
  refused: readonly string[]
  /** Cases whose acknowledgement was answered with success. */
  taken: readonly string[]
  /** Ids of notices as the provider saw them, in order, with repeats. */
  delivered: readonly { id: string; toCustomer: boolean }[]
}

export type Verdict = { lost: number; doubled: number; stored: number; cases: number; notices: number; problems: string[] }

const rules = loadRules(packageRoot())

/**
 * Compares a store at rest with what the outside world knows. Lost is what was acknowledged and is not there; doubled is what is there twice
 * or reached a customer twice. `problems` names everything that is wrong, those included.
 */
export async function verdictOn(db: Db, tenant: string, outside: Outside): Promise<Verdict> {
  const directory = await loadDirectory(db, rules, tenant, 'http://127.0.0.1', new Date().getUTCFullYear())
  return inTenant(db, tenant, async (query) => {
    const messages = await messageProblems(query, tenant, outside)
    const cases = await caseProblems(query, tenant, outside, directory)
    const notices = await noticeProblems(query, tenant, outside)
    const audit = await verifyAudit(query, tenant)
    const problems = [...messages.problems, ...cases.problems, ...notices.problems, ...(audit.ok ? [] : [`audit: ${audit.why}`])]
    return {
      lost: messages.lost,
      doubled: messages.doubled + notices.doubled,
      stored: messages.stored,
      cases: cases.count,
      notices: notices.count,
      problems,
    }
  })
}

async function messageProblems(query: Query, tenant: string, { acknowledged, refused }: Outside) {
  const rows = await query<{ id: string; key: string; found: boolean; waits: boolean }>(
    `select m.id, split_part(coalesce(m.external_id, ''), '~', 1) as key, f.message_id is not null as found, p.message_id is not null as waits
       from message m left join finding f on f.tenant_id = $1 and f.message_id = m.id left join pending p on p.tenant_id = $1 and p.message_id = m.id
      where m.tenant_id = $1 and m.direction = 'in'`,
    [tenant],
  )
  const idsOf = new Map<string, string[]>()
  for (const { key, id } of rows) idsOf.set(key, [...(idsOf.get(key) ?? []), id])
  const missing = [...acknowledged].filter(([key, id]) => !idsOf.get(key)?.includes(id))
  const twice = [...idsOf].filter(([, ids]) => ids.length > 1)
  const unread = rows.filter((r) => r.found === r.waits)
  const refusedYetThere = refused.filter((key) => idsOf.has(key))
  return {
    stored: rows.length,
    lost: missing.length,
    doubled: twice.length,
    problems: [
      ...some(
        'acknowledged and lost',
        missing.map(([key]) => key),
      ),
      ...some(
        'stored twice',
        twice.map(([key]) => key),
      ),
      ...some(
        'neither understood nor waiting, or both',
        unread.map((r) => r.key),
      ),
      ...some('refused and yet stored', refusedYetThere),
    ],
  }
}

type Directory = Awaited<ReturnType<typeof loadDirectory>>

async function caseProblems(query: Query, tenant: string, { taken }: Outside, directory: Directory) {
  const cases = (await query('select * from cases where tenant_id = $1 order by number', [tenant])).map(toCase)
  const clocks = (await query('select * from clock where tenant_id = $1', [tenant])).map(toClock)
  const events = await query<{ case_id: string; seq: number; at: number; kind: string; data: object }>(
    'select case_id, seq, at, kind, data from case_event where tenant_id = $1 order by case_id, seq',
    [tenant],
  )
  const shared = await query<{ message_id: string }>(
    'select message_id from case_message where tenant_id = $1 group by message_id having count(*) > 1',
    [tenant],
  )
  const raised = await query<{ subject: string; at: number }>(
    `select subject, at from audit where tenant_id = $1 and action = 'case.became_high_risk'`,
    [tenant],
  )
  const raisedAt = new Map(raised.map((r) => [r.subject, r.at]))
  const [head] = await query<{ case_number: number }>('select case_number from tenant_head where tenant_id = $1', [tenant])
  const problems: string[] = []
  const ofCase = groupBy(events, (e) => e.case_id)
  const clocksOf = groupBy(clocks, (c) => c.caseId)
  for (const it of cases) {
    const own = ofCase.get(it.id) ?? []
    if (own.some((e, i) => e.seq !== i + 1) || own.length < it.events) problems.push(`${it.reference}: its events have a gap`)
    const unknown = own.slice(it.events).filter(({ kind }) => !kind.startsWith('clock_'))
    if (unknown.length > 0) problems.push(`${it.reference}: its row does not know of ${unknown.map(({ kind }) => kind).join(', ')}`)
    if (own.filter((e) => e.kind === 'opened').length !== 1) problems.push(`${it.reference}: opened other than once`)
    problems.push(...clockProblems(directory, it, own, clocksOf.get(it.id) ?? [], raisedAt.get(it.id)))
  }
  if (cases.some((it, i) => it.number !== i + 1) || head?.case_number !== cases.length) problems.push('case numbers have a gap')
  problems.push(
    ...some(
      'on two cases at once',
      shared.map((s) => s.message_id),
    ),
  )
  const open = new Set(cases.filter((it) => it.acknowledgedAt === null).map((it) => it.id))
  problems.push(
    ...some(
      'acknowledged by a person and yet not',
      taken.filter((id) => open.has(id)),
    ),
  )
  problems.push(
    ...some(
      'clock of no case',
      clocks.filter((c) => !ofCase.has(c.caseId)).map((c) => c.id),
    ),
  )
  return { count: cases.length, problems }
}

/** Exactly the clocks that the rule books start for the case as it was opened; each warned and missed at most once. */
function clockProblems(
  directory: Directory,
  it: ReturnType<typeof toCase>,
  events: { kind: string; at: number; data: object }[],
  stored: StoredClock[],
  raisedAt: number | undefined,
): string[] {
  const opened = events.find((e) => e.kind === 'opened') as { at: number; data: { severity: Severity } } | undefined
  if (!opened || events.some((e) => e.kind === 'reopened')) return []
  const { kind, receivedAt, channel, topics, highRisk } = it
  const facts = {
    kind,
    receivedAt,
    channel,
    topics,
    highRisk,
    severity: opened.data.severity,
    openedAt: opened.at,
    product: null,
    happenings: raisedAt === undefined ? [] : [{ name: 'high_risk_raised' as const, at: raisedAt }],
  }
  const expected = startClocks(directory.packs, facts, directory.calendars, process.versions.tz ?? 'unknown')
  const name = (c: Pick<Clock, 'regime' | 'milestone' | 'startedAt' | 'dueAt'>) => `${c.regime} ${c.milestone} ${c.startedAt} ${c.dueAt}`
  const [want, have] = [expected.map(name).sort().join('; '), stored.map(name).sort().join('; ')]
  const told = events
    .filter((e) => e.kind === 'clock_missed' || e.kind === 'clock_warned')
    .map((e) => `${e.kind} ${JSON.stringify(e.data)}`)
  return [
    ...(want === have ? [] : [`${it.reference}: clocks ${have}, expected ${want}`]),
    ...(new Set(told).size === told.length ? [] : [`${it.reference}: a clock fired twice`]),
  ]
}

async function noticeProblems(query: Query, tenant: string, { delivered }: Outside) {
  const rows = await query<{ dedupe_key: string; audience: string; state: string }>(
    'select dedupe_key, audience, state from notice where tenant_id = $1',
    [tenant],
  )
  const known = new Map(rows.map((r) => [webhookIdOf(r.dedupe_key), r]))
  const seen = groupBy(delivered, (d) => d.id)
  const twice = [...seen].filter(([, calls]) => calls.length > 1 && calls[0]!.toCustomer).map(([id]) => id)
  const unpromised = [...seen.keys()].filter((id) => !known.has(id))
  const imagined = [...known].filter(([id, r]) => r.state === 'sent' && !seen.has(id)).map(([id]) => id)
  return {
    count: rows.length,
    doubled: twice.length,
    problems: [
      ...some('reached a customer twice', twice),
      ...some('sent without a promise in the outbox', unpromised),
      ...some('said to be sent and never arrived', delivered.length > 0 ? imagined : []),
      ...some(
        'on its way for ever',
        rows.filter((r) => r.state === 'sending').map((r) => r.dedupe_key),
      ),
    ],
  }
}

/** One line however many there are: how many, and the first few by name. */
const some = (what: string, which: readonly string[]) =>
  which.length === 0 ? [] : [`${which.length} ${what}: ${which.slice(0, 3).join(', ')}${which.length > 3 ? ' …' : ''}`]

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
