import type { Finding, RiskCategory, Severity } from '../finding'
import { nobody } from '../message'
import { newcomer, type Seen } from './seen'

export const noon = Date.UTC(2026, 2, 3, 12)
export const days = (count: number) => count * 86_400_000

const even = (severity: Severity): Record<Severity, number> => ({ A: 0.05, B: 0.05, C: 0.05, D: 0.05, E: 0.05, [severity]: 0.8 })

/** What detection says of an ordinary, mild complaint. */
export const finding = (parts: Partial<Finding> = {}): Finding => ({
  lang: { value: 'en', p: 0.99 },
  complaint: { value: 'yes', p: 0.93 },
  severity: { value: 'D', p: even('D') },
  urgency: { value: 'normal', p: 0.7 },
  sentiment: { value: 'neutral', p: 0.6 },
  topics: [],
  intent: { value: 'complaint', p: 0.9 },
  risk_phrases: [],
  reasons: [],
  model: { id: 'test', version: '1' },
  ...parts,
})

export const severity = (value: Severity) => ({ severity: { value, p: even(value) } })
export const calmQuestion = {
  complaint: { value: 'no', p: 0.04 },
  intent: { value: 'question', p: 0.9 },
  ...severity('E'),
} satisfies Partial<Finding>

/** A message whose `[words in brackets]` are risk phrases of these categories, in order. */
export function seen(marked: string, categories: RiskCategory[] = [], parts: Partial<Finding> = {}, rest: Partial<Seen> = {}): Seen {
  const pieces = marked.split(/[[\]]/)
  const text = pieces.join('')
  const startOf = (place: number) => pieces.slice(0, place).join('').length
  const spans = pieces.flatMap((piece, place) => (place % 2 === 1 ? [{ start: startOf(place), end: startOf(place) + piece.length }] : []))
  const risk_phrases = categories.map((category, place) => ({
    id: `${category}.1`,
    version: '1',
    category,
    ...(spans[place] ?? { start: 0, end: 0 }),
  }))
  return {
    finding: finding({ risk_phrases, ...parts }),
    text,
    public: false,
    contact: nobody,
    history: newcomer,
    supportNeeds: [],
    now: noon,
    ...rest,
  }
}
