import { type Decision, type Fit, type LetterKind, WRITTEN } from '../../domain/letters/letter'
import { isOver } from '../../domain/regimes/settle'
import type { Block } from '../../domain/regimes/vocabulary'
import type { Clock } from '../data/types'

type Asked = { block: Block; must: boolean; duty: string; regime: string; milestone: string; reference: string; present: boolean }
/** A letter as it would leave, as the contract has it. */
export type LetterPreview = {
  lang: string
  dir: 'ltr' | 'rtl'
  subject: string
  body: string
  asked: Asked[]
  may_leave: boolean
  refused: 'too_late' | 'no_ground' | 'content_missing' | null
  fits: (Pick<Fit, 'kind' | 'duty' | 'by'> & { due_at: string | null })[]
  grounds: string[]
  external_body: { name: string; web: string | null; email: string | null; phone: string | null; post: string | null } | null
  customer_deadline: string | null
}

/** What its author chose and wrote; `kind` is null while the one that is owed next stands. */
export type LetterWords = {
  kind: LetterKind | null
  lang: string | null
  decision: Decision | null
  words: Partial<Record<Block, string>>
  grounds: readonly string[]
  expected: string
  consents: boolean
  more: string
}
export const NO_WORDS: LetterWords = {
  ...{ kind: null, lang: null, decision: null, words: {}, grounds: [], expected: '', consents: false, more: '' },
}

const BY_CLOCK: Record<string, LetterKind> = {
  acknowledge: 'acknowledgement',
  progress_update: 'progress',
  final_response: 'final_response',
  external_referral: 'deadlock',
}

/** The letter that the case is owed next: by the clock that breaks first among those that a letter keeps; else the decision, else news. */
export function owedKind(
  clocks: readonly Pick<Clock, 'kind' | 'due_at' | 'met_at' | 'state' | 'obligation'>[],
  answered: boolean,
): LetterKind {
  const open = clocks.filter((clock) => BY_CLOCK[clock.kind] && clock.met_at === null && !isOver(clock) && clock.obligation !== 'may')
  const [next] = open.sort((a, b) => (a.due_at ?? '9').localeCompare(b.due_at ?? '9'))
  return next ? BY_CLOCK[next.kind]! : answered ? 'progress' : 'final_response'
}

const USUAL: Record<LetterKind, readonly Block[]> = {
  acknowledgement: [],
  progress: ['progress'],
  delay_notice: ['delay_reasons'],
  final_response: ['outcome', 'reasons', 'redress_offer'],
  summary_resolution: ['redress_offer'],
  deadlock: ['outcome', 'reasons'],
}
export const DECIDED: readonly LetterKind[] = ['final_response', 'deadlock']
export const DATED: readonly LetterKind[] = ['progress', 'delay_notice']

type Seen = Pick<LetterPreview, 'asked'> | undefined
const asks = (seen: Seen, name: Block) => seen?.asked.some(({ block }) => block === name) ?? false

/** What a person writes into a letter of a kind: what is usual, and what the rule books of the case ask for besides. */
export const writtenIn = (kind: LetterKind, seen: Seen) => WRITTEN.filter((block) => USUAL[kind].includes(block) || asks(seen, block))
export const datedIn = (kind: LetterKind, seen: Seen) => DATED.includes(kind) || asks(seen, 'delay_expected')
export const consentIn = (seen: Seen) => asks(seen, 'ext_time_waiver')

/** The letter as the server is asked for it. Words for another kind stay in the draft and out of this one. */
export function wishOf(kind: LetterKind, { lang, decision, words, grounds, expected, consents, more }: LetterWords, seen: Seen) {
  const written = writtenIn(kind, seen).flatMap((block) => (words[block]?.trim() ? [[block, words[block]]] : []))
  return {
    kind,
    ...(lang ? { lang } : {}),
    ...(decision && DECIDED.includes(kind) ? { decision } : {}),
    ...(written.length > 0 ? { words: Object.fromEntries(written) as LetterWords['words'] } : {}),
    ...(grounds.length > 0 ? { grounds: [...grounds].sort() } : {}),
    ...(expected && datedIn(kind, seen) ? { expected } : {}),
    ...(consents ? { consents } : {}),
    ...(more.trim() ? { more } : {}),
  }
}

export type Field = Block | 'decision' | 'expected' | 'consents' | 'grounds' | 'kind' | 'more'
/** What a letter lacks, and where it is filled in; where no field does, `why` says what the rule books do not know. */
export type Lack = {
  block: Block
  must: boolean
  by: Pick<Asked, 'regime' | 'reference'>[]
  field: Field | null
  why: 'body' | 'deadline' | 'date' | null
}

/** What a rule book asks for and the letter does not say: duties first, then what is expected; each once, with all who ask for it. */
export function lacksOf({ asked, external_body: outside }: Pick<LetterPreview, 'asked' | 'external_body'>): Lack[] {
  const missing = asked.filter(({ present, must, duty }) => !present && (must || duty === 'should'))
  const blocks = [...new Set(missing.map(({ block }) => block))]
  return blocks
    .map((block) => {
      const by = missing.filter((one) => one.block === block)
      const rules = by.filter(({ reference }) => reference !== '').map(({ regime, reference }) => ({ regime, reference }))
      return { block, must: by.some(({ must }) => must), by: rules, ...filledBy(block, outside !== null) }
    })
    .sort((a, b) => Number(b.must) - Number(a.must))
}

function filledBy(block: Block, outside: boolean): Pick<Lack, 'field' | 'why'> {
  if (WRITTEN.includes(block)) return { field: block, why: null }
  if (block === 'delay_expected') return { field: 'expected', why: null }
  if (block === 'ext_time_waiver' && outside) return { field: 'consents', why: null }
  return { field: null, why: block === 'ack_next_steps' ? 'date' : block === 'ext_deadline' && outside ? 'deadline' : 'body' }
}
