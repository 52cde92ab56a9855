import type { Severity } from '../../../src/domain/finding'
import type { CaseFull, CaseMessage, Clock, ClockBadge, MessageFull, Person, TimelineEntry } from '../../../src/web/data/types'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const hex = (n: number) => n.toString(16).padStart(32, '0')
const at = (ms: number) => new Date(ms).toISOString()
const REFERENCE = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export type CaseStory = { row: CaseFull; said: CaseMessage[]; clocks: Clock[]; timeline: TimelineEntry[] }

/** The n-th case of the desk from its first message: its row, conversation, clocks and timeline. Two of three are acknowledged. */
export function caseOf(message: MessageFull, owner: Person | null, n: number, now: number): CaseStory {
  const start = Date.parse(message.received_at)
  const severity: Severity = message.finding?.severity.value ?? 'C'
  const acknowledged = n % 3 !== 0 ? at(start + 41 * MINUTE) : null
  const clocks = clocksOf(n, start, severity, acknowledged, now)
  const row = rowOf(message, owner, n, severity, acknowledged, clocks)
  const timeline = [
    eventOf(1, start + 1000, 'opened', { severity, tier: row.tier, because: row.because, received_at: message.received_at }, null),
    eventOf(2, start + 1000, 'assigned', { owner: owner?.name ?? null, team: row.team, reason: row.routing_reason }, null),
    ...(acknowledged ? [eventOf(3, Date.parse(acknowledged), 'acknowledged', { note: null }, owner)] : []),
  ]
  return { row, said: [firstTurn(message)], clocks, timeline }
}

export const eventOf = (seq: number, when: number, kind: string, fields: Record<string, unknown>, by: Person | null): TimelineEntry => ({
  seq,
  at: at(when),
  by: by ? { id: by.id, name: by.name } : { id: 'engine', name: 'Redress' },
  kind,
  ...fields,
})

function rowOf(
  message: MessageFull,
  owner: Person | null,
  n: number,
  severity: Severity,
  acknowledged: string | null,
  clocks: Clock[],
): CaseFull {
  const start = Date.parse(message.received_at)
  const next = clocks.filter(({ state }) => state !== 'met').sort((a, b) => (a.due_at ?? '').localeCompare(b.due_at ?? ''))[0]
  const climbs = severity === 'A' && !acknowledged
  return {
    id: `case_${hex(n)}`,
    reference: referenceOf(n),
    number: `C-${n}`,
    kind: message.disposition === 'opportunity' ? 'opportunity' : 'complaint',
    state: acknowledged ? 'acknowledged' : 'open',
    severity,
    tier: severity === 'A' ? 3 : severity === 'B' ? 2 : 1,
    priority: n,
    owner: owner?.name ?? null,
    owner_id: owner?.id ?? null,
    team: owner?.team ?? 'care',
    opened_at: at(start + 1000),
    received_at: message.received_at,
    closed_at: null,
    routing_reason: `Tier ${severity === 'A' ? 3 : 2}, answers in ${message.lang}, fewest open cases`,
    imported: false,
    summary: message.text.slice(0, 160),
    lang: message.lang,
    channel: message.channel,
    contact: message.contact,
    next_clock: next ? badgeOf(next) : null,
    alert_id: climbs ? 'alr_1' : null,
    escalation: climbs ? { level: 0, next_at: at(start + 10 * MINUTE), next_person: 'Dao Wattana' } : null,
    messages: 1,
    because: (message.finding?.risk_phrases ?? []).map((risk) => ({
      code: risk.category,
      evidence: message.text.slice(risk.start, risk.end),
    })),
    outcome: null,
    remedy: null,
    acknowledged_at: acknowledged,
    answered_at: null,
    support_needs: n % 9 === 0 ? ['large print'] : [],
    reply_channel: replyChannel(message),
    etag: '"1"',
  }
}

const replyChannel = ({ channel, contact, public: open }: MessageFull) => ({
  channel,
  to: contact.handle ?? '',
  public: open,
  available: channel !== 'api',
  why: channel === 'api' ? 'nothing_connected' : null,
})

const firstTurn = (message: MessageFull): CaseMessage => ({
  id: message.id,
  direction: 'in',
  channel: message.channel,
  public: message.public,
  text: message.text,
  lang: message.lang,
  at: message.received_at,
  author: null,
  contact: message.contact,
  finding: message.finding,
  attachments: message.attachments,
  delivery: null,
})

function clocksOf(n: number, start: number, severity: Severity, acknowledged: string | null, now: number): Clock[] {
  const make = (kind: string, title: string, due: number, met: string | null, reference: string) =>
    clockOf(n, { kind, title, due, met, reference, start, now })
  const own = [
    make('acknowledge', 'Acknowledge the complaint', start + 24 * HOUR, acknowledged, 'RG 271.51'),
    make('first_response', 'First personal answer', start + (4 + (n % 30)) * HOUR, null, 'House rule'),
    make('final_response', 'Final response', start + 30 * 24 * HOUR, null, 'RG 271.53'),
  ]
  return severity === 'A' ? [make('alert', 'An expert has it', start + 10 * MINUTE, acknowledged, 'House rule'), ...own] : own
}

type Wish = { kind: string; title: string; due: number; met: string | null; reference: string; start: number; now: number }
function clockOf(n: number, { kind, title, due, met, reference, start, now }: Wish): Clock {
  const state: ClockBadge['state'] = met ? 'met' : due < now ? 'missed' : due - now < 2 * HOUR ? 'due_soon' : 'running'
  const days = { of: 'calendar_days', n: 30 } as const
  const easter = [
    { date: '2026-04-03', why: 'Good Friday' },
    { date: '2026-04-06', why: 'Easter Monday' },
  ]
  return {
    id: `clk_${hex(n).slice(-8)}${kind}`,
    milestone: kind,
    kind,
    due_at: at(due),
    warn_at: at(due - 2 * HOUR),
    state,
    basis: kind === 'first_response' ? 'service' : 'statutory',
    regime: 'au-asic-rg271',
    regime_version: '2021-09-02/1',
    class: 'standard',
    obligation: 'must',
    reference,
    evidence: 'P',
    title,
    started_at: at(start),
    met_at: met,
    missed_at: state === 'missed' ? at(due) : null,
    calendar: 'au-national',
    calendar_version: '1',
    time_zone: 'Australia/Sydney',
    tz_version: '2026a',
    why: {
      ...{ start_event: 'received', skipped: n % 4 === 0 ? easter : [], pauses: [] },
      parts: [{ code: 'days', leg: days, at: at(due), receipt_day: 'excluded', skipped: [] }, { code: 'to_confirm' }],
      whole: {
        ...{ code: 'due', title, reference, obligation: 'must', start: 'received', since: at(start), at: at(due) },
        rule: { kind: 'span', legs: [days] },
      },
    },
  }
}

const badgeOf = ({ milestone, kind, due_at, warn_at, state }: Clock): ClockBadge => ({ milestone, kind, due_at, warn_at, state })

function referenceOf(n: number) {
  let mixed = (n * 2_654_435_761) % 2 ** 40
  let text = ''
  for (let i = 0; i < 8; i++) {
    text += REFERENCE[mixed % 32]
    mixed = Math.floor(mixed / 32) + n * 7
  }
  return `${text.slice(0, 4)}-${text.slice(4)}`
}
