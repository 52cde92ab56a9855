import { execFile } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Account, runAs } from './account'
import type { Places } from './folders'
import { type Installation, versionOf } from './installation'

export const SUPERUSER = 'redress'
const DRAFT = 'pg.draft-'

/**
 * Makes sure that there is a complete database cluster. A new one grows in a draft folder and gets its name when it is whole,
 * so a start that was interrupted leaves nothing that a later one could mistake for data. Call it with the lock held.
 */
export async function initialise(
  places: Places,
  installation: Installation,
  account: Account | undefined,
  durable: boolean,
): Promise<void> {
  if (existsSync(path.join(places.data, 'global', 'pg_control'))) return assertSameMajor(places.data, installation, account)
  if (existsSync(places.data) && readdirSync(places.data).length > 0)
    throw new Error(`${places.data} holds files but no complete database. Restore a backup, or move the folder away to begin anew.`)
  for (const name of readdirSync(places.dir)) if (name.startsWith(DRAFT)) await discard(path.join(places.dir, name))
  await makeCluster(places, installation, account, durable)
}

/** Patiently: the `initdb` of a start that was killed may still be writing into its draft, and gives up when that is gone. */
const discard = (draft: string) => rm(draft, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 })

async function makeCluster(places: Places, installation: Installation, account: Account | undefined, durable: boolean): Promise<void> {
  const draft = path.join(places.dir, DRAFT + randomUUID())
  const password = randomBytes(24).toString('base64url')
  mkdirSync(draft, { mode: 0o700 })
  try {
    writeFileSync(path.join(draft, 'password'), password, { mode: 0o600 })
    if (account) for (const file of [draft, path.join(draft, 'password')]) chownSync(file, account.uid, account.gid)
    await runInitdb(draft, installation, account, durable)
    writeSecret(places.secret, password)
    renameSync(path.join(draft, 'data'), places.data)
    syncFolder(places.dir)
  } finally {
    await discard(draft)
  }
}

/** C.UTF-8 matters: under plain C, trigram search finds nothing in Thai, Chinese and Persian. */
async function runInitdb(draft: string, installation: Installation, account: Account | undefined, durable: boolean): Promise<void> {
  const options = ['-A', 'scram-sha-256', '-U', SUPERUSER, '--locale=C.UTF-8', '-E', 'UTF8', ...(durable ? [] : ['--no-sync'])]
  const target = ['-D', path.join(draft, 'data'), `--pwfile=${path.join(draft, 'password')}`]
  try {
    await promisify(execFile)(path.join(installation, 'bin', 'initdb'), [...target, ...options], runAs(account))
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() || (error as Error).message
    throw new Error(`PostgreSQL could not set up its files in ${path.dirname(draft)}: ${said}`)
  }
}

/** The password is on disk before the cluster that needs it gets its name. */
function writeSecret(file: string, password: string): void {
  const draft = `${file}.${randomUUID()}`
  const handle = openSync(draft, 'wx', 0o600)
  writeFileSync(handle, password)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(draft, file)
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

function assertSameMajor(data: string, installation: Installation, account: Account | undefined): void {
  const stored = readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim()
  const ours = versionOf(installation, account)
  if (ours.split('.')[0] !== stored)
    throw new Error(
      `${data} was written by PostgreSQL ${stored}, and this Redress brings PostgreSQL ${ours}. ` +
        'Make a backup with the Redress that wrote it and restore it with this one.',
    )
}
