import type { Moment } from '../moment'
import type { ApprovalReason } from './policy'

export const RETURN_REASONS = ['facts', 'promise', 'tone', 'policy', 'language', 'incomplete', 'other'] as const
export type ReturnReason = (typeof RETURN_REASONS)[number]

/** Where the answer would go; another way than the one that was read makes the approval stale. */
export type ApprovalWay = { channel: string; address: string | null; public: boolean }

export type ApprovalState = 'waiting' | 'returned' | 'approved' | 'withdrawn'

/** One thing that happened to a request, in its order; the texts are what each version said. */
export type ApprovalStep =
  | { did: 'submitted' | 'resubmitted'; at: Moment; by: string; version: number; text: string }
  | { did: 'reviewed'; at: Moment; by: string; version: number }
  | { did: 'returned'; at: Moment; by: string; version: number; reason: ReturnReason; note: string | null }
  | { did: 'approved'; at: Moment; by: string; version: number; text: string }
  | { did: 'withdrawn'; at: Moment; by: string; version: number }

/** An answer that waits for a second pair of eyes. Until it is approved there is nothing in the outbox that could leave. */
export type Approval = {
  id: string
  caseId: string
  author: string
  state: ApprovalState
  reasons: readonly ApprovalReason[]
  /** Grows with every text that the author hands in and every look at what is new; a decision names the one that was read. */
  version: number
  text: string
  way: ApprovalWay
  /** The newest message of the customer when this version was handed in or looked at again. */
  seenMessageId: string | null
  submittedAt: Moment
  dueAt: Moment
  steps: readonly ApprovalStep[]
}

/** How things stand now, against what the approver read. */
export type Present = { newestMessageId: string | null; way: ApprovalWay | null; closed: boolean }
export const STALE_REASONS = ['customer_wrote', 'way_changed', 'case_closed'] as const
export type StaleReason = (typeof STALE_REASONS)[number]

/** What has changed since the answer was read; nothing leaves while this is not empty. */
export function staleBecause({ seenMessageId, way }: Approval, now: Present): StaleReason[] {
  const applies: Record<StaleReason, boolean> = {
    customer_wrote: seenMessageId !== now.newestMessageId,
    way_changed: now.way === null || now.way.channel !== way.channel || now.way.address !== way.address,
    case_closed: now.closed,
  }
  return STALE_REASONS.filter((reason) => applies[reason])
}

/** How an answer came through, for whoever learns: sent back once counts as that, whatever became of it. */
export function outcomeOf({ steps }: Pick<Approval, 'steps'>): 'as_written' | 'changed' | 'returned' {
  const texts = steps.flatMap((step) => ('text' in step ? [step.text] : []))
  if (steps.some(({ did }) => did === 'returned')) return 'returned'
  return texts.at(-1) === texts.at(-2) ? 'as_written' : 'changed'
}

export type ApprovalRefusal =
  | 'own_reply' // nobody approves their own words
  | 'approval_over' // it is decided or withdrawn already
  | 'approval_changed' // the author has handed in another text since it was read
  | 'approval_stale' // the customer wrote again, or the way back has changed
  | 'not_the_author'
  | 'letter_as_written' // a letter holds what its rule books ask for; it is sent back rather than reworded
  | 'text_empty'
  | 'no_reason'

export type Decided = { done: true; approval: Approval } | { done: false; refused: ApprovalRefusal }
type Act = { by: string; at: Moment }
type Check = readonly [applies: boolean, refusal: ApprovalRefusal]

/** Lets the answer go, as it is or as the approver words it. */
export function approve(it: Approval, now: Present, { by, at, version, text }: Act & { version: number; text: string | null }): Decided {
  const said = text ?? it.text
  return (
    refusedFor(
      [it.state !== 'waiting', 'approval_over'],
      [by === it.author, 'own_reply'],
      [version !== it.version, 'approval_changed'],
      [staleBecause(it, now).length > 0, 'approval_stale'],
      [said.trim() === '', 'text_empty'],
    ) ?? done(it, { did: 'approved', by, at, version, text: said }, { state: 'approved' })
  )
}

/** Hands the answer back to its author, with a reason; a stale one may be handed back too. */
export function giveBack(
  it: Approval,
  { by, at, version, reason, note }: Act & { version: number; reason: ReturnReason; note: string | null },
): Decided {
  const words = note?.trim() ?? ''
  return (
    refusedFor(
      [it.state !== 'waiting', 'approval_over'],
      [by === it.author, 'own_reply'],
      [version !== it.version, 'approval_changed'],
      [reason === 'other' && words === '', 'no_reason'],
    ) ?? done(it, { did: 'returned', by, at, version, reason, note: words || null }, { state: 'returned' })
  )
}

/** The author hands in another text, or the same again after reading what is new. */
export function resubmit(it: Approval, now: Present, { by, at, text, dueAt }: Act & { text: string; dueAt: Moment }): Decided {
  const version = it.version + 1
  return (
    refusedFor(
      [it.state !== 'waiting' && it.state !== 'returned', 'approval_over'],
      [by !== it.author, 'not_the_author'],
      [text.trim() === '', 'text_empty'],
    ) ??
    done(
      it,
      { did: 'resubmitted', by, at, version, text },
      { state: 'waiting', version, text, dueAt, way: now.way ?? it.way, seenMessageId: now.newestMessageId },
    )
  )
}

/** Somebody has read what is new, up to `seen`, and finds that the answer still fits. It counts as another version: whoever had not read that cannot approve it. */
export function review(it: Approval, now: Present, { by, at, seen }: Act & { seen: string | null }): Decided {
  const version = it.version + 1
  return (
    refusedFor(
      [it.state !== 'waiting', 'approval_over'],
      [now.way === null || now.closed || seen !== now.newestMessageId, 'approval_stale'],
    ) ?? done(it, { did: 'reviewed', by, at, version }, { version, way: now.way ?? it.way, seenMessageId: now.newestMessageId })
  )
}

export const withdraw = (it: Approval, { by, at }: Act): Decided =>
  refusedFor([it.state !== 'waiting' && it.state !== 'returned', 'approval_over'], [by !== it.author, 'not_the_author']) ??
  done(it, { did: 'withdrawn', by, at, version: it.version }, { state: 'withdrawn' })

const done = (it: Approval, step: ApprovalStep, change: Partial<Approval>): Decided => ({
  done: true,
  approval: { ...it, ...change, steps: [...it.steps, step] },
})

function refusedFor(...checks: Check[]): Decided | null {
  const refusal = checks.find(([applies]) => applies)?.[1]
  return refusal === undefined ? null : { done: false, refused: refusal }
}
