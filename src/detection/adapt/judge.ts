import type { Example } from './delta'

/** A labelled message: who said so, when, and what the shared model and what is in force make of it. */
export type Row = Example & { id: string; lang: string; at: number; by: string; harm: boolean }
/** Below `low` nobody is shown a message, from `high` on it is a complaint; between them a person decides. */
export type Band = { low: number; high: number }
export type Opinion = (row: Pick<Row, 'text' | 'p' | 'harm'>) => number

/** What a model makes of labelled rows. `missed`: complaints that nobody would have been shown; `alarms`: other things called complaints. */
export type Score = { n: number; right: number; missed: number; alarms: number }
export type Interval = { low: number; high: number }
export type Comparison = {
  lang: string
  champion: Score
  challenger: Score
  /** Challenger minus champion, with 95 % intervals: of the share that is right, and of the complaints missed. */
  right: { difference: number } & Interval
  missed: { difference: number } & Interval
}
export type Changed = { id: string; excerpt: string; complaint: boolean; was: number; is: number }
export type Verdict = { better: boolean; why: string; comparisons: Comparison[]; changed: Changed[] }

const RESAMPLES = 1_000
const EXCERPT = 120
const LISTED = 50
/** A language with fewer rows than this is counted in `all` and not judged on its own. */
const ENOUGH = 8

/**
 * Sets a challenger beside the champion on rows that neither learned from. It is better when, overall, more is right or fewer complaints are missed, and
 * worse on no language: first in complaints missed, then in what is right.
 */
export function judge(rows: readonly Row[], champion: Opinion, challenger: Opinion, band: Band, seed = 7): Verdict {
  const seen = rows.map((row) => ({ row, was: champion(row), is: challenger(row) }))
  const comparisons = comparisonsOf(
    seen.map(({ row, was, is }) => ({ lang: row.lang, was: mark(row, was, band), is: mark(row, is, band) })),
    seed,
  )
  const changed = seen
    .filter(({ was, is }) => side(was, band) !== side(is, band))
    .sort((a, b) => Math.abs(b.is - b.was) - Math.abs(a.is - a.was))
    .slice(0, LISTED)
    .map(({ row, was, is }) => ({
      id: row.id,
      excerpt: row.text.slice(0, EXCERPT),
      complaint: row.complaint,
      was: round(was),
      is: round(is),
    }))
  return { ...decide(comparisons), comparisons, changed }
}

/** `what` names in the plural what must not be missed. */
export function decide(comparisons: Comparison[], what = 'complaints'): { better: boolean; why: string } {
  for (const { lang, champion, challenger } of comparisons) {
    const where = lang === 'all' ? '' : ` in ${lang}`
    if (challenger.missed > champion.missed)
      return { better: false, why: `It would miss ${challenger.missed} ${what}${where}; what is in force misses ${champion.missed}.` }
    if (challenger.right < champion.right)
      return {
        better: false,
        why: `It would be right on ${challenger.right} of ${challenger.n}${where}; what is in force is on ${champion.right}.`,
      }
  }
  const all = comparisons[0]!
  if (all.challenger.right === all.champion.right && all.challenger.missed === all.champion.missed)
    return { better: false, why: 'It makes no difference on the rows that were held back.' }
  return {
    better: true,
    why: `Right on ${all.challenger.right} of ${all.challenger.n} held back, before ${all.champion.right}; ${what} missed ${all.challenger.missed}, before ${all.champion.missed}.`,
  }
}

/** What an answer is worth: 1 where it holds, 0 where not. */
export type Mark = Record<'right' | 'missed' | 'alarms', 0 | 1>
/** One row as the champion and as the challenger answered it. */
export type Pair = { lang: string; was: Mark; is: Mark }

/** All rows, then each language that has enough of them. */
export function comparisonsOf(pairs: readonly Pair[], seed = 7): Comparison[] {
  const of = (wanted: string) => (wanted === 'all' ? pairs : pairs.filter(({ lang }) => lang === wanted))
  const languages = [...new Set(pairs.map(({ lang }) => lang))].sort().filter((lang) => of(lang).length >= ENOUGH)
  return ['all', ...languages].map((lang) => compare(lang, of(lang), seed))
}

function compare(lang: string, pairs: readonly Pair[], seed: number): Comparison {
  const right = pairs.map(({ was, is }) => (is.right - was.right) / Math.max(1, pairs.length))
  const missed = pairs.map(({ was, is }) => is.missed - was.missed)
  const [champion, challenger] = [sum(pairs.map(({ was }) => was)), sum(pairs.map(({ is }) => is))]
  return { lang, champion, challenger, right: interval(right, seed), missed: interval(missed, seed) }
}

/** A complaint is met when it is called one or set before a person; anything else, when it is not called a complaint. */
function mark({ complaint }: Row, p: number, band: Band): Mark {
  const missed = complaint && p < band.low ? 1 : 0
  const alarms = !complaint && p >= band.high ? 1 : 0
  const right = complaint ? (p >= band.high ? 1 : 0) : p < band.low ? 1 : 0
  return { right, missed, alarms }
}

const sum = (marks: Mark[]): Score => ({
  n: marks.length,
  right: marks.reduce((n, m) => n + m.right, 0),
  missed: marks.reduce((n, m) => n + m.missed, 0),
  alarms: marks.reduce((n, m) => n + m.alarms, 0),
})

/** The sum of paired differences, and where it lies in 95 of 100 draws of the same rows with replacement. */
function interval(differences: number[], seed: number): { difference: number } & Interval {
  const roll = dice(seed)
  const n = differences.length
  const draws = Array.from({ length: RESAMPLES }, () => {
    let total = 0
    for (let i = 0; i < n; i++) total += differences[Math.floor(roll() * n)]!
    return total
  }).sort((a, b) => a - b)
  const at = (share: number) => round(draws[Math.floor(share * (RESAMPLES - 1))] ?? 0)
  return { difference: round(differences.reduce((a, b) => a + b, 0)), low: at(0.025), high: at(0.975) }
}

function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const side = (p: number, { low, high }: Band): number => (p < low ? 0 : p < high ? 1 : 2)
const round = (x: number): number => Math.round(x * 10_000) / 10_000
