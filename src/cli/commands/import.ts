import { statSync } from 'node:fs'
import { type ImportMap, type Problem, readImport, readMap } from '../../channels/import/read'
import type { Row } from '../../channels/import/types'
import { clampSentAt, problemsOf } from '../../domain/intake'
import type { Message } from '../../domain/message'
import { build } from '../../main'
import { foreseeIncoming } from '../../store/foresee'
import { newId } from '../../store/ids'
import { type Incoming, storeIncoming } from '../../store/inbox'
import { EXIT, Exit } from '../exit'
import { configFor, type Opened, tenantFor, withStore } from '../open'
import { type Globals, result, say } from '../output'
import { progress } from '../progress'
import { version } from '../version'
import { DEFAULTS, ensureFirm } from './setup'

type Options = { map?: string; channel?: string; live?: boolean; dryRun?: boolean; tenant?: string }
type Summary = {
  read: number
  accepted: number
  duplicate: number
  quarantined: number
  rejected: number
  problems: { file: string; line: number; code: string; detail: string }[]
  notes: Record<string, number>
}

const GROUP = 500
/** Problems beyond these are counted, not listed. */
const LISTED = 1_000

/**
 * Takes files in: each row ends as accepted, duplicate, quarantined or rejected, and read is the sum of the four. A second run finds
 * everything there already. Without `--live` nobody is woken: clocks are history.
 */
export const importFiles = (globals: Globals, files: string[], options: Options) =>
  withStore(globals, async (opened) => {
    await ensureFirm(opened.db, { name: 'My company', settings: DEFAULTS })
    const tenant = await tenantFor(opened, options.tenant)
    const map = options.map ? await readMap(options.map).catch((error: Error) => Promise.reject(new Exit(EXIT.usage, error.message))) : null
    const summary: Summary = { read: 0, accepted: 0, duplicate: 0, quarantined: 0, rejected: 0, problems: [], notes: {} }
    const keep = options.dryRun ? dryRun(opened, tenant.id, summary) : (full: Message[]) => store(opened, tenant.id, full, options, summary)
    for (const file of files) await importFile(globals, keep, file, map, options, summary)
    if (!options.dryRun && summary.accepted > 0) await understandAll(globals, opened, summary.accepted)
    const { notes, ...data } = summary
    result(globals, { ...data, ...(Object.keys(notes).length ? { notes } : {}) }, words(summary, options, `${tenant.name}, ${opened.dir}`))
    if (summary.rejected > 0)
      throw new Exit(EXIT.invalid, `${summary.rejected} of ${summary.read} could not be taken in; each is named above.`)
  })

async function importFile(
  globals: Globals,
  keep: (messages: Message[]) => Promise<void>,
  file: string,
  map: ImportMap | null,
  options: Options,
  summary: Summary,
) {
  const size = sizeOf(file)
  const bar = progress(file, size, { json: globals.json === true, quiet: globals.quiet === true })
  const before = summary.read
  let group: Message[] = []
  const flush = async () => {
    const full = group
    group = []
    if (full.length > 0) await keep(full)
  }
  for await (const row of readImport(file, { map, channel: options.channel ?? null })) {
    summary.read++
    const message = take(row, file, summary)
    if (message) group.push(message)
    if ('bytes' in row) bar.at(row.bytes, summary.read - before)
    if (group.length >= GROUP) await flush()
  }
  await flush()
  bar.end()
}
const sizeOf = (file: string) => {
  try {
    return statSync(file).size
  } catch {
    return null
  }
}

function take(row: Row, file: string, summary: Summary): Message | null {
  if ('problem' in row) return reject(summary, file, row.line, row.problem)
  for (const note of row.notes ?? []) summary.notes[note] = (summary.notes[note] ?? 0) + 1
  const { dateMissing: _, ...fields } = row.message
  const now = Date.now()
  const message: Message = { ...fields, receivedAt: now }
  const [problem] = problemsOf(message, now)
  if (problem) return reject(summary, file, row.line, problem)
  return { ...message, sentAt: clampSentAt(message.sentAt, now) }
}

function reject(summary: Summary, file: string, line: number, { code, detail }: Problem): null {
  summary.rejected++
  if (summary.problems.length < LISTED) summary.problems.push({ file, line, code, detail })
  return null
}

/** Counts what `store` would do, over all files of the run. */
function dryRun({ db }: Opened, tenant: string, summary: Summary) {
  const seen = new Map<string, string>()
  return async (messages: Message[]) => {
    for (const state of await foreseeIncoming(db, tenant, messages, seen)) summary[state]++
  }
}

async function store({ db }: Opened, tenant: string, messages: Message[], options: Options, summary: Summary) {
  const batch: Incoming[] = messages.map((message) => ({
    id: newId(Date.now()),
    message,
    origin: options.live ? 'live' : 'import',
    demo: false,
    raw: null,
  }))
  for (const answer of await storeIncoming(db, tenant, batch)) {
    if (answer.state === 'accepted') summary.accepted++
    else if (answer.keptAs) summary.quarantined++
    else summary.duplicate++
  }
}

/** Where a server runs it reads what we stored; else we read it ourselves before we go. */
async function understandAll(globals: Globals, { url, root, server }: Opened, count: number) {
  if (server) return
  const config = configFor({})
  const redress = await build({
    url,
    root,
    config,
    dataDir: null,
    reader: config.readers > 0,
    testClock: false,
    version: version(),
    log: say,
  })
  const bar = progress('reading', count, { json: globals.json === true, quiet: globals.quiet === true })
  const beat = setInterval(
    () => void redress.backlog().then((left) => bar.at(count - Math.min(left, count), count - Math.min(left, count))),
    500,
  )
  await redress.engine.sweep(Date.now() + 1_000).finally(() => clearInterval(beat))
  bar.end()
  await redress.stop()
}

function words(s: Summary, options: Options, into: string) {
  const listed = s.problems.map((p) => `  ${p.file}:${p.line}  ${p.code}  ${p.detail}`)
  const notes = [
    s.notes['date_missing'] ? `${s.notes['date_missing']} without a date: these have no clocks` : '',
    s.notes['zone_assumed'] ? `${s.notes['zone_assumed']} dates without a zone` : '',
  ].filter(Boolean)
  return [
    `Read ${s.read}: ${s.accepted} ${options.dryRun ? 'would be accepted' : 'accepted'}, ${s.duplicate} duplicate, ${s.quarantined} quarantined, ${s.rejected} rejected (${into})`,
    ...notes.map((n) => `  ${n}`),
    ...listed,
    ...(options.dryRun ? ['Nothing was written. Run without --dry-run to import.'] : []),
  ].join('\n')
}
