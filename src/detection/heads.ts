/**
 * What the model answers, in the order in which its weights lie. The first table is read for every message, the second only for those
 * that may be complaints: severity and topics are asked of complaints.
 */
export const FIRST_HEADS = {
  complaint: ['yes'],
  sentiment: ['negative', 'neutral', 'positive'],
  intent: ['question', 'complaint', 'praise', 'lead', 'spam', 'abuse'],
  urgency: ['low', 'normal', 'high', 'immediate'],
  emotion: ['anger', 'disappointment', 'worry', 'sadness', 'joy', 'gratitude', 'neutral'],
} as const

export const TOPICS = [
  'quality',
  'delivery',
  'billing',
  'refund',
  'service',
  'staff',
  'app',
  'account',
  'network',
  'warranty',
  'availability',
  'hygiene',
  'safety',
  'privacy',
  'fraud',
  'price',
  'booking',
  'general',
] as const

const TOPIC_FLOOR = 0.2
const MOST_TOPICS = 3

/** The topics worth telling, the likeliest first; `p[k]` is how likely the topic `names[k]` is. */
export function topicsFrom(names: readonly string[], p: readonly number[]): { value: string; p: number }[] {
  const told: { value: string; p: number }[] = []
  for (let k = 0; k < names.length; k++) {
    const rounded = Math.round(p[k]! * 10_000) / 10_000
    if (rounded >= TOPIC_FLOOR) told.push({ value: names[k]!, p: rounded })
  }
  return told.sort((a, b) => b.p - a.p).slice(0, MOST_TOPICS)
}

export const SECOND_HEADS = { severity: ['A', 'B', 'C', 'D', 'E'], topic: TOPICS } as const

export const FIRST_LANES = 24
export const SECOND_LANES = 24
/** Lanes that a model may build on; behind them lies `harm`, and the rest only fills a row up. */
export const FIRST_USED = 21
export const SECOND_USED = 23

/** Where each head starts within its table. `harm` asks of any message, complaint or not, whether it tells of severity A. */
export const LANE = { complaint: 0, sentiment: 1, intent: 4, urgency: 10, emotion: 14, harm: 21, severity: 0, topic: 5 } as const
export type Task = keyof typeof LANE
