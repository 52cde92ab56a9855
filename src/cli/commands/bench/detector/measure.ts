import { ENGINES } from './engines'
import type { Labelled, Rows } from './rows'

export type Measured = {
  name: string
  about: string
  /** Why it could not be measured; the rest is null then. */
  missing: string | null
  macroF1: number | null
  accuracy: number | null
  perSecond: number | null
  readyMs: number | null
  /** Above an empty process, after everything was judged. */
  memoryMb: number | null
}

const LEAST_MS = 1_500
const MB = 1 / 2 ** 20

/** One engine in this very process, so that its memory is its own: quality on all rows, then as many rounds as fill a second and a half. */
export async function measureEngine(name: string, { train, test }: Rows, forMs = LEAST_MS): Promise<Measured> {
  const engine = ENGINES.find((known) => known.name === name)
  if (!engine) throw new Error(`no engine is called "${name}"`)
  const { about } = engine
  const empty = process.memoryUsage().rss
  const begun = performance.now()
  try {
    const judge = await engine.prepare(train)
    judge(['ready'])
    const readyMs = performance.now() - begun
    const said = judge(test.map(({ text }) => text))
    const perSecond = speedOf(judge, test, forMs)
    const memoryMb = (process.memoryUsage().rss - empty) * MB
    return { name, about, missing: null, ...qualityOf(test, said), perSecond, readyMs: Math.round(readyMs), memoryMb: Math.round(memoryMb) }
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string }
    const missing = code === 'ERR_MODULE_NOT_FOUND' || code === 'ENOENT' ? 'not installed' : (message ?? String(error))
    return { name, about, missing, macroF1: null, accuracy: null, perSecond: null, readyMs: null, memoryMb: null }
  }
}

function speedOf(judge: (texts: readonly string[]) => boolean[], test: readonly Labelled[], forMs: number): number {
  const texts = test.map(({ text }) => text)
  let best = 0
  for (const begun = performance.now(); performance.now() - begun < forMs; ) {
    const start = performance.now()
    judge(texts)
    best = Math.max(best, (texts.length * 1_000) / (performance.now() - start))
  }
  return Math.round(best)
}

/** Macro F1 and accuracy of yes against no. */
export function qualityOf(test: readonly Labelled[], said: readonly boolean[]): { macroF1: number; accuracy: number } {
  const f1 = [true, false].map((label) => {
    const hit = test.filter(({ complaint }, i) => complaint === label && said[i] === label).length
    const wrong = test.filter(({ complaint }, i) => (complaint === label) !== (said[i] === label)).length
    return hit === 0 ? 0 : (2 * hit) / (2 * hit + wrong)
  })
  const right = test.filter(({ complaint }, i) => complaint === said[i]).length
  return { macroF1: thousandths((f1[0]! + f1[1]!) / 2), accuracy: thousandths(right / test.length) }
}

const thousandths = (x: number): number => Math.round(x * 1_000) / 1_000
