import type { Point } from '../../domain/charts/point'

export type Box = { width: number; height: number }
export type Bar = {
  x: number
  width: number
  y: number
  height: number
  hatched: number
  markY: number | null
  middle: number
  slot: number
}

const TOP = 18
const BOTTOM = 34
const WIDEST = 72

/** Three to six whole numbers from nought to at least the largest. */
export function ticksOf(most: number): number[] {
  const rough = Math.max(1, most) / 4
  const size = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * size).find((n) => n >= rough) ?? 10 * size)
  const count = Math.max(1, Math.ceil(most / step))
  return Array.from({ length: count + 1 }, (_, i) => i * step)
}

export const largest = (points: readonly Point[]) => Math.max(0, ...points.map(({ value, mark }) => Math.max(value, mark ?? 0)))

export const heightOf = (value: number, most: number, { height }: Box) => ((height - TOP - BOTTOM) * value) / Math.max(1, most)
export const floorOf = ({ height }: Box) => height - BOTTOM

/** Room for the numbers beside the axis, as wide as the longest needs: on a telephone the bars need the rest. */
export const axisOf = (points: readonly Point[]) => 6 + 8 * Math.max(2, String(ticksOf(largest(points)).at(-1) ?? 1).length)

/** Where each bar stands, in pixels. Time runs from left to right in every language; `turned` is for whoever wishes it otherwise. */
export function barsOf(points: readonly Point[], box: Box, turned: boolean): Bar[] {
  const most = ticksOf(largest(points)).at(-1) ?? 1
  const axis = axisOf(points)
  const slot = (box.width - axis) / Math.max(1, points.length)
  const width = Math.min(WIDEST, slot * 0.72)
  return points.map(({ value, hatched, mark }, i) => {
    const middle = axis + slot * (i + 0.5)
    const at = turned ? box.width - middle : middle
    const height = heightOf(value, most, box)
    return {
      x: at - width / 2,
      width,
      y: floorOf(box) - height,
      height,
      hatched: heightOf(Math.min(hatched, value), most, box),
      markY: mark === null ? null : floorOf(box) - heightOf(mark, most, box),
      middle: at,
      slot,
    }
  })
}
