import { expect, test } from 'vitest'
import { accuracyAt, areaUnderCurve, averagePrecision, brier, calibrationError, type Judged, macroF1, perClass } from './metrics'

const yes = (p: number, truth: number, answer = p >= 0.5 ? 1 : 0): Judged => ({ p: [1 - p, p], answer, truth })

test.each([
  ['all in order', [0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1], 1],
  ['all the wrong way round', [0.9, 0.8, 0.2, 0.1], [0, 0, 1, 1], 0],
  ['ties count half', [0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1], 0.5],
  ['one of four pairs wrong', [0.1, 0.6, 0.4, 0.9], [0, 0, 1, 1], 0.75],
])('area under the curve: %s', (_, scores, truth, area) => {
  expect(areaUnderCurve(scores, truth.map(Boolean))).toBeCloseTo(area, 9)
})

test('average precision is the mean precision at each hit', () => {
  expect(averagePrecision([0.9, 0.8, 0.7, 0.6], [true, false, true, false])).toBeCloseTo((1 + 2 / 3) / 2, 9)
  expect(averagePrecision([0.5, 0.5], [true, false])).toBeCloseTo(0.5, 9)
})

test('precision, recall and F1 of each class, and their mean over the classes that occur', () => {
  const judged = [yes(0.9, 1), yes(0.8, 0), yes(0.2, 1), yes(0.1, 0), yes(0.1, 0)]
  expect(perClass(judged, 2)[1]).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5, n: 2 })
  expect(macroF1(judged, 2)).toBeCloseTo((0.5 + 2 / 3) / 2, 9)
  expect(macroF1(judged, 3)).toBeCloseTo((0.5 + 2 / 3) / 2, 9)
})

test('the calibration error is how far sureness lies from being right', () => {
  const sure = Array.from({ length: 10 }, (_, i) => yes(0.99, i < 8 ? 1 : 0))
  expect(calibrationError(sure)).toBeCloseTo(0.19, 9)
  expect(calibrationError(Array.from({ length: 10 }, (_, i) => yes(0.8, i < 8 ? 1 : 0)))).toBeCloseTo(0, 9)
})

test('the surest half is judged alone', () => {
  const judged = [yes(0.99, 1), yes(0.95, 1), yes(0.55, 0), yes(0.6, 0)]
  expect(accuracyAt(judged, 0.5)).toBe(1)
  expect(accuracyAt(judged, 1)).toBe(0.5)
  expect(brier(judged)).toBeCloseTo((0.01 ** 2 + 0.05 ** 2 + 0.55 ** 2 + 0.6 ** 2) / 4, 9)
})
