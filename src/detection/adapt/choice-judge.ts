import type { Finding } from '../../domain/finding'
import { type Choice, type ChoiceDelta, learnChoice } from './choice'
import { answerIn, oddsOf, withChoices } from './choice-finding'
import { type Comparison, comparisonsOf, decide, type Mark } from './judge'

/**
 * A message that a person has judged: what the shared model finds in it, what the person said otherwise, and what stood there and was let
 * stand. Without the latter a firm that only says what is wrong would teach that everything is.
 */
export type ChoiceRow = {
  id: string
  text: string
  lang: string
  at: number
  finding: Finding
  harm: boolean
  said: Partial<Record<Choice, string>>
  stood: Partial<Record<Choice, string>>
}
export type ChoiceReport = {
  task: Choice
  corrected: number
  taught: number
  heldBack: number
  better: boolean
  why: string
  comparisons: Comparison[]
}

const LEAST_SAID = 20
const LEAST_ROWS = 50
/** The newest share of the rows judges. */
const HELD_BACK = 0.3
const MOST_HARM_DENIED = 0.05
const MISSED: Record<Choice, string> = { severity: 'messages of severity A', topic: 'topics', emotion: 'emotions' }

type Labelled = ChoiceRow & { truth: string }

/** Learns one question from a firm's rows and judges it on the newest of them; null where too little was said of it. */
export function challengeChoice(choice: Choice, rows: readonly ChoiceRow[], champion: ChoiceDelta | null) {
  const labelled = rows
    .flatMap((row): Labelled[] => {
      const truth = row.said[choice] ?? row.stood[choice]
      return truth === undefined ? [] : [{ ...row, truth }]
    })
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const corrected = labelled.filter(({ said }) => said[choice] !== undefined).length
  if (corrected < LEAST_SAID || labelled.length < LEAST_ROWS) return null
  const cut = Math.floor(labelled.length * (1 - HELD_BACK))
  const [teaching, heldBack] = [labelled.slice(0, cut), labelled.slice(cut)]
  const report = { task: choice, corrected, taught: teaching.length, heldBack: heldBack.length }
  const denied = choice === 'severity' ? labelled.filter(({ harm, truth }) => harm && truth > 'C').length : 0
  if (denied > Math.max(2, labelled.length * MOST_HARM_DENIED)) {
    const why = `${denied} of ${labelled.length} messages that speak of harm were called D or E; that is not learned.`
    return { delta: null, report: { ...report, better: false, why, comparisons: [] } }
  }
  const delta = learnChoice(teaching.map(({ text, finding, truth }) => ({ text, odds: oddsOf(choice, finding), said: truth })))
  const pairs = heldBack.map((row) => ({ lang: row.lang, was: mark(choice, row, champion), is: mark(choice, row, delta) }))
  const comparisons = comparisonsOf(pairs)
  return { delta, report: { ...report, ...decide(comparisons, MISSED[choice]), comparisons } }
}

function mark(choice: Choice, { text, finding, harm, truth }: Labelled, delta: ChoiceDelta | null): Mark {
  const answer = answerIn(choice, delta ? withChoices(finding, text, { [choice]: delta }, harm) : finding)
  const severe = (letter: string | null) => choice === 'severity' && letter === 'A'
  return {
    right: answer === truth ? 1 : 0,
    missed: severe(truth) && !severe(answer) ? 1 : 0,
    alarms: severe(answer) && !severe(truth) ? 1 : 0,
  }
}
