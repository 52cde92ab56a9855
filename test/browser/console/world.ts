import type { Finding, Severity } from '../../../src/domain/finding'
import type {
  CaseFull,
  CaseMessage,
  Clock,
  ClockBadge,
  Counts,
  Disposition,
  MessageFull,
  Notice,
  Person,
  TimelineEntry,
} from '../../../src/web/data/types'
import { NAMES, SAMPLES, type Sample } from './samples'

/** A small desk in memory, the same at each start; only its times are counted back from `now`. */
export type World = ReturnType<typeof makeWorld>

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const hex = (n: number) => n.toString(16).padStart(32, '0')
const CHANNELS = ['email', 'instagram', 'line', 'web_form', 'x', 'api', 'wechat', 'review']
const isPublic = (channel: string) => ['instagram', 'x', 'review'].includes(channel)

export function finding(sample: Sample): Finding {
  const spans = (word: string) => ({ start: sample.text.indexOf(word), end: sample.text.indexOf(word) + word.length })
  const value = sample.p > 0.7 ? 'yes' : sample.p < 0.3 ? 'no' : 'unsure'
  const rest = { A: 0.02, B: 0.05, C: 0.08, D: 0.05, E: 0.02 }
  return {
    lang: { value: sample.lang, p: 0.99 },
    complaint: { value, p: sample.p },
    severity: { value: sample.severity, p: { ...rest, [sample.severity]: 0.8 } },
    urgency: { value: sample.severity === 'A' ? 'immediate' : sample.severity === 'B' ? 'high' : 'normal', p: 0.8 },
    sentiment: { value: sample.p > 0.5 ? 'negative' : 'neutral', p: 0.8 },
    topics: [{ value: sample.topic, p: 0.9 }],
    intent: { value: sample.intent ?? 'complaint', p: 0.9 },
    risk_phrases: sample.risks.map(([word, category], i) => ({ id: `${category}.${i + 1}`, version: '4', category, ...spans(word) })),
    reasons: [
      ...sample.risks.map(([word, category], i) => ({ task: 'severity', ...spans(word), weight: 2, rule: `${category}.${i + 1}` })),
      ...sample.clues.map((word, i) => ({ task: 'complaint', ...spans(word), weight: 1 - i / 10, rule: null })),
    ],
    model: { id: 'linear-general', version: '1' },
  }
}

