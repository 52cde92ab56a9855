import type { Milestone } from '../regimes/pack'
import type { Reckoned, Reckoning } from '../regimes/reckon'
import { type Block, type MilestoneKind, OBLIGATIONS, type Obligation } from '../regimes/vocabulary'

export const LETTERS = ['acknowledgement', 'progress', 'delay_notice', 'final_response', 'summary_resolution', 'deadlock'] as const
export type LetterKind = (typeof LETTERS)[number]

const ANSWERS: Record<LetterKind, MilestoneKind> = {
  acknowledgement: 'acknowledge',
  progress: 'progress_update',
  delay_notice: 'delay_notice',
  final_response: 'final_response',
  summary_resolution: 'closure_window',
  deadlock: 'external_referral',
}

/** Which way a complaint was decided; some rule books ask for more by it. */
export type Decision = 'accepted' | 'partly' | 'rejected'

/** One block that a rule book asks a letter to hold. What only should be there is named and stops nothing. */
export type Asked = { block: Block; must: boolean; duty: Obligation; regime: string; milestone: string; reference: string }

/** A case in one of its rule books. */
export type Standing = { regime: string; reckoned: Reckoned }

/** Blocks that hold what an author has to write; all others are made from what we know. */
export const WRITTEN: readonly Block[] = ['outcome', 'reasons', 'redress_offer', 'delay_reasons', 'progress']

/** What every letter of a kind says, whatever the rule book asks. */
const OWN: Record<LetterKind, readonly Block[]> = {
  acknowledgement: ['ack_received'],
  progress: ['progress'],
  delay_notice: ['delay_reasons'],
  final_response: ['outcome'],
  summary_resolution: ['summary_resolution'],
  deadlock: ['outcome'],
}

/** All blocks that the rule books of a case ask this letter to hold, each once for each rule book; whatever was decided, until somebody says. */
export function askedOf(kind: LetterKind, standings: readonly Standing[], decision: Decision | null): Asked[] {
  const own = OWN[kind].map((block): Asked => ({ block, must: true, duty: 'must', regime: 'letter', milestone: kind, reference: '' }))
  const theirs = standings.flatMap(({ regime, reckoned }) =>
    rowsFor(kind, reckoned).flatMap(({ milestone }) =>
      blocksOf(milestone, decision).map((block): Asked => {
        const must = milestone.obligation === 'must' || milestone.kind === 'closure_window'
        return { block, must, duty: must ? 'must' : milestone.obligation, regime, milestone: milestone.id, reference: milestone.reference }
      }),
    ),
  )
  return [...own, ...theirs]
}

/** The milestones that such a letter answers: those that hold for the case now and are the firm's own. */
export const rowsFor = (kind: LetterKind, { rows, applies }: Reckoned): readonly Reckoning[] =>
  applies === false
    ? []
    : rows.filter(
        ({ milestone, applies: holds, replacedBy, afterMet, startedAt }) =>
          milestone.kind === ANSWERS[kind] &&
          milestone.actor === 'firm' &&
          holds !== false &&
          replacedBy === null &&
          afterMet &&
          (startedAt !== null || kind === 'deadlock' || kind === 'progress'),
      )

function blocksOf({ content, contentIf, mustFollow }: Milestone, decision: Decision | null): Block[] {
  const cases = decision === null ? Object.keys(contentIf) : CASES[decision]
  const more = cases.flatMap((name) => contentIf[name] ?? [])
  return [...new Set([...content, ...mustFollow, ...more])]
}
const CASES: Record<Decision, readonly string[]> = {
  accepted: ['accepted'],
  partly: ['accepted', 'rejected_or_partly'],
  rejected: ['rejected', 'rejected_or_partly'],
}

/** Why a letter must not leave, in an order that helps: a notice after its time is worth nothing whatever it says. */
export type Gate =
  | { open: true }
  | { open: false; refused: 'too_late' | 'no_ground'; by: Asked[]; missing: [] }
  | { open: false; refused: 'content_missing'; by: Asked[]; missing: Block[] }

export type Written = {
  kind: LetterKind
  /** The blocks that the letter holds. */
  holds: readonly Block[]
  /** Grounds for a delay that somebody confirmed, as questions of the rule books. */
  grounds: readonly string[]
  at: number
}

/**
 * Whether a letter may leave. A notice of delay counts only before the time that it is about, on a ground that the rule book permits, and
 * with its content; a summary resolution only within its window.
 */
export function gate(letter: Written, standings: readonly Standing[], decision: Decision | null): Gate {
  const asked = askedOf(letter.kind, standings, decision)
  const timed = letter.kind === 'delay_notice' || letter.kind === 'summary_resolution'
  const rows = timed ? standings.flatMap(({ regime, reckoned }) => rowsFor(letter.kind, reckoned).map((row) => ({ regime, row }))) : []
  const late = rows.filter(({ row }) => row.dueAt !== null && letter.at > row.dueAt)
  if (late.length > 0) return { open: false, refused: 'too_late', by: of(asked, late), missing: [] }
  const groundless = rows.filter(
    ({ row }) => row.milestone.grounds.length > 0 && !row.milestone.grounds.some((name) => letter.grounds.includes(name)),
  )
  if (groundless.length > 0) return { open: false, refused: 'no_ground', by: of(asked, groundless), missing: [] }
  const by = asked.filter(({ must, block }) => must && !letter.holds.includes(block))
  return by.length === 0
    ? { open: true }
    : { open: false, refused: 'content_missing', by, missing: [...new Set(by.map(({ block }) => block))] }
}
const of = (asked: readonly Asked[], rows: readonly { regime: string; row: Reckoning }[]) =>
  asked.filter(({ regime, milestone }) => rows.some((one) => one.regime === regime && one.row.milestone.id === milestone))

/** What the sending of a letter is for the rule books: the notices that it is, by their own names. */
export const happeningsOf = (kind: LetterKind, standings: readonly Standing[]): string[] =>
  kind === 'delay_notice'
    ? [...new Set(standings.flatMap(({ reckoned }) => rowsFor(kind, reckoned).map(({ milestone }) => milestone.id)))]
    : kind === 'acknowledgement'
      ? ['ack_sent']
      : kind === 'deadlock'
        ? ['adr_letter_sent']
        : []

/** A kind of letter that rule books of a case want now: until when at the earliest, how much they want it, and by which of their milestones. */
export type Fit = { kind: LetterKind; dueAt: number | null; duty: Obligation; by: { regime: string; reference: string }[] }

export const fitsOf = (standings: readonly Standing[]): Fit[] =>
  LETTERS.flatMap((kind): Fit[] => {
    const rows = standings.flatMap(({ regime, reckoned }) => rowsFor(kind, reckoned).map((row) => ({ regime, row })))
    if (rows.length === 0) return []
    const dates = rows.flatMap(({ row }) => row.dueAt ?? [])
    const duties = rows.map(({ row }) => row.milestone.obligation)
    const by = rows.map(({ regime, row }) => ({ regime, reference: row.milestone.reference }))
    return [{ kind, dueAt: dates.length > 0 ? Math.min(...dates) : null, duty: OBLIGATIONS.find((one) => duties.includes(one))!, by }]
  })

/** The grounds on which such a letter counts by the rule books of a case; none where no ground is needed. */
export const groundsOf = (kind: LetterKind, standings: readonly Standing[]): string[] => [
  ...new Set(standings.flatMap(({ reckoned }) => rowsFor(kind, reckoned).flatMap(({ milestone }) => milestone.grounds))),
]
