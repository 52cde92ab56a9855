import { table } from '../../../output'
import type { DetectorBench } from './bench'
import type { Point } from './growth'
import type { Measured } from './measure'

const FLOOR_PER_SECOND = 60_000
const GOAL_PER_SECOND = 100_000
const TIMES_NATURAL = 40
const MOST_MB = 20
const MOST_READY_MS = 150
const MOST_MEMORY_MB = 120
const MOST_SLOPE = 0.2

const shown = (n: number | null, digits = 0) =>
  n === null ? '-' : n.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

export function detectorText({ machine, rows, engines, modelsMb, growth }: DetectorBench): string {
  const lines = engines.map((it) => [
    it.name,
    shown(it.macroF1, 3),
    shown(it.accuracy, 3),
    shown(it.perSecond),
    shown(it.readyMs),
    shown(it.memoryMb),
    it.missing ?? it.about,
  ])
  return [
    `${machine.cpu}, ${machine.cores} cores, one used; load ${machine.loadBefore.toFixed(2)} before; Node ${machine.node}`,
    `${rows.judged} messages of ${rows.name}, each a complaint or not; those that learn were taught ${rows.taught} others`,
    '',
    table(['WHO', 'MACRO F1', 'ACCURACY', 'MESSAGES/S', 'READY MS', 'MEMORY MB', 'WHAT'], lines),
    '',
    table(
      ['FIGURE', 'MEASURED', 'FLOOR', 'GOAL'],
      [
        ['all tasks without spans, messages/s', shown(speed(engines, 'redress-quick')), shown(FLOOR_PER_SECOND), shown(GOAL_PER_SECOND)],
        ['times natural', shown(timesNatural(engines), 1), String(TIMES_NATURAL), ''],
        ['models on disk, MB', shown(modelsMb, 1), String(MOST_MB), ''],
        ['ready, ms', shown(of(engines, 'redress')?.readyMs ?? null), String(MOST_READY_MS), ''],
        ['memory above an empty process, MB', shown(of(engines, 'redress')?.memoryMb ?? null), String(MOST_MEMORY_MB), ''],
        ['slope, time against phrases', shown(growth.phrases.slope, 2), String(MOST_SLOPE), ''],
        ['100,000 phrases built, ms and MB', `${shown(growth.phrases.buildMs)}, ${shown(growth.phrases.buildMb)}`, '5,000, 256', ''],
        ['slope, time against length', shown(growth.length.slope, 2), '', ''],
      ],
    ),
    `characters: ${pointsOf(growth.length.points)}`,
    `phrases: ${pointsOf(growth.phrases.points)}`,
  ].join('\n')
}

const pointsOf = (points: Point[]): string =>
  points.map(({ of: size, microseconds }) => `${shown(size)} ${shown(microseconds, 1)} µs`).join(' · ')
const of = (engines: Measured[], name: string) => engines.find((it) => it.name === name)
const speed = (engines: Measured[], name: string) => of(engines, name)?.perSecond ?? null

function timesNatural(engines: Measured[]): number | null {
  const [ours, theirs] = [speed(engines, 'redress-quick'), speed(engines, 'natural')]
  return ours === null || theirs === null ? null : ours / theirs
}

/** Why these figures do not do, or null. */
export function detectorVerdict({ engines, modelsMb, growth }: DetectorBench): string | null {
  const ours = of(engines, 'redress')
  const [quick, times, fastText] = [speed(engines, 'redress-quick') ?? 0, timesNatural(engines), speed(engines, 'fasttext.wasm.js')]
  const missed = [
    quick < FLOOR_PER_SECOND ? `${shown(quick)} messages/s; the floor is ${shown(FLOOR_PER_SECOND)}` : '',
    times !== null && times < TIMES_NATURAL ? `${shown(times, 1)} times natural; the floor is ${TIMES_NATURAL}` : '',
    fastText !== null && quick <= fastText ? `fastText is quicker: ${shown(fastText)} messages/s` : '',
    modelsMb > MOST_MB ? `the models take ${shown(modelsMb, 1)} MB` : '',
    (ours?.readyMs ?? 0) > MOST_READY_MS ? `ready after ${ours!.readyMs} ms` : '',
    (ours?.memoryMb ?? 0) > MOST_MEMORY_MB ? `${ours!.memoryMb} MB of memory` : '',
    growth.phrases.slope > MOST_SLOPE ? `time grows with phrases by ${growth.phrases.slope}` : '',
  ].filter(Boolean)
  return missed.length > 0 ? `Missed: ${missed.join('; ')}.` : null
}
