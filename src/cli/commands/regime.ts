import { existsSync } from 'node:fs'
import type { Pack } from '../../domain/regimes/pack'
import { toBeConfirmed } from '../../domain/regimes/vocabulary'
import { packageRoot } from '../../paths'
import { loadPack, loadRules } from '../../store/rules'
import { EXIT, Exit } from '../exit'
import { type Globals, result, table } from '../output'

/** The rule books that ship, with how sure we are of each. */
export async function regimeList(globals: Globals) {
  const { packs } = loadRules(packageRoot())
  const data = packs.map((pack) => ({ ...about(pack), milestones: pack.milestones.length, to_be_confirmed: unsure(pack) }))
  const lines = data.map((one) => [one.id, one.jurisdiction, one.version, one.checked, String(one.to_be_confirmed.length), one.title])
  result(globals, data, table(['RULE BOOK', 'WHERE', 'VERSION', 'CHECKED', 'TO CONFIRM', 'WHAT'], lines))
}

/** Checks rule books that a firm writes; every problem is a sentence with file, line and remedy. */
export async function regimeLint(globals: Globals, files: string[]) {
  const checked = files.map((file) => {
    if (!existsSync(file)) throw new Exit(EXIT.nothing, `There is no file ${file}.`)
    const read = loadPack(file)
    return { file, ...(read.ok ? { ok: true, ...about(read.pack), problems: [] } : { ok: false, problems: read.problems }) }
  })
  const problems = checked.flatMap((one) => one.problems)
  if (problems.length > 0) throw new Exit(EXIT.usage, problems.join('\n'), { files: checked })
  result(globals, { ok: true, files: checked }, checked.map(({ file }) => `${file}: nothing is wrong with it.`).join('\n'))
}

const about = ({ id, version, title, jurisdiction, checked, evidence, effective }: Pack) => ({
  id,
  version,
  title,
  jurisdiction,
  evidence,
  checked,
  effective: { from: effective.from, to: effective.to },
})
const unsure = ({ milestones }: Pack) => milestones.filter(({ evidence }) => toBeConfirmed(evidence)).map(({ id }) => id)
