import type { Row } from './space'

/**
 * A small network: columns from `from` on feed `hidden` units, of which those below zero fall silent, and the units speak for the lanes. It
 * hears what adding up cannot: that two features together mean something else than each alone. Weights of columns are whole numbers, with a
 * step for each unit.
 */
export type Net = {
  from: number
  hidden: number
  /** `hidden` to a column. */
  first: Int8Array
  step: Float32Array
  bias: Float32Array
  /** `hidden` to a lane. */
  second: Float32Array
  top: Float32Array
}

/** Adds what a net says of a row's columns `begin..end` to `into`, one number a lane. */
export function hearNet(net: Net, { column, value }: Pick<Row, 'column' | 'value'>, begin: number, end: number, into: Float64Array): void {
  const { from, hidden, first, step, bias, second, top } = net
  const units = new Float64Array(hidden)
  for (let k = begin; k < end; k++) {
    if (column[k]! < from) continue
    const at = (column[k]! - from) * hidden
    for (let j = 0; j < hidden; j++) units[j]! += first[at + j]! * value[k]!
  }
  for (let lane = 0; lane < into.length; lane++) {
    let sum = top[lane]!
    for (let j = 0; j < hidden; j++) sum += second[lane * hidden + j]! * Math.max(0, bias[j]! + step[j]! * units[j]!)
    into[lane]! += sum
  }
}

/** One net that says the sum of what several say; they must hear the same columns. */
export function joined(nets: Net[]): Net {
  const { from, first, hidden: own, top } = nets[0]!
  const hidden = nets.reduce((sum, net) => sum + net.hidden, 0)
  const [columns, lanes] = [first.length / own, top.length]
  const all = new Int8Array(columns * hidden)
  const second = new Float32Array(lanes * hidden)
  let offset = 0
  for (const net of nets) {
    for (let c = 0; c < columns; c++) all.set(net.first.subarray(c * net.hidden, (c + 1) * net.hidden), c * hidden + offset)
    for (let l = 0; l < lanes; l++) second.set(net.second.subarray(l * net.hidden, (l + 1) * net.hidden), l * hidden + offset)
    offset += net.hidden
  }
  const end = (part: 'step' | 'bias') => Float32Array.from(nets.flatMap((net) => [...net[part]]))
  const sum = Float32Array.from(top, (_, lane) => nets.reduce((total, net) => total + net.top[lane]!, 0))
  return { from, hidden, first: all, step: end('step'), bias: end('bias'), second, top: sum }
}

export const louder = (net: Net, share: number): Net => ({
  ...net,
  second: net.second.map((weight) => weight * share),
  top: net.top.map((weight) => weight * share),
})
