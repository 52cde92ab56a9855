import { afterEach, beforeEach, expect, it } from 'vitest'
import { aStore, NOW, type Store } from '../../test/support/store'
import { claimNotices, tenantsWithNotices } from './outbox'

let store: Store
beforeEach(async () => {
  store = await aStore()
  const driver = `insert into engine_lease (name, holder, holder_key, epoch, expires_at) values ('engine', 'test', 1, 1, 'infinity')`
  await store.db.pool.query(driver)
})
afterEach(() => store.close())

/** So many notices that became due so long ago. */
const waits = (tenant: string, kind: string, severity: string, secondsAgo: number, n = 1) =>
  store.db.pool.query(
    `insert into notice (tenant_id, id, dedupe_key, kind, audience, subject, body, lang, data, state, created_at, send_after)
     select $1, gen_random_uuid(), concat_ws(':', $2::text, $3::text, $4::float8, i), $2, 'staff', '', '', 'en', json_build_object('severity', $3::text), 'queued',
            to_timestamp($4), to_timestamp($4) from generate_series(1, $5::int) i`,
    [tenant, kind, severity, NOW / 1_000 - secondsAgo, n],
  )
const claimed = async () => {
  const rows = await claimNotices(store.db, store.mill, NOW, 1, 50)
  return [...new Set(rows.map(({ kind, data }) => `${kind} ${data.severity}`))].sort().join(', ') || 'nothing'
}

it('alerts are taken by themselves, however long other notices have waited, and those after them by how long they have', async () => {
  await waits(store.mill, 'clock_missed', 'A', 600, 60)
  await waits(store.mill, 'escalation', 'C', 300, 60)
  await waits(store.mill, 'high_risk_alert', 'B', 0)
  await waits(store.mill, 'escalation', 'A', 0)
  await waits(store.mill, 'high_risk_alert', 'A', -1)
  expect([await claimed(), await claimed(), await claimed(), await claimed(), await claimed()]).toEqual([
    'escalation A, high_risk_alert B',
    'clock_missed A',
    'clock_missed A, escalation C',
    'escalation C',
    'nothing',
  ])
})

it('the firm that has an alert comes first, also behind thousands of notices of another', async () => {
  await waits(store.mill, 'clock_missed', 'C', 600, 1_100)
  expect(await tenantsWithNotices(store.db, NOW, 1)).toEqual([store.mill])
  await waits(store.bank, 'high_risk_alert', 'A', 0)
  expect(await tenantsWithNotices(store.db, NOW, 1)).toEqual([store.bank, store.mill])
})
