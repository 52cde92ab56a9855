import { asOwner, type Db } from '../../../store/db'

const PER_CASE = 3
const SINCE = Date.parse('2026-01-01T00:00:00Z')
/**
 * Ids grow with time as those of the product do (UUID version 7): a case a second, its clocks in the milliseconds after it. So what was received on
 * one day, and with it what falls due on one, lies side by side in the indexes.
 */
const idOf = (nth: string, ms: string) =>
  `(lpad(to_hex(${SINCE} + (${nth})::bigint * 1000 + ${ms}), 12, '0') || '70008000000000000000')::uuid`
const CASE_ID = idOf('i', '0')
/** Of the `i`-th clock of kind `bench`. */
export const RESERVED_ID = idOf('i', String(PER_CASE + 1))
const CHUNK = 100_000

/**
 * Cases of three clocks each, without their clocks; `reserved` of them carry a fourth kind of clock, `bench`, that is not due before the
 * benchmark says so. By set-based SQL; never used on anything but a server of the benchmark's own.
 */
export async function loadCases(db: Db, tenant: string, { open, reserved }: { open: number; reserved: number }) {
  const cases = Math.max(reserved, Math.ceil(open / PER_CASE))
  for (let from = 0; from < cases; from += CHUNK) await asOwner(db, CASES, [tenant, from, Math.min(cases, from + CHUNK) - 1])
  await asOwner(db, RESERVED, [tenant, reserved])
  await asOwner(db, `update tenant_head set case_number = $2 where tenant_id = $1`, [tenant, cases])
}

/** The ordinary open clocks from number `from` up to `to`, due over sixty days; then the tables are as those of a desk that has run for a while. */
export async function loadClocks(db: Db, tenant: string, from: number, to: number) {
  for (let at = from; at < to; at += CHUNK * PER_CASE) await asOwner(db, ORDINARY, [tenant, at, Math.min(to, at + CHUNK * PER_CASE) - 1])
  await asOwner(db, 'vacuum (analyze)')
}

const CASES = `
  with desk as (select array_agg(id) as people from staff where tenant_id = $1 and role = 'agent')
  insert into cases (tenant_id, id, number, reference, kind, state, severity, tier, priority, owner, team, routing_reason, channel, lang, summary, topics,
                     because, high_risk, opened_at, received_at, last_message_at, events)
  select $1, ${CASE_ID}, i + 1, 'B' || lpad(i::text, 9, '0'), 'complaint', 'open', (array['B', 'C', 'C', 'C', 'D'])[1 + i % 5], 1, 500,
         desk.people[1 + i % cardinality(desk.people)], 'complaints', 'bench', 'api', 'en', 'A case of the benchmark', '{}', '[]', false,
         timestamptz '2026-01-01' + i * interval '1 second', timestamptz '2026-01-01' + i * interval '1 second', timestamptz '2026-01-01', 1
    from generate_series($2::int, $3::int) as i, desk`

const CLOCK = `insert into clock (tenant_id, id, case_id, milestone, kind, basis, regime, regime_version, class, obligation, reference, evidence, title, started_at, due_at,
  warn_at, state, calendar, calendar_version, time_zone, tz_version, wake_at)`
const KINDS = `(array['acknowledge', 'first_response', 'final_response'])[1 + i % ${PER_CASE}]`

const ORDINARY = `${CLOCK}
  select $1, ${idOf(`i / ${PER_CASE}`, `1 + i % ${PER_CASE}`)}, ${idOf(`i / ${PER_CASE}`, '0')}, ${KINDS}, ${KINDS}, 'service', 'house', '1', null, 'target', 'bench', 'N', 'A clock', timestamptz '2026-01-01',
         due, due - interval '1 hour', 'running', 'office', '1', 'UTC', 'bench', due - interval '1 hour'
    from (select i, current_date + interval '2 days' + (i::bigint * 48271 % 5184000) * interval '1 second' as due from generate_series($2::int, $3::int) as i) as clocks`

const RESERVED = `${CLOCK}
  select $1, ${RESERVED_ID}, ${CASE_ID}, 'bench', 'update', 'service', 'house', '1', null, 'target', 'bench', 'N', 'A clock', timestamptz '2026-01-01',
         timestamptz '2030-01-01', null, 'running', 'office', '1', 'UTC', 'bench', null
    from generate_series(0, $2::int - 1) as i`