export function makeWorld(now = Date.now()) {
  const at = (ms: number) => new Date(ms).toISOString()
  const people: Person[] = ['Arm Suksan', 'Nok Charoen', 'Dao Wattana', 'Lek Boonmee', '李敏', 'سارا امینی'].map((name, i) => ({
    id: `usr_${hex(i + 1)}`,
    name,
    email: `p${i}@example.org`,
    role: i === 2 ? 'lead' : 'agent',
    team: i < 4 ? 'care' : 'languages',
    tier: ((i % 3) + 1) as 1 | 2 | 3,
    languages: [['th', 'en'], ['th'], ['en'], ['en', 'th'], ['zh', 'en'], ['fa', 'en']][i] ?? ['en'],
    load: i * 3,
    available: i !== 3,
  }))
  const messages: MessageFull[] = []
  const cases: CaseFull[] = []
  const said = new Map<string, CaseMessage[]>()
  const clocks = new Map<string, Clock[]>()
  const timelines = new Map<string, TimelineEntry[]>()
  const notices: Notice[] = []
  let serial = 0

  function addMessage(sample: Sample, sentAt: number, disposition: Disposition, n = ++serial): MessageFull {
    const channel = CHANNELS[n % CHANNELS.length] ?? 'email'
    const names = NAMES[sample.lang] ?? ['Somebody']
    const person = n % names.length
    const message: MessageFull = {
      id: `msg_${hex(n)}`,
      state: 'processed',
      reason: null,
      channel,
      public: isPublic(channel),
      text: sample.text,
      received_at: at(sentAt),
      sent_at: at(sentAt),
      lang: sample.lang,
      contact: {
        id: `con_${sample.lang}${person}`,
        name: names[person] ?? null,
        handle: channel === 'email' ? `${sample.lang}${person}@example.org` : `@${sample.lang}_${person}`,
        followers: isPublic(channel) ? 18_400 : null,
        verified: n % 7 === 0,
      },
      finding: finding(sample),
      disposition,
      decided_by: 'engine',
      case_id: null,
      case_reference: null,
      imported: n % 41 === 0,
      attachments: n % 5 === 0 ? [{ id: `att_${n}`, name: 'photo.jpg', media_type: 'image/jpeg', size: 182_000 }] : [],
      meta: {},
      product: n % 4 === 0 ? 'Serum 30 ml' : null,
      order: n % 3 === 0 ? `SO-2026-${1000 + n}` : null,
      in_reply_to: null,
      external_id: `ext-${n}`,
    }
    messages.unshift(message)
    return message
  }

  function openCase(message: MessageFull, owner: Person | null): CaseFull {
    const n = cases.length + 1
    const severity: Severity = message.finding?.severity.value ?? 'C'
    const start = Date.parse(message.received_at)
    const id = `case_${hex(n)}`
    const reference = referenceOf(n)
    const acknowledged = n % 3 !== 0 ? at(start + 41 * MINUTE) : null
    const own = clocksFor(id, n, start, severity, acknowledged)
    const next = own.filter(({ state }) => state !== 'met').sort((a, b) => a.due_at.localeCompare(b.due_at))[0]
    const row: CaseFull = {
      id,
      reference,
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
      next_clock: next ? badge(next) : null,
      escalation:
        severity === 'A' && !acknowledged ? { level: 0, next_at: at(start + 10 * MINUTE), next_person: people[2]?.name ?? null } : null,
      messages: 1,
      because: (message.finding?.risk_phrases ?? []).map((risk) => ({
        code: 'risk_phrase',
        evidence: message.text.slice(risk.start, risk.end),
      })),
      outcome: null,
      remedy: null,
      acknowledged_at: acknowledged,
      answered_at: null,
      support_needs: n % 9 === 0 ? ['hardship'] : [],
      reply_channel: {
        channel: message.channel,
        to: message.contact.handle ?? '',
        public: message.public,
        available: message.channel !== 'api',
        why: message.channel === 'api' ? 'no_webhook' : null,
      },
      etag: 'W/"1"',
    }
    cases.push(row)
    message.case_id = id
    message.case_reference = reference
    message.disposition = message.disposition === 'opportunity' ? 'opportunity' : 'complaint'
    said.set(id, [
      {
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
      },
    ])
    clocks.set(id, own)
    timelines.set(id, [
      event(1, start + 1000, 'opened', { severity, tier: row.tier, because: row.because, receivedAt: start }),
      event(2, start + 1000, 'assigned', { owner: owner?.id ?? null, team: row.team, reason: row.routing_reason }),
      ...(acknowledged ? [event(3, Date.parse(acknowledged), 'acknowledged', { note: null }, owner)] : []),
    ])
    return row
  }

  const event = (seq: number, when: number, kind: string, fields: Record<string, unknown>, by: Person | null = null): TimelineEntry => ({
    seq,
    at: at(when),
    by: by ? { id: by.id, name: by.name } : { id: 'engine', name: 'engine' },
    kind,
    ...fields,
  })

  function clocksFor(caseId: string, n: number, start: number, severity: Severity, acknowledged: string | null): Clock[] {
    const make = (kind: string, title: string, due: number, met: string | null, reference: string): Clock => {
      const state: ClockBadge['state'] = met ? 'met' : due < now ? 'missed' : due - now < 2 * HOUR ? 'due_soon' : 'running'
      return {
        id: `clk_${caseId.slice(-4)}${kind}`,
        milestone: kind,
        kind,
        due_at: at(due),
        warn_at: at(due - 2 * HOUR),
        state,
        basis: kind === 'first_response' ? 'service' : 'statutory',
        regime: 'au-asic-rg271',
        regime_version: '2021-10-05',
        class: 'standard',
        obligation: 'must',
        reference,
        evidence: null,
        title,
        started_at: at(start),
        met_at: met,
        missed_at: state === 'missed' ? at(due) : null,
        calendar: 'au-nsw',
        calendar_version: '2026.1',
        time_zone: 'Australia/Sydney',
        tz_version: '2026a',
        why: {
          start_event: 'complaint_received',
          start_evidence: `First message on ${CHANNELS[n % CHANNELS.length]}`,
          steps: ['30 calendar days from the day of receipt', 'ends at the close of that day'],
          skipped:
            n % 4 === 0
              ? [
                  { date: '2026-04-03', why: 'Good Friday' },
                  { date: '2026-04-06', why: 'Easter Monday' },
                ]
              : [],
          pauses: [],
          sentence: 'Received before midnight, so the day of receipt counts as day 0.',
        },
      }
    }
    const final = make('final_response', 'Final response', start + 30 * 24 * HOUR, null, 'RG 271.53')
    const ack = make('acknowledge', 'Acknowledge the complaint', start + 24 * HOUR, acknowledged, 'RG 271.51')
    const own = [ack, make('first_response', 'First personal answer', start + (4 + (n % 30)) * HOUR, null, 'house'), final]
    return severity === 'A' ? [make('alert', 'An expert has it', start + 10 * MINUTE, acknowledged, 'house'), ...own] : own
  }

  for (let n = 0; n < 420; n++) {
    const sample = SAMPLES[(n * 7) % SAMPLES.length]
    if (!sample) continue
    const sent = now - (420 - n) * 17 * MINUTE - ((n * 37) % 17) * MINUTE
    const unsure = sample.p > 0.3 && sample.p < 0.75
    const message = addMessage(
      sample,
      sent,
      unsure && n % 2 === 0 ? 'review' : sample.intent === 'lead' ? 'opportunity' : sample.p > 0.5 ? 'complaint' : 'not_a_case',
    )
    if (message.disposition === 'complaint' || message.disposition === 'opportunity')
      openCase(message, n % 5 === 0 ? null : (people[n % 3] ?? null))
  }
  // A last severe one just now, so that an alarm runs.
  const severe = SAMPLES[0]
  if (severe) openCase(addMessage(severe, now - 4 * MINUTE, 'complaint'), null)

  for (const [i, one] of cases.entries()) {
    if (i % 6 !== 0) continue
    const state = (['queued', 'sent', 'sent', 'failed', 'unknown'] as const)[(i / 6) % 5] ?? 'sent'
    notices.unshift({
      id: `ntc_${hex(notices.length + 1)}`,
      kind: i % 4 === 0 ? 'reply' : 'alert',
      audience: i % 4 === 0 ? 'customer' : 'staff',
      to: i % 4 === 0 ? (one.contact.name ?? '') : 'Dao Wattana',
      address: 'dao@example.org',
      channel: i % 4 === 0 ? one.channel : 'email',
      case_id: one.id,
      case_reference: one.reference,
      subject: `${one.severity} · ${one.reference}`,
      body: one.summary,
      state,
      reason: state === 'failed' ? 'refused' : state === 'unknown' ? 'timeout' : state === 'queued' ? 'not_connected' : null,
      created_at: one.opened_at,
      send_after: one.opened_at,
      sent_at: state === 'sent' ? at(Date.parse(one.opened_at) + 2000) : null,
      attempts: state === 'queued' ? 0 : 1,
    })
  }
  const counts = (): Counts => ({
    triage: messages.filter(({ disposition }) => disposition === 'review').length,
    open: cases.filter(({ state }) => state !== 'closed').length,
    due_soon: cases.filter(({ next_clock }) => next_clock?.state === 'due_soon').length,
    missed: cases.filter(({ next_clock, state }) => state !== 'closed' && next_clock?.state === 'missed').length,
    outbox_waiting: notices.filter(({ state }) => state === 'queued').length,
    quarantine: 0,
  })
  return { people, messages, cases, said, clocks, timelines, notices, counts, addMessage, openCase, event, at }
}

const badge = ({ milestone, kind, due_at, warn_at, state }: Clock): ClockBadge => ({ milestone, kind, due_at, warn_at, state })

function referenceOf(n: number) {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  let mixed = (n * 2_654_435_761) % 2 ** 40
  let text = ''
  for (let i = 0; i < 8; i++) {
    text += alphabet[mixed % 32]
    mixed = Math.floor(mixed / 32) + n * 7
  }
  return `${text.slice(0, 4)}-${text.slice(4)}`
}
