import type { Finding } from '../../domain/finding'

/** A piece of a message: plain, or marked with what speaks through it. `risk` outranks a clue of the model. */
export type Piece = { text: string; risk: { id: string; version: string; category: string } | null; weight: number; start: number }

/** A clue much weaker than the strongest explains nothing. */
const WORTH_SAYING = 0.4

/**
 * Cuts a text along the spans of its finding, so that overlapping reasons share their words. Only clues that speak *for* the verdict are
 * marked, and of those the strongest eight; offsets outside the text are clipped.
 */
export function pieces(text: string, finding: Pick<Finding, 'risk_phrases' | 'reasons'> | null): Piece[] {
  if (!finding) return [{ text, risk: null, weight: 0, start: 0 }]
  const clues = finding.reasons
    .filter(({ weight, rule, task }) => weight > 0 && rule === null && (task === 'complaint' || task === 'severity'))
    .sort((a, b) => b.weight - a.weight)
    .filter(({ weight }, _, all) => weight >= WORTH_SAYING * (all[0]?.weight ?? 0))
    .slice(0, 8)
  const clip = (at: number) => Math.min(Math.max(at, 0), text.length)
  const edges = [0, text.length, ...[...finding.risk_phrases, ...clues].flatMap(({ start, end }) => [clip(start), clip(end)])]
  const cuts = [...new Set(edges)].sort((a, b) => a - b)
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i] ?? 0
    const risk = finding.risk_phrases.find((phrase) => phrase.start <= start && phrase.end >= end) ?? null
    const weight = Math.max(0, ...clues.filter((clue) => clue.start <= start && clue.end >= end).map((clue) => clue.weight))
    return { text: text.slice(start, end), risk: risk && { id: risk.id, version: risk.version, category: risk.category }, weight, start }
  })
}

/** The strongest words of the model that are no risk phrase, as they stand in the text. */
export function clueWords(text: string, finding: Finding): string[] {
  const taken = finding.risk_phrases
  const words = finding.reasons
    .filter(
      ({ weight, rule, task, start, end }) =>
        weight > 0 && rule === null && task === 'complaint' && end > start && !taken.some((r) => r.start <= start && r.end >= end),
    )
    .sort((a, b) => b.weight - a.weight)
    .filter(({ weight }, _, all) => weight >= WORTH_SAYING * (all[0]?.weight ?? 0))
    .map(({ start, end }) => text.slice(start, end).trim())
    .filter(Boolean)
  return [...new Set(words)].slice(0, 6)
}
