import { expect, test } from 'vitest'
import { triggersFrom } from '../../../domain/escalation/triggers'
import { measureOf, risksOf, type Starts, withMeasure, withPlain, withRisks, wordsOf } from './begin-draft'

const starts: Starts = ['opened', { clock_at: 50 }, { hand_off_unanswered: 'PT2H' }, { reach: 9 }, { risk: 'health' }]

test('what a form ticks and fills in is read back, and the contract takes it', () => {
  expect([measureOf(starts, 'clock_at'), measureOf(starts, 'hand_off_unanswered'), measureOf(starts, 'reach')]).toEqual([50, 120, 9])
  expect(risksOf(starts)).toEqual(['health'])
  const changed = withRisks(withMeasure(withMeasure(withPlain(starts, 'opened'), 'hand_off_unanswered', 45), 'reach', null), [
    'fire',
    'legal',
  ])
  expect(changed).toEqual([{ clock_at: 50 }, { hand_off_unanswered: 'PT45M' }, { risk: 'fire' }, { risk: 'legal' }])
  const problems: string[] = []
  expect(triggersFrom(changed, 'starts_on', problems)).toHaveLength(4)
  expect(problems).toEqual([])
  expect(withPlain(changed, 'breach').at(-1)).toBe('breach')
})

test.each(starts.map((one) => [one, wordsOf(one)] as const))('%j has words: %j', (one, { key, facts }) => {
  const name = typeof one === 'string' ? one : Object.keys(one)[0]!
  expect(key).toBe(typeof one === 'string' || name === 'risk' ? `begins.on.${name}` : `begins.says.${name}`)
  expect(Object.values(facts)).toEqual(name === 'clock_at' ? [50] : name === 'hand_off_unanswered' ? [120] : name === 'reach' ? [9] : [])
})
