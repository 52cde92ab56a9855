import { describe, expect, test } from 'vitest'
import { type Alert, type AlertDeed, causeOf, joins, refusedFor, waveOf } from './alert'

const alert = (own: Partial<Alert> = {}): Alert => ({
  ...{ id: 'a', cause: 'fire/product_defect', caseId: 'c1', cases: ['c1'], severity: 'A', openedAt: 0, updatedAt: 0 },
  ...{ acknowledgedAt: null, acknowledgedBy: null, overAt: null, overBecause: null, demo: false },
  ...own,
})
const it = (codes: string[], topics: string[]) => ({ id: 'c9', topics, because: codes.map((code) => ({ code })) })

describe('what is one cause', () => {
  test.each([
    [['fire', 'tone'], ['product_defect'], 'fire/product_defect'],
    [['regulator', 'fire', 'fire'], ['general', 'product_defect'], 'fire+regulator/product_defect'],
    [['tone'], ['product_defect'], 'case:c9'],
    [['fire'], ['general', 'other'], 'case:c9'],
  ])('%j about %j is %s', (codes, topics, cause) => expect(causeOf(it(codes, topics))).toBe(cause))

  const minute = 60_000
  test.each<[string, Partial<Alert>, string, number, boolean]>([
    ['within twenty minutes', {}, 'fire/product_defect', 20 * minute, true],
    ['counted from the last that joined', { updatedAt: 19 * minute }, 'fire/product_defect', 39 * minute, true],
    ['later', {}, 'fire/product_defect', 20 * minute + 1, false],
    ['another cause', {}, 'fire/delivery', minute, false],
    ['once somebody has it, a new case rings anew', { acknowledgedAt: 1 }, 'fire/product_defect', minute, false],
    ['once it is over', { overAt: 1 }, 'fire/product_defect', minute, false],
  ])('%s', (_, own, cause, at, expected) => expect(joins(alert(own), cause, at)).toBe(expected))
})

test.each([
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 3],
  [5, 5],
  [9, 5],
  [10, 10],
  [19, 10],
  [99, 50],
  [40_000, 5_000],
])('the %ith customer belongs to wave %i', (count, wave) => expect(waveOf(count)).toBe(wave))

describe('what can still be done', () => {
  const taken = { acknowledgedAt: 1, acknowledgedBy: 'mali' }
  test.each<[string, Partial<Alert>, AlertDeed, string, ReturnType<typeof refusedFor>]>([
    ['an open alert', {}, 'acknowledge', 'mali', null],
    ['somebody else has it', taken, 'acknowledge', 'bo', 'taken'],
    ['somebody else has it: no deed at all', taken, 'guidance', 'bo', 'taken'],
    ['I have it: not twice', taken, 'acknowledge', 'mali', 'taken'],
    ['I have it and write guidance', taken, 'guidance', 'mali', null],
    ['I have it and hand it up', taken, 'escalate', 'mali', null],
    ['over', { ...taken, overAt: 2 }, 'guidance', 'mali', 'over'],
  ])('%s', (_, own, deed, by, expected) => expect(refusedFor(alert(own), deed, by)).toBe(expected))
})
