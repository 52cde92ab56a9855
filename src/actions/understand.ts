import { provenHandles } from '../domain/chat'
import { asksForManager } from '../domain/escalation/triggers'
import type { Finding } from '../domain/finding'
import type { Moment } from '../domain/moment'
import { waitsFor } from './begin-climb'
import { contactsIn } from './contacts'
import type { Reading, Readings } from './detector-needs'
import { fileMessages } from './file-messages'
import type { Directory, Effects, FindingRow, Needs, StoredMessage, TenantTx } from './needs'
import { quarantineNotice } from './notices'
import { asksForNextReply } from './open-case'

/** After this many failures a message goes to a person instead. */
const TRIES = 3
/** How long it rests after the first failure, and after the second. */
const RESTS = [2_000, 10_000]
/** Which closed cases are still looked at: the reopening window of `domain/case/decide.ts` and a day of slack; those that owe an answer always. */
const CLOSED_WITHIN = 15 * 86_400_000
const MONTH = 30 * 86_400_000
/** Alerts that a new case may join: the window of `domain/escalation/alert.ts` and some slack. */
const WAVE = 30 * 60_000

export type Understood = { taken: number; failed: number }

/**
 * What happens when messages have arrived: they are claimed, read by the detector, matched to people and their cases, decided on, and all of
 * it — findings, cases, clocks, escalations, notices, audit — is written in one transaction. If anything throws, nothing of it happened and
 * the messages wait as before. A message on which the detector fails is tried again alone and then set before a person. `readings` are those that
 * somebody has begun already; the others are read here.
 */
export async function understand(
  needs: Needs,
  tenant: string,
  which: { messages: StoredMessage[] },
  readings?: Promise<Readings>,
): Promise<Understood> {
  const [directory, begun] = [await needs.store.directory(tenant), await readings]
  const all = readAll(needs, directory, which.messages, begun)
  const { result, effects } = await needs.store.write(tenant, async (tx) => {
    const [messages, first] = await Promise.all([tx.claim(which), firstKnown(tx, all.read, needs.now())])
    if (messages.length === 0) return { result: { taken: 0, failed: 0 }, effects: null }
    const ours = new Set(messages.map((m) => m.id))
    const read = all.read.filter(({ message }) => ours.has(message.id))
    const failed = all.failed.filter(({ message }) => ours.has(message.id))
    const known = await whatIsKnown(tx, read, first, needs, directory)
    const filed = fileMessages(needs, directory, tx, read, known)
    const effects = withFailures(needs, directory, filed, failed)
    await tx.commit(effects)
    return { result: { taken: messages.length, failed: failed.length }, effects }
  })
  if (effects) {
    countLoad(directory, effects)
    tell(needs, tenant, effects)
  }
  return result
}

/**
 * What happens to a message that cannot be filed for a reason of its own: it is tried again, later each time, and after the third time it is
 * set before a person. Returns false where somebody else took it meanwhile.
 */
export async function setAside(needs: Needs, tenant: string, message: StoredMessage, why: string): Promise<boolean> {
  const directory = await needs.store.directory(tenant)
  const effects = await needs.store.write(tenant, async (tx) => {
    const [claimed] = await tx.claim({ messages: [message] })
    if (!claimed) return null
    const marks = withFailures(needs, directory, {}, [{ message: claimed, why }])
    await tx.commit(marks)
    return marks
  })
  if (effects) {
    countLoad(directory, effects)
    tell(needs, tenant, effects)
  }
  return effects !== null
}

type Read = { message: StoredMessage; finding: Finding }
function readAll(needs: Needs, { refine }: Directory, messages: StoredMessage[], begun: Readings | undefined) {
  const read: Read[] = []
  const failed: { message: StoredMessage; why: string }[] = []
  for (const message of messages) {
    const reading = begun?.get(message.id) ?? readOne(needs, message)
    const { text, lang, public: open, channel } = message
    if ('failed' in reading) failed.push({ message, why: `the detector failed: ${reading.failed}` })
    else read.push({ message, finding: refine ? refine(reading, text, { lang, public: open, channel }) : reading })
  }
  return { read, failed }
}

