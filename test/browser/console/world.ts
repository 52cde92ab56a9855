import type { Finding } from '../../../src/domain/finding'
import type {
  CaseFull,
  CaseMessage,
  Clock,
  Counts,
  Disposition,
  MessageFull,
  Notice,
  Person,
  TimelineEntry,
} from '../../../src/web/data/types'
import { type CaseStory, caseOf, eventOf } from './make-case'
import { NAMES, SAMPLES, type Sample } from './samples'

const MINUTE = 60_000
const CHANNELS = ['email', 'instagram', 'line', 'web_form', 'x', 'api', 'wechat', 'google_reviews']
const isPublic = (channel: string) => ['instagram', 'x', 'google_reviews'].includes(channel)
const hex = (n: number) => n.toString(16).padStart(32, '0')
const at = (ms: number) => new Date(ms).toISOString()

/** A small desk in memory, the same at each start; only its times are counted back from `now`. */
export class World {
  readonly people: Person[] = staff()
  readonly messages: MessageFull[] = []
  readonly cases: CaseFull[] = []
  readonly said = new Map<string, CaseMessage[]>()
  readonly clocks = new Map<string, Clock[]>()
  readonly timelines = new Map<string, TimelineEntry[]>()
  readonly notices: Notice[] = []
  private serial = 0

  constructor(
    readonly now = Date.now(),
    readonly size = 420,
  ) {
    for (let n = 0; n < size; n++) this.arrive(n)
    const severe = SAMPLES[0]
    if (severe) this.openCase(this.addMessage(severe, now - 4 * MINUTE, 'complaint'), null)
    for (const [i, one] of this.cases.entries()) if (i % 6 === 0) this.notices.unshift(noticeOf(one, i, this.notices.length + 1))
  }

  private arrive(n: number) {
    const sample = SAMPLES[(n * 7) % SAMPLES.length]
    if (!sample) return
    const sent = this.now - (this.size - n) * 17 * MINUTE - ((n * 37) % 17) * MINUTE
    const unsure = sample.p > 0.3 && sample.p < 0.75 && n % 2 === 0
    const plain = sample.intent === 'lead' ? 'opportunity' : sample.p > 0.5 ? 'complaint' : 'not_a_case'
    const message = this.addMessage(sample, sent, unsure ? 'review' : plain)
    if (message.disposition === 'complaint' || message.disposition === 'opportunity')
      this.openCase(message, n % 5 === 0 ? null : (this.people[n % 3] ?? null))
  }

  addMessage(sample: Sample, sentAt: number, disposition: Disposition): MessageFull {
    const message = messageOf(sample, sentAt, disposition, ++this.serial)
    this.messages.unshift(message)
    return message
  }

  openCase(message: MessageFull, owner: Person | null): CaseFull {
    const story: CaseStory = caseOf(message, owner, this.cases.length + 1, this.now)
    const { row } = story
    this.cases.push(row)
    Object.assign(message, { case_id: row.id, case_reference: row.reference })
    message.disposition = message.disposition === 'opportunity' ? 'opportunity' : 'complaint'
    this.said.set(row.id, story.said)
    this.clocks.set(row.id, story.clocks)
    this.timelines.set(row.id, story.timeline)
    return row
  }

  event(seq: number, kind: string, fields: Record<string, unknown>): TimelineEntry {
    return eventOf(seq, Date.now(), kind, fields, this.people[0] ?? null)
  }

  /** The customer of a case writes again. */
  writeAgain(one: CaseFull, text: string) {
    const talk = this.said.get(one.id) ?? []
    const first = talk[0]
    if (first) talk.push({ ...first, id: `msg_again${talk.length}`, text, at: at(Date.now()), finding: null, attachments: [] })
  }

  counts(): Counts {
    const open = this.cases.filter(({ state }) => state !== 'closed')
    const next = (state: string) => open.filter(({ next_clock }) => next_clock?.state === state).length
    const waiting = this.notices.filter(({ state }) => state === 'queued').length
    const triage = this.messages.filter(({ disposition }) => disposition === 'review').length
    return {
      triage,
      open: open.length,
      due_soon: next('due_soon'),
      missed: next('missed'),
      outbox_waiting: waiting,
      quarantine: 0,
      approvals: 0,
    }
  }
}

