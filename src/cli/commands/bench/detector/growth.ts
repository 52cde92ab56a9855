import type { Detector } from '../../../../detection/detect'
import { compilePhrases, edgesOf, plainHits } from '../../../../detection/risk/hits'
import { normalise } from '../../../../detection/text/normalise'
import { pick, seeded } from '../random'

export type Point = { of: number; microseconds: number }
/** How the time grows: the slope of its logarithm over the logarithm of what grows. 1 is in step with it, 0 not at all. */
export type Growth = { points: Point[]; slope: number }

const LENGTHS = [100, 1_000, 10_000, 100_000, 1_000_000]
const PHRASES = [10, 100, 1_000, 10_000, 100_000]
const READ = 200_000

/** Microseconds for one message, by its length in characters. */
export function growthWithLength(detector: Detector, texts: readonly string[]): Growth {
  const long = texts.join(' ')
  return growth(LENGTHS, (length) => {
    const text = long.repeat(Math.ceil(length / long.length)).slice(0, length)
    return () => detector.detect(text)
  })
}

/** Microseconds to look for so many phrases in the same text: pieces of the texts themselves, so that they nearly occur everywhere. */
export function growthWithPhrases(texts: readonly string[]): Growth & { buildMs: number; buildMb: number } {
  const words = texts
    .join(' ')
    .split(/\s+/)
    .filter((word) => word.length > 2)
  const text = texts.join(' ').slice(0, READ)
  const roll = seeded(7)
  let [buildMs, buildMb] = [0, 0]
  const grown = growth(PHRASES, (count) => {
    const list = Array.from({ length: count }, () =>
      `${pick(roll, words)} ${pick(roll, words)} ${pick(roll, words)}`.toLowerCase().slice(0, 24),
    )
    const [begun, before] = [performance.now(), process.memoryUsage().rss]
    const phrases = compilePhrases(list.map((each) => ({ text: each, open: false, edges: edgesOf(each) })))
    phrases.skeletons()
    ;[buildMs, buildMb] = [performance.now() - begun, Math.max(0, process.memoryUsage().rss - before) / 2 ** 20]
    return () => plainHits(phrases, normalise(text))
  })
  return { ...grown, buildMs: Math.round(buildMs), buildMb: Math.round(buildMb) }
}

function growth(sizes: readonly number[], prepare: (size: number) => () => unknown): Growth {
  const points = sizes.map((of) => ({ of, microseconds: quickest(prepare(of)) }))
  return { points, slope: slopeOf(points) }
}

/** The quickest of several runs: what else the machine does only ever adds. */
function quickest(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY
  const until = performance.now() + 250
  for (let runs = 0; runs < 5 || performance.now() < until; runs++) {
    const begun = performance.now()
    work()
    best = Math.min(best, performance.now() - begun)
  }
  return Math.round(best * 10_000) / 10
}

export function slopeOf(points: readonly Point[]): number {
  const [first, last] = [points[0]!, points.at(-1)!]
  return Math.round((Math.log(last.microseconds / first.microseconds) / Math.log(last.of / first.of)) * 100) / 100
}
