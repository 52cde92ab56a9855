import type { Emotion, Finding } from '../../domain/finding'
import { FIRST_HEADS, SECOND_HEADS, TOPICS, topicsFrom } from '../heads'
import { severityOf } from '../severity'
import { type Choice, type ChoiceDelta, chosen, type Odds } from './choice'

export type ChoiceDeltas = Partial<Record<Choice, ChoiceDelta>>

const { severity: LETTERS } = SECOND_HEADS
const LEAST = 1e-3

/** What a finding says of a question; where it keeps only the likeliest answers, the rest is spread evenly over the others. */
export function oddsOf(choice: Choice, { complaint: { p }, severity, topics, emotion }: Finding): Odds {
  if (choice === 'topic') return spread(topics, TOPICS)
  if (choice === 'emotion') return spread(emotion ? [emotion] : [], FIRST_HEADS.emotion)
  const ifComplaint = (letter: (typeof LETTERS)[number]) => (severity.p[letter] - (letter === 'E' ? 1 - p : 0)) / Math.max(LEAST, p)
  return new Map(LETTERS.map((letter) => [letter, Math.max(LEAST, ifComplaint(letter))]))
}

function spread(known: readonly { value: string; p: number }[], all: readonly string[]): Odds {
  const told = new Map(known.map(({ value, p }) => [value, p]))
  const rest = Math.max(LEAST, 1 - known.reduce((sum, { p }) => sum + p, 0))
  const others = all.filter((value) => !told.has(value))
  return new Map([...told, ...others.map((value): [string, number] => [value, rest / others.length])])
}

/** The answer that a finding gives; null where it gives none. */
export const answerIn = (choice: Choice, { severity, topics, emotion }: Finding): string | null =>
  choice === 'severity' ? severity.value : ((choice === 'topic' ? topics[0]?.value : emotion?.value) ?? null)

/**
 * The finding as a firm's own weights have it, when `complaint` is what they make of the complaint. Where words of harm stand (`harm`), nothing
 * that was learned makes it milder.
 */
export function withChoices(
  finding: Finding,
  text: string,
  deltas: ChoiceDeltas,
  harm: boolean,
  complaint: Finding['complaint'] = finding.complaint,
): Finding {
  const learned = (choice: Choice) => {
    const delta = deltas[choice]
    return delta ? chosen(delta, text, oddsOf(choice, finding)) : null
  }
  const [severity, topics, emotion] = [learned('severity'), learned('topic'), learned('emotion')]
  return {
    ...finding,
    complaint,
    ...(severity ? { severity: severityFrom({ ...finding, complaint }, severity, harm) } : {}),
    ...(topics ? { topics: topicsFrom([...topics.keys()], [...topics.values()]) } : {}),
    ...(emotion ? { emotion: emotionFrom(emotion) } : {}),
  }
}

function severityFrom({ complaint, severity }: Finding, odds: Odds, harm: boolean): Finding['severity'] {
  const given = LETTERS.map((letter) => odds.get(letter)!)
  const said = severityOf(given, complaint.p, complaint.value === 'no')
  return harm && said.value > severity.value ? severity : said
}

function emotionFrom(odds: Odds): { value: Emotion; p: number } {
  const [value, p] = [...odds].reduce((best, one) => (one[1] > best[1] ? one : best))
  return { value: value as Emotion, p: Math.round(p * 10_000) / 10_000 }
}