const staff = (): Person[] =>
  ['Arm Suksan', 'Nok Charoen', 'Dao Wattana', 'Lek Boonmee', '李敏', 'سارا امینی'].map((name, i) => ({
    id: `usr_${hex(i + 1)}`,
    name,
    email: `p${i}@example.org`,
    role: i === 2 ? 'lead' : i === 3 ? 'administrator' : 'agent',
    team: i < 4 ? 'care' : 'languages',
    tier: ((i % 3) + 1) as 1 | 2 | 3,
    languages: [['th', 'en'], ['th'], ['en'], ['en', 'th'], ['zh', 'en'], ['fa', 'en']][i] ?? ['en'],
    load: i * 3,
    available: i !== 3,
  }))

export function finding(sample: Sample): Finding {
  const span = (word: string) => ({ start: sample.text.indexOf(word), end: sample.text.indexOf(word) + word.length })
  const risks = sample.risks.map(([word, category], i) => ({ id: `${category}.${i + 1}`, version: '4', category, ...span(word) }))
  return {
    lang: { value: sample.lang, p: 0.99 },
    complaint: { value: sample.p > 0.7 ? 'yes' : sample.p < 0.3 ? 'no' : 'unsure', p: sample.p },
    severity: { value: sample.severity, p: { A: 0.02, B: 0.05, C: 0.08, D: 0.05, E: 0.02, [sample.severity]: 0.8 } },
    urgency: { value: sample.severity === 'A' ? 'immediate' : sample.severity === 'B' ? 'high' : 'normal', p: 0.8 },
    sentiment: { value: sample.p > 0.5 ? 'negative' : 'neutral', p: 0.8 },
    topics: [{ value: sample.topic, p: 0.9 }],
    intent: { value: sample.intent ?? 'complaint', p: 0.9 },
    risk_phrases: risks,
    reasons: [
      ...risks.map(({ start, end, id }) => ({ task: 'severity', start, end, weight: 2, rule: id })),
      ...sample.clues.map((word, i) => ({ task: 'complaint', ...span(word), weight: 1 - i / 10, rule: null })),
    ],
    model: { id: 'linear-general', version: '1' },
  }
}

function messageOf(sample: Sample, sentAt: number, disposition: Disposition, n: number): MessageFull {
  const channel = CHANNELS[n % CHANNELS.length] ?? 'email'
  const names = NAMES[sample.lang] ?? ['Somebody']
  const person = n % names.length
  const handle = channel === 'email' ? `${sample.lang}${person}@example.org` : `@${sample.lang}_${person}`
  const contact = {
    id: `con_${sample.lang}${person}`,
    name: names[person] ?? null,
    handle,
    followers: isPublic(channel) ? 18_400 : null,
    verified: n % 7 === 0,
  }
  return {
    id: `msg_${hex(n)}`,
    state: 'processed',
    reason: null,
    channel,
    public: isPublic(channel),
    text: sample.text,
    received_at: at(sentAt),
    sent_at: at(sentAt),
    lang: sample.lang,
    contact,
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
}

function noticeOf(one: CaseFull, i: number, n: number): Notice {
  const state = (['queued', 'sent', 'sent', 'failed', 'unknown'] as const)[(i / 6) % 5] ?? 'sent'
  const toCustomer = i % 4 === 0
  return {
    id: `ntc_${hex(n)}`,
    kind: toCustomer ? 'reply' : 'high_risk_alert',
    audience: toCustomer ? 'customer' : 'staff',
    to: toCustomer ? (one.contact.name ?? '') : 'Dao Wattana',
    address: 'dao@example.org',
    channel: toCustomer ? one.channel : 'email',
    case_id: one.id,
    case_reference: one.reference,
    subject: `${one.severity} · ${one.reference}`,
    body: one.summary,
    lang: one.lang,
    state,
    reason: state === 'failed' ? 'refused' : state === 'unknown' ? 'timeout' : state === 'queued' ? 'nothing_connected' : null,
    created_at: one.opened_at,
    send_after: one.opened_at,
    sent_at: state === 'sent' ? one.opened_at : null,
    attempts: state === 'queued' ? 0 : 1,
  }
}
