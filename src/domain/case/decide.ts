import type { Intent } from '../finding'
import type { Moment } from '../moment'
import type { Disposition } from '../triage/triage'
import type { Because, CaseKind } from './events'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A message of the same contact on the same matter belongs to an open case for this long after the last one. */
const SAME_STORY = 30 * DAY
/** Within one conversation a change of topic this soon is the same story told on. */
const SAME_BREATH = HOUR
/** A complaint within this time after closing takes the old case up again. */
const REOPENS = 14 * DAY
/** And within this one, where the final answer to it is still owed: another case would count the same complaint from a later day. */
const OWED_REOPENS = 365 * DAY

/** What deciding needs to know of the message. */
export type Arrival = {
  contactId: string
  conversationId: string | null
  channel: string
  intent: Intent
  topics: readonly string[]
  /** Somebody sits there and waits: not even small talk may go unanswered. */
  waiting?: boolean
}

/** A case of which the message might be a part. */
export type KnownCase = {
  id: string
  contactId: string
  kind: CaseKind
  /** Every conversation that the case was told in. */
  conversationIds: readonly string[]
  channel: string
  topics: readonly string[]
  lastMessageAt: Moment
  /** Null while it is open. */
  closedAt: Moment | null
  /** It was closed, and the final answer that a rule book wants is owed all the same. */
  owesAnswer?: boolean
}

/** What we know of the sender: cases, newest or not, open or closed, and the message that `in_reply_to` names if we have it. */
export type Known = { cases: readonly KnownCase[]; repliesTo: { contactId: string; caseId: string | null } | null }

/** Topics that any two messages may share. */
const SAY_NOTHING = ['general', 'other']

export type Decision =
  | { kind: 'attach' | 'reopen'; caseId: string; why: Because }
  | { kind: 'open' | 'review' | 'not_a_case' | 'opportunity' | 'abuse'; why: Because }

/**
 * Whether a message begins a case, belongs to one, or is none. Only cases of the same contact are ever considered, whatever a reply header
 * claims: nobody sees another customer's words. The first of these that holds decides:
 *
 * 1. it answers a message of an open case;
 * 2. it continues an open case: same conversation or channel and not clearly about something else, or a shared topic, within 30 days;
 * 3. it complains about a case closed in the last 14 days, or in the last year where its final answer is still owed;
 * 4. it follows a closed case without complaining: thanks are filed there, a question waits for a person;
 * 5. else it is what triage says; what somebody says who waits in a chat window is looked at by a person.
 */
export function decide(message: Arrival, triage: { disposition: Disposition }, known: Known, now: Moment): Decision {
  const theirs = known.cases.filter((it) => it.contactId === message.contactId)
  const replied = known.repliesTo?.contactId === message.contactId ? theirs.find((it) => it.id === known.repliesTo?.caseId) : undefined
  const { disposition } = triage

  if (replied?.closedAt === null && sameKind(replied, disposition)) return attach(replied, 'in_reply', 'answers a message of this case')
  const open = theirs.filter((it) => it.closedAt === null && sameKind(it, disposition))
  const continued = best(open, (it) => continues(message, disposition, it, now))
  if (continued) return attach(continued.it, continued.tie.code, continued.tie.evidence)

  const closed = theirs.filter((it) => it.closedAt !== null && now - it.closedAt <= (it.owesAnswer ? OWED_REOPENS : REOPENS))
  const followed = best(closed, (it) => (it === replied ? inReply : follows(message, it)))
  if (followed) {
    const after = afterClosing(followed.it, followed.tie, disposition, message.intent)
    if (after) return after
  }
  return message.waiting && disposition === 'not_a_case' && message.intent !== 'spam' ? inChat : plain(disposition)
}

/** What ties a message to a case; the stronger, the surer. */
type Tie = Because & { strength: number }

const inReply: Tie = { code: 'in_reply', evidence: 'answers a message of this case', strength: 4 }
const inConversation: Tie = { code: 'same_conversation', evidence: 'same conversation', strength: 3 }
const onTopic = (topics: string[]): Tie => ({ code: 'same_topic', evidence: `same topic: ${topics.join(', ')}`, strength: 2 })
const inChannel: Tie = { code: 'same_channel', evidence: 'same person and channel', strength: 1 }
const samePerson: Tie = { code: 'same_contact', evidence: 'this person has an open case', strength: 0 }

