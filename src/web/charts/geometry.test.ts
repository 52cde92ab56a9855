import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barsOf, floorOf, largest, ticksOf } from './geometry'

const point = (value: number, hatched = 0, mark: number | null = null) => ({ key: String(value), value, hatched, mark, missing: false })
const BOX = { width: 600, height: 200 }
const points = fc.array(
  fc
    .record({ value: fc.nat(5_000), hatched: fc.nat(5_000), mark: fc.option(fc.nat(5_000)) })
    .map(({ value, hatched, mark }) => point(value, hatched, mark)),
  { minLength: 1, maxLength: 12 },
)

test.each([
  [0, [0, 1]],
  [3, [0, 1, 2, 3]],
  [9, [0, 5, 10]],
  [34, [0, 10, 20, 30, 40]],
  [480, [0, 200, 400, 600]],
])('up to %i the axis says %j', (most, ticks) => expect(ticksOf(most)).toEqual(ticks))

test('whatever the numbers, bars stand inside the picture, do not touch, and are as high as their numbers say', () =>
  fc.assert(
    fc.property(points, fc.boolean(), (all, turned) => {
      const bars = barsOf(all, BOX, turned)
      const inOrder = turned ? [...bars].reverse() : bars
      for (const [i, bar] of inOrder.entries()) {
        expect(bar.x).toBeGreaterThanOrEqual(0)
        expect(bar.x + bar.width).toBeLessThanOrEqual(BOX.width)
        expect(bar.y).toBeGreaterThanOrEqual(0)
        expect(bar.hatched).toBeLessThanOrEqual(bar.height + 1e-9)
        if (i > 0) expect(bar.x).toBeGreaterThan(inOrder[i - 1]!.x + inOrder[i - 1]!.width)
      }
      const [unit] = barsOf([point(1, 0, largest(all))], BOX, false)
      for (const [i, bar] of bars.entries()) expect(bar.height).toBeCloseTo(all[i]!.value * unit!.height, 3)
    }),
  ))

test('a mark stands where a bar of its number would end, and nought on the floor', () => {
  const [held, nought] = barsOf([point(10, 0, 4), point(0, 0, 0)], BOX, false)
  const [four] = barsOf([point(4), point(10)], BOX, false)
  expect([held!.markY, nought!.markY]).toEqual([four!.y, floorOf(BOX)])
})

test('turned is the mirror image', () => {
  const all = [point(1), point(2), point(3)]
  expect(barsOf(all, BOX, true).map(({ middle }) => middle)).toEqual(barsOf(all, BOX, false).map(({ middle }) => BOX.width - middle))
})
