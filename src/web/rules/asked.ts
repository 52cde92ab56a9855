import type { TellableFact, TellableHappening } from '../../domain/case/tellable'
import { isOver } from '../../domain/regimes/settle'
import type { Clock } from '../data/types'
import type { AskedBy, CaseBook, CaseFacts } from './queries'

/** A question with every rule that asks it, by the rule book that the rule stands in. */
export type Question = Omit<TellableFact, 'choices'> & { asking: { book: CaseBook; by: AskedBy[] }[] }

/** What the rule books of a case ask, in their order: what is open, what may be said beside it. Answers stand with the case. */
export function questionsOf({ regimes, answers }: CaseFacts): { open: Question[]; more: Question[] } {
  const found = new Map<string, Question>()
  const hold = (fact: Omit<Question, 'asking'>) => found.get(fact.fact) ?? found.set(fact.fact, { ...fact, asking: [] }).get(fact.fact)!
  for (const book of regimes) {
    for (const { fact, asks, type } of book.tellable.facts) hold({ fact, asks, type })
    for (const { fact, asks, asked_by: by } of book.questions) hold({ fact, asks, type: 'yes_no' }).asking.push({ book, by })
  }
  const said = new Set(answers.map(({ fact }) => fact))
  const all = [...found.values()].filter(({ fact }) => !said.has(fact))
  return { open: all.filter(({ asking }) => asking.length > 0), more: all.filter(({ asking }) => asking.length === 0) }
}

type Standing = Pick<Clock, 'kind' | 'state' | 'met_at'>

/**
 * What may be told to have happened, each once: first what a clock waits for and what would keep a promise that is still owed, then whatever
 * else the rule books know.
 */
export function happeningsOf(
  regimes: readonly CaseBook[],
  clocks: readonly Standing[],
): { awaited: TellableHappening[]; others: TellableHappening[] } {
  const owed = new Set(clocks.filter((clock) => !isOver(clock) && clock.met_at === null).map(({ kind }) => kind))
  const waits = new Set(regimes.flatMap(({ milestones }) => milestones.map(({ waiting_for: name }) => name)))
  const list = [...new Map(regimes.flatMap(({ tellable }) => tellable.happenings).map((one) => [one.name, one])).values()]
  const isAwaited = ({ name, settles }: TellableHappening) => waits.has(name) || settles.some((kind) => owed.has(kind))
  const keeps = list.filter((one) => isAwaited(one) && one.settles.length > 0)
  return {
    awaited: [...keeps, ...list.filter((one) => isAwaited(one) && one.settles.length === 0)],
    others: list.filter((one) => !isAwaited(one)),
  }
}

/** The words that make a difference in any of the rule books. */
export const choicesFor = (regimes: readonly CaseBook[], name: string): string[] => [
  ...new Set(regimes.flatMap(({ tellable }) => tellable.facts.filter(({ fact }) => fact === name).flatMap(({ choices }) => choices))),
]
