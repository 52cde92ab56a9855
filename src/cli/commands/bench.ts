import { count } from '../count'
import { EXIT, Exit } from '../exit'
import { type Globals, result } from '../output'

export type IngestFlags = { seconds?: string; connections?: string; runs?: string; seed?: string }

/** `redress bench ingest`: exit 8 where a message was lost or doubled, or the floor was missed. */
export async function ingest(globals: Globals, flags: IngestFlags) {
  const { measureIngest } = await import('./bench/ingest')
  const { ingestText, ingestVerdict } = await import('./bench/ingest-report')
  const figures = await measureIngest({
    seconds: count('seconds', flags.seconds ?? 60, 1),
    connections: count('connections', flags.connections ?? 64, 1),
    runs: count('runs', flags.runs ?? 3, 1),
    seed: count('seed', flags.seed ?? 7, 0),
  })
  result(globals, figures, ingestText(figures))
  const complaint = ingestVerdict(figures)
  if (complaint) throw new Exit(EXIT.threshold, complaint)
}

export type DetectorFlags = { data?: string; label?: string; engine?: string }

/** `redress bench detector`: exit 8 where a floor was missed. `--engine` measures one of them here and is how the others are kept apart. */
export async function detector(globals: Globals, flags: DetectorFlags) {
  const { benchDetector, measureHere } = await import('./bench/detector/bench')
  if (flags.engine) return result({ ...globals, json: true }, await measureHere(flags.engine, flags), '')
  const { detectorText, detectorVerdict } = await import('./bench/detector/report')
  const figures = await benchDetector(flags)
  result(globals, figures, detectorText(figures))
  const complaint = detectorVerdict(figures)
  if (complaint) throw new Exit(EXIT.threshold, complaint)
}

export type DeadlinesFlags = { open?: string; due?: string; runs?: string; load?: string }

/** `redress bench deadlines`: exit 8 where a clock did not fire or fired twice, or the floor was missed. */
export async function deadlines(globals: Globals, flags: DeadlinesFlags) {
  const { measureDeadlines } = await import('./bench/deadlines')
  const { deadlinesText, deadlinesVerdict } = await import('./bench/deadlines-report')
  const figures = await measureDeadlines({
    open: count('open', flags.open ?? 1_000_000, 1),
    due: count('due', flags.due ?? 10_000, 1),
    runs: count('runs', flags.runs ?? 3, 1),
    load: count('load', flags.load ?? 0, 0),
  })
  result(globals, figures, deadlinesText(figures))
  const complaint = deadlinesVerdict(figures)
  if (complaint) throw new Exit(EXIT.threshold, complaint)
}
