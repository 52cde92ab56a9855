import type { WrittenPolicy } from '../../../domain/escalation/write-policy'
import { RISK_CATEGORIES, type RiskCategory } from '../../../domain/finding'
import { delay, minutesIn } from './climb-draft'

export type Starts = WrittenPolicy['starts_on']
export type Start = Starts[number]

/** What begins a climb as it happens, and what does when it has come to a number. */
export const AT_ONCE = ['opened', 'third_contact', 'asks_for_manager', 'breach'] as const
export const MEASURED = ['clock_at', 'hand_off_unanswered', 'reach'] as const
export type Measured = (typeof MEASURED)[number]

const has = (one: Start, key: string) => typeof one === 'object' && key in one

export const withPlain = (starts: Starts, on: string): Starts =>
  starts.includes(on) ? starts.filter((one) => one !== on) : [...starts, on]

/** A percentage, minutes or people; null where nothing waits for it. */
export const measureOf = (starts: Starts, on: Measured): number | null => {
  const found = starts.find((one) => has(one, on))
  if (typeof found !== 'object') return null
  return on === 'hand_off_unanswered' ? minutesIn(String(found[on])) : Number(found[on])
}
export const withMeasure = (starts: Starts, on: Measured, value: number | null): Starts => [
  ...starts.filter((one) => !has(one, on)),
  ...(value === null ? [] : [{ [on]: on === 'hand_off_unanswered' ? delay(value) : value }]),
]

export const risksOf = (starts: Starts): RiskCategory[] =>
  RISK_CATEGORIES.filter((risk) => starts.some((one) => has(one, 'risk') && sayRisk(one) === risk))
export const withRisks = (starts: Starts, risks: readonly RiskCategory[]): Starts => [
  ...starts.filter((one) => !has(one, 'risk')),
  ...risks.map((risk) => ({ risk })),
]
const sayRisk = (one: Start) => (typeof one === 'object' ? one.risk : null)

/** The key of its words, and what they are filled with. */
export function wordsOf(one: Start): { key: string; facts: Record<string, unknown> } {
  if (typeof one === 'string') return { key: `begins.on.${one}`, facts: {} }
  const on = MEASURED.find((each) => has(one, each))
  if (!on) return { key: 'begins.on.risk', facts: {} }
  const value = measureOf([one], on)!
  return { key: `begins.says.${on}`, facts: on === 'clock_at' ? { percent: value } : { count: value } }
}
