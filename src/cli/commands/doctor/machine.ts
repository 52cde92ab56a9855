import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../../../store/db'
import { asOwner } from '../../../store/db'
import { DURABILITY } from '../../../store/embedded/settings'
import { migrationNames } from '../../../store/migrations'
import { type Finding, fine, problem, warning } from './finding'

export function nodeVersion(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 20 || (major === 20 && minor >= 19)
    ? fine('node', version)
    : problem('node', version, {
        tried: 'the version of Node.js',
        got: version,
        likely: 'an older Node.js is first in the PATH',
        do: 'install Node.js 20.19 or newer',
      })
}

export async function diskRoom(dir: string, minFreeMb: number): Promise<Finding> {
  const { bavail, bsize } = await statfs(dir)
  return roomFinding(Math.floor((bavail * bsize) / 2 ** 20), dir, minFreeMb)
}

export function roomFinding(freeMb: number, dir: string, minFreeMb: number): Finding {
  const shown = freeMb >= 10_240 ? `${Math.round(freeMb / 1024)} GB free` : `${freeMb} MB free`
  const said = { key: 'free', with: { mb: freeMb } }
  if (freeMb >= minFreeMb * 5) return fine('disk', shown, said)
  if (freeMb >= minFreeMb)
    return warning('disk', shown, {
      do: `free some room on the disk of ${dir}; below ${minFreeMb} MB new messages are refused`,
      said,
    })
  return problem('disk', shown, {
    tried: `free room on the disk of ${dir}`,
    got: `${freeMb} MB, less than ${minFreeMb} MB (REDRESS_MIN_FREE_MB)`,
    likely: 'old files or backups fill it',
    do: 'free some room: new messages are refused with 507 until then',
    said,
  })
}

/** What must be on so that an acknowledged message survives a power cut. */
export async function durability(db: Db): Promise<Finding> {
  const rows = await asOwner<{ name: string; value: string }>(
    db,
    'select name, current_setting(name) as value from unnest($1::text[]) as name',
    [DURABILITY],
  )
  const off = rows.filter((r) => r.value === 'off')
  const shown = rows.map((r) => `${r.name} ${r.value}`).join(', ')
  return off.length === 0
    ? fine('durability', shown, { key: 'durable' })
    : problem('durability', shown, {
        tried: `show ${DURABILITY.join(', ')}`,
        got: off.map((r) => `${r.name} is off`).join(', '),
        likely: 'the settings of this PostgreSQL were changed for speed',
        do: `set ${off.map((r) => r.name).join(', ')} to on in postgresql.conf, or acknowledged messages may be lost in a power cut`,
        said: { key: 'notDurable', with: { names: off.map((r) => r.name).join(', ') } },
      })
}

const SCRIPTS = { Thai: 'พัสดุ', Chinese: '投诉快递', Persian: 'شکایت' }
const CODES: Record<string, string> = { Thai: 'th', Chinese: 'zh', Persian: 'fa' }
const codesOf = (scripts: readonly string[]) => scripts.map((script) => CODES[script]).join(' ')
/** Under a wrong locale PostgreSQL sees no letters in these scripts, and search finds nothing. */
export async function search(db: Db): Promise<Finding> {
  const blind: string[] = []
  for (const [script, word] of Object.entries(SCRIPTS)) {
    const [row] = await asOwner<{ n: number }>(db, 'select coalesce(array_length(show_trgm($1), 1), 0) as n', [word])
    if (row!.n === 0) blind.push(script)
  }
  return blind.length === 0
    ? fine('search', Object.keys(SCRIPTS).join(', '), { key: 'finds', with: { languages: codesOf(Object.keys(SCRIPTS)) } })
    : problem('search', `finds nothing in ${blind.join(', ')}`, {
        tried: `show_trgm on words in ${Object.keys(SCRIPTS).join(', ')}`,
        got: `no trigrams for ${blind.join(', ')}`,
        likely: 'the database was made with the locale C',
        do: 'make the database anew with LC_CTYPE C.UTF-8 and restore a backup into it',
        said: { key: 'blind', with: { languages: codesOf(blind) } },
      })
}

export async function schema(db: Db): Promise<Finding> {
  const rows = await asOwner<{ name: string }>(db, 'select name from kysely_migration order by name')
  const there = rows.map((r) => r.name)
  const missing = migrationNames.filter((name) => !there.includes(name))
  return missing.length === 0
    ? fine('schema', there.at(-1) ?? '-')
    : problem('schema', `${missing.length} migrations missing`, {
        tried: 'the list of migrations',
        got: `without ${missing.join(', ')}`,
        likely: 'the last upgrade was interrupted',
        do: 'redress start (it migrates first)',
        said: { key: 'migrations', with: { count: missing.length } },
      })
}

const DRIFT_MS = 1_000
export async function clockDrift(db: Db): Promise<Finding> {
  const before = Date.now()
  const [row] = await asOwner<{ at: number }>(db, 'select clock_timestamp() as at')
  return driftFinding(row!.at - (before + Date.now()) / 2)
}

export function driftFinding(ms: number): Finding {
  const shown = `${(ms / 1000).toFixed(2).replace(/^-(?=[0.]+$)/, '')} s`
  return Math.abs(ms) < DRIFT_MS
    ? fine('clock drift', shown, { key: 'inStep' })
    : problem('clock drift', shown, {
        tried: 'the time here and in the database at the same moment',
        got: `the database is ${shown} ${ms > 0 ? 'ahead' : 'behind'}`,
        likely: 'one of the two machines does not keep its time by NTP',
        do: 'let both keep their time by NTP (timedatectl set-ntp true)',
        said: { key: ms > 0 ? 'ahead' : 'behind', with: { seconds: Math.abs(Math.round(ms / 10) / 100) } },
      })
}

export function webBuild(root: string): Finding {
  return existsSync(join(root, 'dist', 'web', 'index.html'))
    ? fine('console', 'built', { key: 'built' })
    : problem('console', 'not built', {
        tried: join(root, 'dist', 'web', 'index.html'),
        got: 'no such file',
        likely: 'this is a checkout that was never built',
        do: 'bin/redress builds it, or: npm run build',
        said: { key: 'notBuilt' },
      })
}
