import { chmodSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { NotABackup } from '../../store/backup/archive'
import { checkBackup, type Loaded, loadBackup } from '../../store/backup/load'
import { takeBackup } from '../../store/backup/take'
import { isRoot } from '../../store/embedded/account'
import { type Embedded, startEmbedded } from '../../store/embedded/launch'
import { EXIT, Exit } from '../exit'
import { directoryFor, withStore } from '../open'
import { type Globals, result, say } from '../output'
import { type Progress, progress } from '../progress'
import { version } from '../version'

/** Writes everything to one file while the service goes on, then restores that file elsewhere to prove it. */
export const backup = (globals: Globals, options: { to: string }) =>
  withStore(globals, async ({ db }) => {
    const file = path.resolve(options.to)
    if (existsSync(file)) throw new Exit(EXIT.conflict, `${file} exists already. Choose another name; a backup never replaces one.`)
    const folder = path.dirname(file)
    if (!existsSync(folder)) throw new Exit(EXIT.nothing, `There is no folder ${folder}. Make it first, or choose another.`)
    const draft = `${file}.part`
    rmSync(draft, { force: true })
    const began = performance.now()
    const at = new Date().toISOString()
    try {
      const taken = await withBar(globals, 'Writing', null, (bar) =>
        takeBackup(db, draft, { version: version(), at, progress: (rows) => bar.at(rows, rows) }),
      )
      const written = performance.now()
      const proof = await withBar(globals, 'Proving', taken.rows, (bar) => proveElsewhere(draft, (rows) => bar.at(rows, rows)))
      renameSync(draft, file)
      const seconds = { write_s: secondsBetween(began, written), verify_s: secondsBetween(written, performance.now()) }
      result(
        globals,
        { file, ...taken, verified: true, at, tenants: proof.tenants, audit_rows: proof.auditRows, due: proof.due, ...seconds },
        `${file}\n  ${megabytes(taken.bytes)} · ${taken.rows.toLocaleString('en')} rows in ${taken.tables} tables · as of ${at}\n  ${provedWords(proof)}\n  written in ${seconds.write_s} s, proved in ${seconds.verify_s} s\nRestore: redress restore "${file}" --dir NEW`,
      )
    } finally {
      rmSync(draft, { force: true })
    }
  })

const secondsBetween = (from: number, to: number) => Math.round((to - from) / 100) / 10
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
const provedWords = (proof: Loaded) =>
  `✓ restored into an empty directory: equal counts, the audit chains of ${proof.tenants} (${proof.auditRows.toLocaleString('en')} rows), the same ${proof.due.toLocaleString('en')} wake-ups`

async function withBar<T>(
  globals: Globals,
  label: string,
  total: number | null,
  work: (bar: Progress) => Promise<T>,
  items = 'rows',
): Promise<T> {
  const bar = progress(label, total, { json: globals.json === true, quiet: globals.quiet === true, items })
  try {
    return await work(bar)
  } finally {
    bar.end()
  }
}

/** A directory and a PostgreSQL of its own, both gone at the end. It need not survive a power cut, so it does not wait for the disk. */
async function proveElsewhere(file: string, told: (rows: number) => void): Promise<Loaded> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'redress-proof-'))
  if (isRoot()) chmodSync(dir, 0o711)
  let embedded: Embedded | null = null
  try {
    embedded = await startEmbedded(dir, { durable: false, log: say })
    return await loadBackup(embedded.url, file, told)
  } finally {
    await embedded?.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Makes a new directory from a backup. It appears under its name only when it is whole and proved. */
export async function restore(globals: Globals, given: string) {
  const [file, dir] = [path.resolve(given), directoryFor(globals)]
  if (!existsSync(file)) throw new Exit(EXIT.nothing, `There is no file ${file}.`)
  if (existsSync(dir) && readdirSync(dir).length > 0)
    throw new Exit(EXIT.conflict, `${dir} is not empty. A backup is restored only into a new or empty directory.`)
  const began = performance.now()
  try {
    await withBar(globals, 'Checking', statSync(file).size, (bar) => checkBackup(file, (bytes) => bar.at(bytes, bytes)), 'bytes')
    const proof = await withBar(globals, 'Restoring', null, (bar) => restoreInto(dir, file, (rows) => bar.at(rows, rows)))
    const { header } = proof
    result(
      globals,
      {
        dir,
        file,
        at: header.at,
        version: header.version,
        tables: proof.tables,
        rows: proof.rows,
        verified: true,
        tenants: proof.tenants,
        audit_rows: proof.auditRows,
        due: proof.due,
        seconds: secondsBetween(began, performance.now()),
      },
      `${dir} is as it was at ${header.at}\n  ${proof.rows.toLocaleString('en')} rows in ${proof.tables} tables\n  ${provedWords(proof)}\nNext: redress start --dir "${dir}"`,
    )
  } catch (error) {
    if (error instanceof NotABackup) throw new Exit(EXIT.invalid, error.message, { file })
    throw error
  }
}

async function restoreInto(dir: string, file: string, told: (rows: number) => void): Promise<Loaded> {
  const draft = `${dir}.restoring-${process.pid}`
  let embedded: Embedded | null = null
  try {
    embedded = await startEmbedded(draft, { log: say })
    const loaded = await loadBackup(embedded.url, file, told)
    await embedded.stop()
    embedded = null
    rmSync(dir, { recursive: true, force: true })
    renameSync(draft, dir)
    return loaded
  } finally {
    await embedded?.stop()
    rmSync(draft, { recursive: true, force: true })
  }
}