function readOne(needs: Needs, { text, lang, public: open }: StoredMessage): Reading {
  try {
    return needs.detect(text, { lang, public: open })
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}

/** What can be asked for before anything is known; on its way to the database together with the claim. */
async function firstKnown(tx: TenantTx, read: Read[], now: Moment) {
  const messages = read.map((r) => r.message)
  const dangers = read.some((r) => r.finding.risk_phrases.length > 0)
  const answering = messages.filter((m) => m.inReplyTo !== null)
  const channels = [...new Set(answering.map((m) => m.channel))]
  const [people, alerts, ...earlier] = await Promise.all([
    tx.contactsOf(distinctHandles(messages)),
    dangers ? tx.openAlerts(now - WAVE) : [],
    ...channels.map((channel) =>
      tx.messagesByExternalId(
        channel,
        answering.flatMap((m) => (m.channel === channel ? [m.inReplyTo!] : [])),
      ),
    ),
  ])
  const replies = new Map(
    answering.flatMap((m) => {
      const found = earlier[channels.indexOf(m.channel)]!.get(m.inReplyTo!)
      return found ? [[m.id, found]] : []
    }),
  )
  return { people, alerts, replies, dangers }
}

async function whatIsKnown(
  tx: TenantTx,
  read: Read[],
  { people, dangers, ...first }: Awaited<ReturnType<typeof firstKnown>>,
  needs: Needs,
  directory: Directory,
) {
  const messages = read.map((r) => r.message)
  const contacts = contactsIn(messages, people, needs)
  const old = contacts.known.map((c) => c.id)
  const now = needs.now()
  const counted = new Set(
    read.flatMap(({ message, finding }) => (finding.complaint.value === 'no' ? [] : (contacts.of.get(message.id)?.id ?? []))),
  )
  const [cases, recent] = await Promise.all([
    tx.casesOf(old, now - CLOSED_WITHIN),
    tx.recentContacts(
      old.filter((id) => counted.has(id)),
      now - MONTH,
    ),
  ])
  const ids = cases.map((it) => it.id)
  const climbs =
    waitsFor(directory, 'third_contact', 'reach', 'risk', 'asks_for_manager') &&
    (dangers || cases.some((it) => it.messages >= 2) || messages.some(saysMore))
  const [escalations, clocks] = await Promise.all([
    climbs ? tx.escalationsOf(ids) : [],
    directory.packs.some(asksForNextReply) || cases.some((it) => it.state === 'closed') ? tx.clocksOf(ids) : [],
  ])
  return { ...first, contacts, cases, recent, escalations, clocks }
}
export type Known = Awaited<ReturnType<typeof whatIsKnown>>

/** Whether a message alone may begin what a policy waits for. */
const saysMore = ({ contact, text }: StoredMessage) => contact.followers !== null || asksForManager(text)

const distinctHandles = (messages: StoredMessage[]) => {
  const seen = new Map<string, { kind: string; value: string }>()
  for (const m of messages)
    for (const h of provenHandles(m)) seen.set(`${h.kind}\n${normal(h.value)}`, { kind: h.kind, value: normal(h.value) })
  return [...seen.values()]
}
const normal = (value: string) => value.trim().toLowerCase()

function withFailures(
  needs: Needs,
  directory: Directory,
  filed: Partial<Effects>,
  failed: { message: StoredMessage; why: string }[],
): Partial<Effects> {
  if (failed.length === 0) return filed
  const now = needs.now()
  const lost = failed.filter(({ message }) => message.attempts + 1 >= TRIES)
  const again = failed.filter(({ message }) => message.attempts + 1 < TRIES)
  const rows = lost.map(
    ({ message, why }): FindingRow => ({
      messageId: message.id,
      at: now,
      state: 'quarantined',
      reason: why.slice(0, 200),
      disposition: null,
      decidedBy: null,
      severity: null,
      finding: null,
      contactId: null,
      caseId: null,
    }),
  )
  return {
    ...filed,
    findings: [...(filed.findings ?? []), ...rows],
    requeue: again.map(({ message }) => ({
      messageId: message.id,
      since: now + (RESTS[message.attempts] ?? 0),
      attempts: message.attempts + 1,
    })),
    notices: [...(filed.notices ?? []), ...lost.flatMap(({ message, why }) => quarantineNotice(needs, directory, message, why))],
    audit: [
      ...(filed.audit ?? []),
      ...lost.map(({ message, why }) => ({ at: now, actor: 'engine', action: 'message.quarantined', subject: message.id, data: { why } })),
    ],
  }
}

function tell(needs: Needs, tenant: string, effects: Partial<Effects>) {
  for (const f of effects.findings ?? [])
    needs.announce(tenant, {
      event: 'message.processed',
      id: f.messageId,
      caseId: f.caseId,
      disposition: f.disposition,
      severity: f.severity,
    })
  for (const c of effects.cases ?? []) needs.announce(tenant, { event: 'case.changed', id: c.id })
  if (effects.notices?.length) needs.announce(tenant, { event: 'notice.changed', id: null })
}

/** What was assigned just now weighs at once in who gets the next case, and not only when the directory is read again. */
function countLoad({ people }: Directory, { cases, events }: Partial<Effects>) {
  const opened = new Set(events?.flatMap(({ caseId, event }) => (event.kind === 'opened' ? [caseId] : [])))
  for (const it of cases ?? []) {
    const owner = opened.has(it.id) && !it.imported ? people.find((person) => person.id === it.owner) : undefined
    if (owner) owner.load++
  }
}
