/** What a layer of units says of the classes (softmax), and how it learns to: each class's pace sinks with the slope it has had (AdaGrad). */
export class Top {
  /** `units` to a class. */
  readonly weights: Float32Array
  readonly bias: Float32Array
  readonly p: Float64Array
  private readonly slope: Float32Array
  private readonly back: Float32Array

  constructor(
    private readonly classes: number,
    private readonly units: number,
    draw: () => number,
  ) {
    this.weights = Float32Array.from({ length: classes * units }, () => draw() * Math.sqrt(1 / units))
    this.bias = new Float32Array(classes)
    this.slope = new Float32Array(classes).fill(BEFORE)
    this.back = new Float32Array(units)
    this.p = new Float64Array(classes)
  }

  /** Fills `p` with the probabilities that these units give. */
  speak(heard: Float32Array): void {
    const { weights, bias, p, classes, units } = this
    let most = Number.NEGATIVE_INFINITY
    for (let c = 0; c < classes; c++) {
      let sum = bias[c]!
      for (let j = 0; j < units; j++) sum += weights[c * units + j]! * heard[j]!
      p[c] = sum
      most = Math.max(most, sum)
    }
    let all = 0
    for (let c = 0; c < classes; c++) all += p[c] = Math.exp(p[c]! - most)
    for (let c = 0; c < classes; c++) p[c]! /= all
  }

  /** Learns from what was last spoken; gives the slope of each unit, until it is asked again. */
  mend(heard: Float32Array, label: number, rate: number): Float32Array {
    const { weights, bias, slope, back, p, classes, units } = this
    back.fill(0)
    let loud = 1
    for (let j = 0; j < units; j++) loud += heard[j]! * heard[j]!
    for (let c = 0; c < classes; c++) {
      const off = p[c]! - (c === label ? 1 : 0)
      const at = c * units
      slope[c]! += (off * off * loud) / units
      const step = (rate * off) / Math.sqrt(slope[c]!)
      for (let j = 0; j < units; j++) {
        back[j]! += off * weights[at + j]!
        weights[at + j]! -= step * heard[j]!
      }
      bias[c]! -= step
    }
    return back
  }

  /** Weights and biases by lane: of two classes the second speaks alone, of more each speaks against the mean of all. */
  lanes(): { second: Float32Array; top: Float32Array } {
    return { second: this.against(this.weights, this.units), top: this.against(this.bias, 1) }
  }

  private against(values: Float32Array, width: number): Float32Array {
    const { classes } = this
    if (classes === 2) return Float32Array.from({ length: width }, (_, i) => values[width + i]! - values[i]!)
    return values.map((value, i) => {
      let mean = 0
      for (let c = 0; c < classes; c++) mean += values[c * width + (i % width)]! / classes
      return value - mean
    })
  }
}

/** So much slope every weight is taken to have had; one that has had no more was never learned. */
export const BEFORE = 1e-4

/** About normal, with a spread of 1. */
export const drawer = (random: () => number) => (): number => {
  let sum = 0
  for (let i = 0; i < 6; i++) sum += random()
  return (sum - 3) * Math.SQRT2
}
