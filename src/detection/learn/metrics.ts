/** Probabilities of all classes and the class that was answered, beside the true one. */
export type Judged = { p: ArrayLike<number>; answer: number; truth: number }
export type PerClass = { precision: number; recall: number; f1: number; n: number }

const ECE_BINS = 15

export function perClass(judged: Judged[], classes: number): PerClass[] {
  return Array.from({ length: classes }, (_, k) => {
    let [hit, alarm, miss] = [0, 0, 0]
    for (const { answer, truth } of judged) {
      if (answer === k && truth === k) hit++
      else if (answer === k) alarm++
      else if (truth === k) miss++
    }
    const share = (of: number, all: number) => (all === 0 ? 0 : of / all)
    return { precision: share(hit, hit + alarm), recall: share(hit, hit + miss), f1: share(2 * hit, 2 * hit + alarm + miss), n: hit + miss }
  })
}

/** Mean F1 of the classes that occur among the truths or the answers. */
export function macroF1(judged: Judged[], classes: number): number {
  const seen = perClass(judged, classes).filter(({ n }, k) => n > 0 || judged.some(({ answer }) => answer === k))
  return seen.length === 0 ? 0 : seen.reduce((sum, { f1 }) => sum + f1, 0) / seen.length
}

export const accuracy = (judged: Judged[]): number => mean(judged, ({ answer, truth }) => (answer === truth ? 1 : 0))

/** Expected calibration error of the likeliest class's probability, 15 equal bins. */
export function calibrationError(judged: Judged[]): number {
  const off = new Float64Array(ECE_BINS)
  for (const { p, truth } of judged) {
    const top = likeliest(p)
    off[Math.min(ECE_BINS - 1, Math.floor(p[top]! * ECE_BINS))]! += p[top]! - (top === truth ? 1 : 0)
  }
  return judged.length === 0 ? 0 : off.reduce((sum, x) => sum + Math.abs(x), 0) / judged.length
}

/** Squared distance of the probabilities from the truth; with two classes that of one class, so that 0.25 is a coin's. */
export const brier = (judged: Judged[]): number =>
  mean(judged, ({ p, truth }) => {
    // A class that the model does not know had no probability at all.
    if (p.length === 2) return truth > 1 ? 1 : (p[1]! - (truth === 1 ? 1 : 0)) ** 2
    let sum = truth < p.length ? 0 : 1
    for (let k = 0; k < p.length; k++) sum += (p[k]! - (k === truth ? 1 : 0)) ** 2
    return sum
  })

/** Share of right answers among the surest `coverage` of all rows. */
export function accuracyAt(judged: Judged[], coverage: number): number {
  const sure = [...judged].sort((a, b) => b.p[likeliest(b.p)]! - a.p[likeliest(a.p)]!)
  return accuracy(sure.slice(0, Math.max(1, Math.round(judged.length * coverage))))
}

/** Area under the curve of true against false alarms; ties count half. */
export function areaUnderCurve(scores: number[], yes: boolean[]): number {
  const order = [...scores.keys()].sort((a, b) => scores[a]! - scores[b]!)
  let [ranks, count] = [0, 0]
  for (let i = 0; i < order.length; ) {
    let j = i
    while (j < order.length && scores[order[j]!] === scores[order[i]!]) j++
    for (let k = i; k < j; k++) {
      if (!yes[order[k]!]) continue
      ranks += (i + j + 1) / 2
      count++
    }
    i = j
  }
  const others = order.length - count
  return count === 0 || others === 0 ? Number.NaN : (ranks - (count * (count + 1)) / 2) / (count * others)
}

/** Mean precision at each yes, from the highest score down. Equal scores count as one step. */
export function averagePrecision(scores: number[], yes: boolean[]): number {
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!)
  const all = yes.filter(Boolean).length
  let [hits, sum] = [0, 0]
  for (let i = 0; i < order.length; ) {
    let j = i
    let here = 0
    while (j < order.length && scores[order[j]!] === scores[order[i]!]) if (yes[order[j++]!]) here++
    hits += here
    sum += (here * hits) / j
    i = j
  }
  return all === 0 ? Number.NaN : sum / all
}

export function likeliest(p: ArrayLike<number>): number {
  let at = 0
  for (let k = 1; k < p.length; k++) if (p[k]! > p[at]!) at = k
  return at
}

const mean = <T>(list: T[], of: (item: T) => number): number =>
  list.length === 0 ? 0 : list.reduce((sum, item) => sum + of(item), 0) / list.length
