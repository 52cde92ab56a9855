import type { Effects, OutboundMessage } from '../actions/needs'
import { type Contact, nobody } from '../domain/message'
import type { Writable } from './write'

/** The effects of one step as the rows of the tables that hold them. */
export const rowsOf = (effects: Partial<Effects>): Partial<Record<Writable, object[]>> => ({
  contact:
    effects.contacts?.map((c) => ({
      ...contactColumns(c.contact),
      supportNeeds: c.supportNeeds,
      id: c.id,
      createdAt: c.at,
      demo: c.demo,
    })) ?? [],
  identity: effects.identities ?? [],
  contact_needs: effects.contactNeeds ?? [],
  message: effects.outbound?.map(outboundColumns) ?? [],
  finding: effects.findings ?? [],
  cases: effects.cases ?? [],
  case_event: effects.events?.map(({ caseId, seq, event: { at, by, kind, ...data } }) => ({ caseId, seq, at, by, kind, data })) ?? [],
  case_message: effects.links ?? [],
  clock: effects.clocks ?? [],
  clock_move:
    effects.moves?.map(({ id, state, metAt, missedAt, wakeAt, version }) => ({ id, state, metAt, missedAt, wakeAt, version })) ?? [],
  escalation: effects.escalations?.map((e) => ({ ...e, acks: e.acks ?? [] })) ?? [],
  alert: effects.alerts ?? [],
  question: effects.questions ?? [],
  approval: effects.approvals ?? [],
  notice: effects.notices ?? [],
  pending: effects.requeue ?? [],
  draft: effects.draftsBack ?? [],
  upload: effects.freed ?? [],
  draft_done: effects.draftsDone ?? [],
  file_taken: effects.attached ?? [],
  file_sent: effects.attached ?? [],
  deed: effects.deeds?.map(({ undoneAt: _, ...deed }) => deed) ?? [],
  deed_undone: effects.undone ?? [],
  correction: effects.corrections ?? [],
  correction_gone: effects.correctionsGone ?? [],
  nap: effects.naps ?? [],
})

const contactColumns = ({ name, language, bio, followers, verified }: Contact = nobody) => ({ name, language, bio, followers, verified })
const outboundColumns = (m: OutboundMessage) => ({
  id: m.id,
  direction: 'out',
  channel: m.channel,
  sourceKey: `out:${m.id}`,
  text: m.text,
  lang: m.lang,
  inReplyTo: m.inReplyTo,
  public: m.public,
  demo: m.demo,
  author: m.author === 'engine' ? null : m.author,
  sentAt: null,
  receivedAt: m.at,
})
