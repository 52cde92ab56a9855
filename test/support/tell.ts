import { verifyWebhook } from '../../src/channels/webhook/verify'
import type { Call as GatewayCall } from '../../src/notify/testing/fake-gateway'
import { type ClockRow, type Desk, type EventRow, type NoticeRow, SECRET } from './app'

/** `high_risk_alert → Somsri, sent`: who was told what, and how far it got. */
export const told = (notices: NoticeRow[]) => notices.map(({ kind, to, state }) => `${kind} → ${to}, ${state}`)
export const toCustomers = (notices: NoticeRow[]) => notices.filter((n) => n.audience === 'customer')

export const happened = (events: EventRow[], kind: string) => events.filter((e) => e.kind === kind)

/** `{ ack: 'met', final: 'running' }` */
export const standing = (clocks: ClockRow[]) => Object.fromEntries(clocks.map((c) => [c.milestone, c.state]))
export const clockOf = (clocks: ClockRow[], milestone: string, regime?: string) => {
  const found = clocks.find((c) => c.milestone === milestone && (regime === undefined || c.regime === regime))
  if (!found) throw new Error(`no clock ${milestone}`)
  return found
}

type Envelope = { type: string; timestamp: string; data: Record<string, unknown> }

/** What the other side of the gateway sees: calls whose signature it can verify, as events. A call that nobody could verify fails the test. */
export const received = ({ gateway, now }: Desk): Envelope[] => gateway.calls.map((call) => verified(call, now()))

function verified({ headers, body }: GatewayCall, now: number): Envelope {
  const verdict = verifyWebhook({ secrets: [SECRET], headers, rawBody: Buffer.from(body), now, toleranceMs: 400 * 86_400_000 })
  if (!verdict.ok) throw new Error(`a call that nobody can verify: ${verdict.code}`)
  return JSON.parse(body) as Envelope
}
export const outbound = (desk: Desk) => received(desk).filter((e) => e.type === 'message.outbound')