/** A complaint, or the doubt whether it is one, is never filed where nobody looks for complaints; small talk and abuse may go anywhere. */
function sameKind(it: KnownCase, disposition: Disposition) {
  if (disposition === 'complaint' || disposition === 'review') return it.kind === 'complaint'
  return disposition === 'opportunity' ? it.kind === 'opportunity' : true
}

function continues(message: Arrival, disposition: Disposition, it: KnownCase, now: Moment): Tie | null {
  const shared = sharedTopics(message, it)
  const age = now - it.lastMessageAt
  const differs = disposition === 'complaint' && clearlyDiffers(message, it)
  if (inConversationOf(message, it) && (!differs || age <= SAME_BREATH)) return inConversation
  if (age > SAME_STORY) return null
  if (shared.length > 0) return onTopic(shared)
  if (message.channel === it.channel && !differs) return inChannel
  return disposition === 'not_a_case' && message.intent !== 'spam' ? samePerson : null
}

function follows(message: Arrival, it: KnownCase): Tie | null {
  const shared = sharedTopics(message, it)
  if (inConversationOf(message, it) && !clearlyDiffers(message, it)) return inConversation
  return shared.length > 0 ? onTopic(shared) : null
}

const AGAIN = 'complains again within 14 days'
const OWED = 'complains again, and its final answer is still owed'
function afterClosing(it: KnownCase, tie: Tie, disposition: Disposition, intent: Intent): Decision | null {
  if (disposition === 'complaint' && it.kind === 'complaint')
    return {
      kind: 'reopen',
      caseId: it.id,
      why: { code: `closed_${tie.code}`, evidence: `${it.owesAnswer ? OWED : AGAIN}, ${tie.evidence}` },
    }
  if (disposition !== 'not_a_case') return null
  if (intent === 'praise') return attach(it, 'thanks', 'thanks after closing')
  if (intent === 'question')
    return { kind: 'review', why: { code: 'question_after_closing', evidence: `asks about a closed case, ${tie.evidence}` } }
  return null
}

/** The case with the strongest tie; of equals the one that was heard of last, then by id, so that the answer never depends on order. */
function best(cases: readonly KnownCase[], tieOf: (it: KnownCase) => Tie | null): { it: KnownCase; tie: Tie } | undefined {
  return cases
    .flatMap((it) => {
      const tie = tieOf(it)
      return tie ? [{ it, tie }] : []
    })
    .sort((a, b) => b.tie.strength - a.tie.strength || b.it.lastMessageAt - a.it.lastMessageAt || (a.it.id < b.it.id ? -1 : 1))[0]
}

const inConversationOf = (message: Arrival, it: KnownCase) =>
  message.conversationId !== null && it.conversationIds.includes(message.conversationId)
const telling = (topics: readonly string[]) => topics.filter((topic) => !SAY_NOTHING.includes(topic))
const sharedTopics = (message: Arrival, it: KnownCase) => telling(message.topics).filter((topic) => it.topics.includes(topic))
const clearlyDiffers = (message: Arrival, it: KnownCase) =>
  telling(message.topics).length > 0 && telling(it.topics).length > 0 && sharedTopics(message, it).length === 0
const attach = (it: KnownCase, code: string, evidence: string): Decision => ({ kind: 'attach', caseId: it.id, why: { code, evidence } })

const WHY: Record<Disposition, string> = {
  complaint: 'a new complaint',
  review: 'a person decides',
  not_a_case: 'no complaint',
  opportunity: 'a new sales lead',
  abuse: 'abuse without a complaint',
}

const inChat: Decision = { kind: 'review', why: { code: 'waits_in_chat', evidence: 'somebody waits for an answer in the chat' } }

const plain = (disposition: Disposition): Decision => ({
  kind: disposition === 'complaint' ? 'open' : disposition,
  why: { code: disposition === 'complaint' ? 'new_complaint' : disposition, evidence: WHY[disposition] },
})
