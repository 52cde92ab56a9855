import { expect, test } from 'vitest'
import { placed } from './crossval'

test('what a fold without two rare classes judged stands where all classes have a place, and each row keeps its own label', () => {
  const rows = ['bad', 'rare', 'rarer'].map((label) => ({ text: '', lang: '', label }))
  const judged = rows.map(() => ({ p: [0.8, 0.2], answer: 0 }))
  const here = placed(judged, rows, { own: ['bad', 'good'], all: ['bad', 'good', 'rare', 'rarer'], least: 0.9 })
  expect(here.map(({ truth }) => truth)).toEqual([0, 2, 3])
  expect(here[0]).toMatchObject({ p: [0.8, 0.2, 0, 0], answer: 0, sure: false })
})
