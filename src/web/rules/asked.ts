import type { TellableFact, TellableHappening } from '../../domain/case/tellable'
import type { AskedBy, CaseBook, CaseFacts } from './queries'

/** A question with every rule that asks it, by the rule book that the rule stands in. */
export type Question = TellableFact & { asking: { book: CaseBook; by: AskedBy[] }[] }

/** What the rule books of a case ask, in their order: what is open, what may be said beside it. Answers stand with the case. */
export function questionsOf({ regimes, answers }: CaseFacts): { open: Question[]; more: Question[] } {
  const found = new Map<string, Question>()
  const hold = (fact: TellableFact) => found.get(fact.fact) ?? found.set(fact.fact, { ...fact, asking: [] }).get(fact.fact)!
  for (const book of regimes) {
    for (const fact of book.tellable.facts) {
      const known = hold(fact)
      known.choices = [...new Set([...known.choices, ...fact.choices])]
    }
    for (const { fact, asks, asked_by: by } of book.questions) hold({ fact, asks, type: 'yes_no', choices: [] }).asking.push({ book, by })
  }
  const said = new Set(answers.map(({ fact }) => fact))
  const all = [...found.values()].filter(({ fact }) => !said.has(fact))
  return { open: all.filter(({ asking }) => asking.length > 0), more: all.filter(({ asking }) => asking.length === 0) }
}

/** What may be told to have happened: first what a clock waits for, then whatever else the rule books know; each once. */
export function happeningsOf(regimes: readonly CaseBook[]): { awaited: TellableHappening[]; others: TellableHappening[] } {
  const all = new Map(regimes.flatMap(({ tellable }) => tellable.happenings).map((one) => [one.name, one]))
  const waits = new Set(regimes.flatMap(({ milestones }) => milestones.map(({ waiting_for: name }) => name)))
  const list = [...all.values()]
  return { awaited: list.filter(({ name }) => waits.has(name)), others: list.filter(({ name }) => !waits.has(name)) }
}

/** The words that make a difference in any of the rule books. */
export const choicesFor = (regimes: readonly CaseBook[], name: string): string[] => [
  ...new Set(regimes.flatMap(({ tellable }) => tellable.facts.filter(({ fact }) => fact === name).flatMap(({ choices }) => choices))),
]
