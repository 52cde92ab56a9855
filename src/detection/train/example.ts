import type { Emotion, Intent, Severity, Urgency } from '../../domain/finding'

/** What is known about a text; a task that is left out is not learned from it. `complaint` may be a probability where people would disagree. */
export type Labels = {
  complaint?: number
  severity?: Severity
  urgency?: Urgency
  sentiment?: 'negative' | 'neutral' | 'positive'
  intent?: Intent
  topic?: string
  emotion?: Emotion
}
/**
 * `group` keeps texts of one making together, so that what is held out is not a near-repeat of what was learned. `ordinary` is an English message of
 * ours that was not written to mislead (Persian ones made product reviews harder to tell apart, see the guide).
 */
export type Example = { text: string; lang: string; labels: Labels; weight: number; source: string; group: string; ordinary?: boolean }

/** A small seeded generator (mulberry32): numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** True for about one group in `oneIn`, always the same ones. */
export function heldOut(group: string, oneIn: number): boolean {
  let hash = 0x811c9dc5
  for (let i = 0; i < group.length; i++) hash = Math.imul(hash ^ group.charCodeAt(i), 0x01000193)
  hash ^= hash >>> 15
  return (hash >>> 0) % oneIn === 0
}

/** Of the public sets, one text in twenty is kept to judge by. */
export const isHeldOut = ({ group }: Example): boolean => heldOut(group, 20)
