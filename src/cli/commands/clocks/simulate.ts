import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Pack } from '../../../domain/regimes/pack'
import type { Simulation } from '../../../domain/regimes/simulation'
import type { Holidays } from '../../../domain/time/holidays'
import type { CalendarPlan } from '../../../domain/time/read-calendars'
import { packageRoot } from '../../../paths'
import type { Db } from '../../../store/db'
import { withDays } from '../../../store/holidays'
import { ownPacks, ownRules } from '../../../store/own-rules'
import { loadPack, loadRules, type Rules } from '../../../store/rules'
import { simulate as count, type Firm } from '../../../store/simulate'
import { listTenants } from '../../../store/tenants'
import { EXIT, Exit } from '../../exit'
import { configFor, directoryFor, withStore } from '../../open'
import { type Globals, result, say, table } from '../../output'

type Options = {
  regime: string
  received: string
  class?: string
  fact?: string[]
  event?: string[]
  calendar?: string
  channel?: string
  now?: string
  tenant?: string
}

/** Counts every milestone of a case that does not exist. `--regime` may also name a file: a rule book that a firm is writing. */
export async function simulate(globals: Globals, options: Options) {
  const rules = loadRules(packageRoot())
  const asked = options.calendar === undefined || !known(rules, options.regime)
  const firm = asked ? await firmOf(globals, rules, options.tenant) : null
  const { regime, packs } = /\.ya?ml$/.test(options.regime)
    ? ownPack(options.regime)
    : { regime: options.regime, packs: [...rules.packs, ...(firm?.packs ?? [])] }
  const wish = {
    regime,
    received: options.received,
    facts: options.fact ?? [],
    events: options.event ?? [],
    ...(options.class === undefined ? {} : { class: options.class }),
    ...(options.calendar === undefined ? {} : { calendar: options.calendar }),
    ...(options.channel === undefined ? {} : { channel: options.channel }),
    ...(options.now === undefined ? {} : { now: options.now }),
  }
  const calendars = [...(firm?.calendars ?? []), ...rules.calendars]
  const ownHolidays = withDays(rules.ownHolidays, firm?.days ?? [])
  const counted = await count({ packs, calendars, ownHolidays }, wish, options.calendar === undefined ? firm : null)
  if (!counted.ok) throw new Exit(EXIT.usage, counted.problem)
  result(globals, counted.value, words(counted.value))
}

function ownPack(file: string) {
  if (!existsSync(file)) throw new Exit(EXIT.nothing, `There is no file ${file}.`)
  const read = loadPack(file)
  if (!read.ok) throw new Exit(EXIT.usage, read.problems.join('\n'))
  return { regime: read.pack.id, packs: [read.pack] }
}

/** The firm of the directory, if one is set up there: nothing is made for a mere question, and a store that cannot be opened is not needed for it. */
async function firmOf(globals: Globals, rules: Rules, tenant: string | undefined): Promise<(Firm & Own) | null> {
  if (!configFor({}).databaseUrl && !existsSync(path.join(directoryFor(globals), 'pg', 'PG_VERSION'))) return null
  const firms = await withStore({ ...globals, quiet: true }, ({ db }) => withOwn(db, rules)).catch((error: unknown) => {
    if (tenant !== undefined) throw error
    say(`redress: the firm's own days could not be read: ${error instanceof Error ? error.message : String(error)}`)
    return []
  })
  const named = firms.find(({ slug, name }) => slug === tenant || name === tenant)
  const found = tenant === undefined ? (firms.length === 1 ? firms[0] : undefined) : named
  if (tenant !== undefined && !found) throw new Exit(EXIT.usage, `There is no firm "${tenant}" here.`)
  return found ? { calendar: found.settings.calendar, timeZone: found.settings.timeZone, ...found.own } : null
}
type Own = { packs: Pack[]; calendars: CalendarPlan[]; days: Holidays[] }
const withOwn = async (db: Db, rules: Rules) =>
  Promise.all(
    (await listTenants(db)).map(async (tenant) => {
      const own = await ownRules(db, rules, tenant.id)
      return { ...tenant, own: { packs: ownPacks(own), calendars: own.calendars, days: own.days } }
    }),
  )
const known = ({ packs }: Rules, regime: string) => /\.ya?ml$/.test(regime) || packs.some(({ id }) => id === regime.split('@')[0])

function words(it: Simulation): string {
  const lines = it.milestones.map((m) => [
    m.id,
    m.due ?? (m.waiting_for ? `waits for ${m.waiting_for}` : m.prompt ? 'promptly' : 'no date'),
    m.obligation,
    [
      m.actor === 'firm' ? '' : `of the ${m.actor}`,
      m.target ? `target ${m.target}` : '',
      m.every ? `every ${m.every}` : '',
      m.applies === null ? 'unless answered otherwise' : m.applies ? '' : 'does not apply',
      m.waived ? `waived by ${m.waived_by.join(', ')}` : '',
      m.replaced_by ? `replaced by ${m.replaced_by}` : '',
      m.to_be_confirmed ? 'to be confirmed' : '',
    ]
      .filter(Boolean)
      .join(', ') || '-',
    m.reference,
  ])
  return [
    `${it.regime}@${it.version}${it.class ? ` · ${it.class}` : ''} · received ${it.received} · days of ${it.calendar}`,
    ...it.warnings.map((warning) => `! ${warning}`),
    ...it.questions.map(({ fact, asks }) => `? ${fact}: ${asks}`),
    table(['MILESTONE', 'DUE', 'DUTY', 'REMARKS', 'RULE'], lines),
  ].join('\n')
}
