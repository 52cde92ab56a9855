import path from 'node:path'
import { shownDates } from '../../domain/regimes/date-changes'
import type { Pack } from '../../domain/regimes/pack'
import { toBeConfirmed } from '../../domain/regimes/vocabulary'
import { packageRoot } from '../../paths'
import { loadDirectory } from '../../store/firm'
import { seenFromOutside } from '../../store/known-places'
import { readOwn } from '../../store/own-source'
import { type OwnChange, regimesOf } from '../../store/regimes'
import { loadRules } from '../../store/rules'
import { EXIT, Exit } from '../exit'
import { textOf } from '../file'
import { tenantFor, withStore } from '../open'
import { type Globals, result, table } from '../output'

type Of = { tenant?: string }

/** The rule books that ship, with how sure we are of each; with `own` what the firm has brought, every version. */
export async function regimeList(globals: Globals, options: Of & { own?: boolean }) {
  if (options.own) return ownList(globals, options)
  const { packs } = loadRules(packageRoot())
  const data = packs.map((pack) => ({ ...about(pack), milestones: pack.milestones.length, to_be_confirmed: unsure(pack) }))
  const lines = data.map((one) => [one.id, one.jurisdiction, one.version, one.checked, String(one.to_be_confirmed.length), one.title])
  result(globals, data, table(['RULE BOOK', 'WHERE', 'VERSION', 'CHECKED', 'TO CONFIRM', 'WHAT'], lines))
}

const withRegimes = <T>(globals: Globals, options: Of, work: (regimes: ReturnType<typeof regimesOf>, tenant: string) => Promise<T>) =>
  withStore(globals, async (opened) => {
    const [rules, { id }] = [loadRules(packageRoot()), await tenantFor(opened, options.tenant)]
    const directory = (tenant: string) => loadDirectory(opened.db, rules, tenant, '', new Date().getUTCFullYear())
    return work(regimesOf({ db: opened.db, rules, now: Date.now, directory, forget: () => undefined }), id)
  })

const ownList = (globals: Globals, options: Of) =>
  withRegimes(globals, options, async (regimes, tenant) => {
    const rows = await regimes.own(tenant)
    const data = rows.map(({ kind, id, seq, version, gone, madeAt, madeBy, problems }) => ({
      ...{ kind, id, seq, version, withdrawn: gone, at: new Date(madeAt).toISOString(), by: madeBy, problems },
    }))
    const lines = data.map((one) => [
      one.id,
      one.kind,
      one.version ?? String(one.seq),
      one.at,
      one.withdrawn ? 'withdrawn' : (one.problems[0] ?? 'fine'),
    ])
    const none = 'No rule book of your own yet. Bring one: redress regime add FILE'
    result(globals, data, lines.length > 0 ? table(['RULE BOOK', 'KIND', 'VERSION', 'SINCE', 'STATE'], lines) : none)
  })

/** Brings a rule book, a calendar or a service policy into the firm, running or not: new cases take it, open clocks keep their dates. */
export const regimeAdd = (globals: Globals, file: string, options: Of & { preview?: boolean }) =>
  withRegimes(globals, options, async (regimes, tenant) => {
    const answer = await regimes.add(tenant, { file: path.basename(file), text: textOf(file), by: 'cli', keep: !options.preview })
    if (!answer.ok)
      throw new Exit(answer.refused ? EXIT.conflict : EXIT.invalid, `${answer.problems.join('\n')}\nWhat was in force stays in force.`, {
        problems: answer.problems,
      })
    const { kind, id, version, seq, replaces, openClocks, newCases } = answer.change
    result(
      globals,
      { kind, id, version, seq, replaces, open_clocks: openClocks, moved: 0, new_cases: shownDates(newCases) },
      told(answer.change),
    )
  })

export const regimeRetire = (globals: Globals, id: string, options: Of) =>
  withRegimes(globals, options, async (regimes, tenant) => {
    if (!(await regimes.retire(tenant, { id, by: 'cli' })))
      throw new Exit(EXIT.nothing, `The firm has no rule book "${id}" of its own. redress regime list --own shows which it has.`)
    result(globals, { id, withdrawn: true }, `New cases no longer take ${id}. Cases that were open keep it, and their dates.`)
  })

/** Checks what a firm writes; every problem is a sentence with file, line and remedy. */
export async function regimeLint(globals: Globals, files: string[]) {
  const rules = loadRules(packageRoot())
  const checked = await Promise.all(
    files.map(async (file) => {
      const [name, text] = [path.basename(file), textOf(file)]
      const read = readOwn(rules, name, text)
      if (!read.ok) return { file, ok: false, problems: read.problems }
      const [pack] = read.source.make(1).packs
      const problems = await seenFromOutside(read.source, rules.ownHolidays, Date.now(), name, text)
      return { file, ok: problems.length === 0, ...(pack ? about(pack) : { id: read.source.id }), problems }
    }),
  )
  const problems = checked.flatMap((one) => one.problems)
  if (problems.length > 0) throw new Exit(EXIT.usage, problems.join('\n'), { files: checked })
  result(globals, { ok: true, files: checked }, checked.map(({ file }) => `${file}: nothing is wrong with it.`).join('\n'))
}

function told({ id, version, seq, replaces, openClocks, newCases }: OwnChange): string {
  const name = `${id}@${version ?? `own-${seq ?? 'next'}`}`
  const lines = newCases.map((one) => [one.regime, one.milestone, one.was ?? '-', one.wouldBe ?? '-'])
  return [
    `${seq === null ? 'Looked at' : 'New cases take'} ${name}${replaces === null ? '' : `, after ${replaces}`}. ${openClocks} open clocks keep their dates.`,
    ...(lines.length > 0 ? ['A case received now:', table(['RULE BOOK', 'MILESTONE', 'WAS', 'WOULD BE'], lines)] : []),
  ].join('\n')
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
