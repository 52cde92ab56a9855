/** Latencies to the tenth of a millisecond, counted rather than kept: a minute at full speed has half a million of them. */
export class Latencies {
  #counts = new Map<number, number>()
  #perMs: number
  count = 0
  max = 0

  constructor(perMs = 10) {
    this.#perMs = perMs
  }

  add(ms: number) {
    const slot = Math.max(0, Math.round(ms * this.#perMs))
    this.#counts.set(slot, (this.#counts.get(slot) ?? 0) + 1)
    this.count++
    if (ms > this.max) this.max = ms
  }

  /** The latency in ms that the share `q` of all stayed at or below; null where nothing was measured. */
  at(q: number): number | null {
    if (this.count === 0) return null
    let left = Math.ceil(this.count * q)
    for (const slot of [...this.#counts.keys()].sort((a, b) => a - b)) {
      left -= this.#counts.get(slot)!
      if (left <= 0) return slot / this.#perMs
    }
    return this.max
  }

  summary = (): Quantiles => ({ count: this.count, p50: this.at(0.5), p99: this.at(0.99), p999: this.at(0.999), max: this.max })
}
export type Quantiles = { count: number; p50: number | null; p99: number | null; p999: number | null; max: number }

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
