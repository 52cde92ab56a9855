import { afterEach, describe, expect, it } from 'vitest'
import type { Moment } from '../../src/domain/moment'
import { asOwner } from '../../src/store/db'
import { releaseWaiting } from '../../src/store/outbox'
import { okafor, SAYS } from '../cast'
import { aDesk, type Desk, type Firm } from '../support/app'

let desk: Desk
afterEach(() => desk.close())

const MANY = 300

/** What clocks have to tell, for which nothing was connected until now. */
async function clocksTell(of: Firm, severity: string) {
  await asOwner(
    desk.redress.db,
    `insert into notice (tenant_id, id, dedupe_key, kind, audience, user_id, to_name, subject, body, lang, data, state, created_at, send_after)
     select $1, gen_random_uuid(), 'clock:' || n, 'clock_missed', 'staff', $2, 'Bo', 'A clock', 'A clock', 'en', $3::json, 'queued',
            to_timestamp($4::float8 / 1000), 'infinity' from generate_series(1, $5::int) n`,
    [of.tenant.id, of.people.get('Bo'), JSON.stringify({ severity }), desk.now(), MANY],
  )
}

/** Everything that waits may leave, at one moment; each notice takes the one provider a second. */
async function allAtOnce(firms: readonly Firm[]) {
  desk.gateway.behave(() => {
    desk.clock.set(desk.now() + 1_000)
    return { status: 200 }
  })
  const released = desk.now()
  for (const { tenant } of firms) await releaseWaiting(desk.redress.db, tenant.id, released)
  await desk.settle()
  return released
}

/** How long after that moment each notice of a kind had left, in seconds. */
const left = (sent: readonly (string | null)[], released: Moment) => sent.map((at) => (Date.parse(at ?? '') - released) / 1_000)
const sentOf = async (of: Firm) => {
  const rows = await asOwner<{ kind: string; severity: string; state: string; at: Date | null }>(
    desk.redress.db,
    `select kind, data->>'severity' as severity, state, sent_at as at from notice where tenant_id = $1 order by sent_at`,
    [of.tenant.id],
  )
  return rows.map(({ at, ...row }) => ({ ...row, at: at && new Date(at).toISOString() }))
}
const holdBack = (firms: readonly Firm[]) =>
  asOwner(
    desk.redress.db,
    `update notice set state = 'queued', sent_at = null, attempts = 0, send_after = 'infinity' where tenant_id = any($1)`,
    [firms.map(({ tenant }) => tenant.id)],
  )

describe('an alert among three hundred notices of clocks that wait for the same provider', () => {
  it('leaves first, whatever the clocks are about, and they follow', async () => {
    desk = await aDesk()
    const [firm] = desk.firms as [Firm]
    await clocksTell(firm, 'A')
    await desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
    await holdBack([firm])
    const released = await allAtOnce([firm])
    const sent = await sentOf(firm)
    expect(sent.map(({ kind }) => kind).slice(0, 2)).toContain('high_risk_alert')
    const alerts = sent.filter(({ kind }) => kind === 'high_risk_alert')
    expect(
      Math.max(
        ...left(
          alerts.map(({ at }) => at),
          released,
        ),
      ),
    ).toBeLessThanOrEqual(2)
    expect(sent.every(({ state }) => state === 'sent')).toBe(true)
    expect(sent.filter(({ kind }) => kind === 'clock_missed')).toHaveLength(MANY)
  })

  it('does not wait for the notices of another firm either', async () => {
    desk = await aDesk({ tenants: ['Mill Lane Stores', 'River Bank'] })
    const [mill, bank] = desk.firms as [Firm, Firm]
    await clocksTell(mill, 'C')
    await bank.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
    await holdBack([mill, bank])
    const released = await allAtOnce([mill, bank])
    const alerts = (await sentOf(bank)).filter(({ kind }) => kind === 'high_risk_alert')
    expect(alerts).toHaveLength(1)
    expect(
      left(
        alerts.map(({ at }) => at),
        released,
      )[0],
    ).toBeLessThanOrEqual(60)
    expect((await sentOf(mill)).every(({ state }) => state === 'sent')).toBe(true)
  })
})
