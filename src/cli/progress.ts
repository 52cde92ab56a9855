import cliProgress from 'cli-progress'

/** How far a long job is. `done` is in the unit of its total (bytes of a file, say), `items` is what a person counts (rows). */
export type Progress = { at(done: number, items: number): void; end(): void }

export type ProgressOptions = {
  json: boolean
  quiet: boolean
  /** What the items are called, in the plural. */
  items?: string
  stream?: NodeJS.WriteStream
  environment?: Record<string, string | undefined>
  /** Milliseconds; only a test hands in its own. */
  now?: () => number
}

const EVERY = 30_000
const ETA_AFTER = 3_000

/**
 * Shows a long job on stderr: one rewriting line on a terminal; elsewhere a line at the start, one at each tenth or after 30 s, one at the
 * end; with `json` the same moments as `{"event":"progress",…}` lines. `total` null: the length is not known, so no share and no ETA.
 * The caller ends it also when the job fails, or the terminal's timer keeps the process alive.
 */
export function progress(label: string, total: number | null, options: ProgressOptions): Progress {
  if (options.quiet && !options.json) return { at: () => {}, end: () => {} }
  const stream = options.stream ?? process.stderr
  const job = new Job(shortened(label), total, options.items ?? 'rows', options.now ?? Date.now)
  if (options.json) return inSteps(job, (phase) => stream.write(`${JSON.stringify(job.event(phase))}\n`))
  if (stream.isTTY) return bar(job, stream, options.environment ?? process.env)
  return inSteps(job, (phase) => stream.write(`${job.line(phase)}\n`))
}

type Phase = 'start' | 'step' | 'end'

class Job {
  done = 0
  items = 0
  readonly startedAt: number
  constructor(
    readonly label: string,
    readonly total: number | null,
    readonly unit: string,
    readonly now: () => number,
  ) {
    this.startedAt = now()
  }

  get elapsed() {
    return this.now() - this.startedAt
  }
  get share() {
    return this.total === null || this.total <= 0 ? null : Math.min(1, this.done / this.total)
  }
  /** Items a second since the start. */
  get rate() {
    return this.elapsed > 0 ? Math.round((this.items * 1000) / this.elapsed) : null
  }
  /** Seconds to go at the pace so far; null while it would be a guess. */
  get eta() {
    const share = this.share
    return share === null || share === 0 || this.elapsed < ETA_AFTER ? null : Math.ceil((this.elapsed * (1 - share)) / share / 1000)
  }

  event(phase: Phase) {
    const { label, done, total, items, rate, eta } = this
    return {
      event: 'progress',
      phase,
      label,
      done,
      total,
      items,
      rate,
      eta_s: phase === 'end' ? 0 : eta,
      elapsed_s: Math.round(this.elapsed / 100) / 10,
    }
  }

  line(phase: Phase) {
    if (phase === 'start') return `${this.label} …`
    return [`${this.label}  ${this.percent(phase)}`, this.counted(), phase === 'end' ? duration(this.elapsed / 1000) : this.etaText()]
      .filter((part) => part.trim() !== '')
      .join('  ')
  }

  percent(phase: Phase) {
    if (phase === 'end') return 'done'
    return this.share === null ? '' : `${Math.floor(this.share * 100)} %`
  }

  counted() {
    return `${this.items.toLocaleString('en')} ${this.unit}${this.rate === null ? '' : `  ${this.rate.toLocaleString('en')}/s`}`
  }

  etaText() {
    return this.eta === null ? '' : `ETA ${duration(this.eta)}`
  }
}

function inSteps(job: Job, write: (phase: Phase) => void): Progress {
  let tenth = 0
  let saidAt = job.startedAt
  write('start')
  return {
    at(done, items) {
      job.done = done
      job.items = items
      const now = Math.floor((job.share ?? 0) * 10)
      if (now <= tenth && job.now() - saidAt < EVERY) return
      tenth = now
      saidAt = job.now()
      if (now < 10) write('step')
    },
    end: () => write('end'),
  }
}

function bar(job: Job, stream: NodeJS.WriteStream, environment: Record<string, string | undefined>): Progress {
  const marks = utf8(environment) ? { barCompleteChar: '█', barIncompleteChar: '░' } : { barCompleteChar: '#', barIncompleteChar: '-' }
  const format = job.total === null ? '{label}  {counted}' : '{label}  {bar} {percent}  {counted}  {eta_text}'
  const drawn = new cliProgress.SingleBar({ ...marks, stream, format, barsize: 28, hideCursor: true, linewrap: false, emptyOnZero: true })
  const said = () => ({ label: job.label, percent: job.percent('step'), counted: job.counted(), eta_text: job.etaText() })
  drawn.start(job.total ?? 0, 0, said())
  return {
    at(done, items) {
      job.done = done
      job.items = items
      drawn.update(done, said())
    },
    end() {
      drawn.update(job.done, { ...said(), percent: job.percent('end'), eta_text: duration(job.elapsed / 1000) })
      drawn.stop()
    },
  }
}

/** Whether the terminal shows more than ASCII: Windows' own does, others say so in their locale. */
function utf8(environment: Record<string, string | undefined>) {
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || ''
  return process.platform === 'win32' || /utf-?8/i.test(locale)
}

function duration(seconds: number) {
  if (seconds < 60) return `${Math.round(seconds)} s`
  return seconds < 3_600 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`
}

const graphemes = new Intl.Segmenter()

/** At most 40 characters as a reader counts them, never a piece of one. */
function shortened(label: string) {
  const parts = [...graphemes.segment(label)].map(({ segment }) => segment)
  return parts.length <= 40 ? label : `…${parts.slice(-39).join('')}`
}
