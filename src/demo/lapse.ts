import type { LetterWords } from '../actions/final-gate'
import type { Needs, NoticeRow, StoredCase } from '../actions/needs'
import { understand } from '../actions/understand'
import { wake } from '../actions/wake'
import type { Message } from '../domain/message'
import type { Moment } from '../domain/moment'
import type { Incoming, Received } from '../store/inbox'
import { Agenda } from './agenda'
import { planCase, planReview } from './plan'
import type { Answers } from './sample'
import { type Deed, sampleStaff } from './staff'
import { type Heard, type Open, World } from './world'

/** What the telling needs of the store beyond what every action needs. */
export type PastStore = {
  store(batch: Incoming[]): Promise<Received[]>
  claimReplies(now: Moment, epoch: number): Promise<NoticeRow[]>
  /** Marks what the past would have sent as history, so that none of it is sent now. */
  shelve(): Promise<void>
  /** Where an earlier telling stopped: its last moment and everything that it left open. Null where nothing was told yet. */
  leftOff(): Promise<LeftOff | null>
}
export type LeftOff = Open & {
  until: Moment
  /** Open cases with the external id of the message that each began with, and when this round of it began. */
  begun: { it: StoredCase; key: string; round: number; since: Moment }[]
  reviews: { messageId: string; key: string; likely: boolean; at: Moment }[]
}

type Options = {
  needs: Needs
  tenant: string
  epoch(): number
  past: PastStore
  messages: Message[]
  answers: Answers
  words: LetterWords
  /** False ends the telling early: the process stops, or the samples were removed. */
  goOn(): Promise<boolean>
  told(messages: number): void
}

/** Messages that came within this time of each other are read together. */
const TOGETHER = 10 * 60_000
const SHELVE_EVERY_MS = 1_500

/**
 * Tells the past weeks of the sample firm in seconds: a clock of its own goes from message to deed to deadline, and at each the very action
 * runs that would have run then. Returns whether it came to the end.
 */
export async function tellThePast(options: Options): Promise<boolean> {
  const { needs, tenant, past, messages, epoch } = options
  const keys = new Map<string, string>()
  const agenda = new Agenda<Deed>()
  const first = messages[0]?.receivedAt ?? needs.now()
  const world = new World(needs, first, (heard) => plan(heard))
  const own = world.needs()
  const calendar = async () => {
    const { calendars } = await world.directory(tenant)
    return calendars.get('office') ?? [...calendars.values()][0]!
  }
  const office = await calendar()
  const staff = sampleStaff({
    needs: own,
    tenant,
    answers: options.answers,
    words: options.words,
    directory: () => world.directory(tenant),
    openCase: world.openCase,
    delivery: { claim: (_, now, at) => past.claimReplies(now, at), mine: () => true },
    epoch,
  })

  function plan({ cases, events, findings, links }: Heard) {
    for (const { caseId, event } of events) {
      if (event.kind !== 'opened' && event.kind !== 'reopened') continue
      const it = cases.find((c) => c.id === caseId)
      const key = keys.get(links.find((l) => l.caseId === caseId)?.messageId ?? '') ?? caseId
      if (it) planFor(it, key, it.reopened, event.at)
    }
    for (const f of findings)
      if (f.disposition === 'review' && f.decidedBy === null && f.finding)
        planLook(f.messageId, keys.get(f.messageId) ?? f.messageId, f.finding.complaint.p >= 0.5, f.at)
  }
  function planFor(it: StoredCase, key: string, round: number, openedAt: Moment, after = world.at) {
    for (const act of planCase(`${key} ${round}`, { kind: it.kind, highRisk: it.highRisk, openedAt }, office))
      if (act.at > after) agenda.put({ at: act.at, on: 'case', caseId: it.id, key, act })
  }
  function planLook(messageId: string, key: string, likely: boolean, at: Moment, after = world.at) {
    const look = planReview(key, { likely, at }, office)
    if (look && look.at > after) agenda.put({ at: look.at, on: 'message', messageId, key, decision: look.decision })
  }

  /** Everything that falls between two messages, in the order in which it fell. */
  async function liveUntil(until: Moment) {
    for (;;) {
      const [deed, due] = [agenda.next, world.nextWake()]
      const next = Math.min(deed?.at ?? Number.POSITIVE_INFINITY, due ?? Number.POSITIVE_INFINITY)
      if (next > until) return
      const wakes = due === next
      world.at = Math.max(world.at, wakes ? Math.ceil(next) + 1 : next) // the store keeps finer moments than we do
      if (wakes) {
        world.takeDue()
        await wake(own, tenant, epoch())
      } else await staff.carryOut(agenda.take()!)
    }
  }

  async function arrive(group: Message[]) {
    const batch = group.map((message): Incoming => ({ id: world.idAt(message.receivedAt), message, origin: 'live', demo: true, raw: null }))
    world.at = Math.max(world.at, group.at(-1)!.receivedAt)
    const received = await past.store(batch)
    const arrived = batch.map(({ message, origin, demo }, i) => ({ ...message, id: received[i]!.id, origin, demo, attempts: 0 }))
    for (const { id, externalId } of arrived) keys.set(id, externalId ?? id)
    await understand(own, tenant, { messages: arrived })
  }

  const left = await past.leftOff()
  if (left) {
    world.at = left.until
    world.remember(left)
    for (const { it, key, round, since } of left.begun) planFor(it, key, round, since, left.until)
    for (const r of left.reviews) keys.set(r.messageId, r.key)
    for (const r of left.reviews) planLook(r.messageId, r.key, r.likely, r.at, left.until)
  }
  let shelved = performance.now()
  for (let at = 0; at < messages.length; ) {
    if (!(await options.goOn())) return false
    const group = together(messages, at)
    at += group.length
    const last = group.at(-1)!.receivedAt
    if (left && last < left.until) continue
    await liveUntil(last)
    await arrive(group)
    options.told(at)
    if (performance.now() - shelved < SHELVE_EVERY_MS) continue
    await past.shelve()
    shelved = performance.now()
  }
  await past.shelve()
  return true
}

function together(messages: Message[], from: number): Message[] {
  const first = messages[from]!.receivedAt
  let to = from + 1
  while (to < messages.length && messages[to]!.receivedAt - first <= TOGETHER) to++
  return messages.slice(from, to)
}
