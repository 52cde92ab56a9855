import type { RuleBody, StoredRule } from '../../actions/detector-needs'
import { type DryRun, putRuleLive, type Refused, removeRule, saveRule, tryRule } from '../../actions/detector-rules'
import { RISK_CATEGORIES, SEVERITIES, type Severity } from '../../domain/finding'
import { ruleNeedsOf } from '../../firm-detection'
import { EXIT, Exit } from '../exit'
import { textOf } from '../file'
import { type Opened, tenantFor, withStore } from '../open'
import { type Globals, result, table } from '../output'

type Of = { tenant?: string }
type RuleFlags = { when?: string; floor?: string; look?: boolean }
type PhraseFlags = { category?: string; phrase?: string[]; unless?: string[]; file?: string }
export type Flags = Of & RuleFlags & PhraseFlags & { live?: boolean; often?: boolean }
type Kind = RuleBody['kind']

const BY = 'cli'

/** Opens the firm's rules for one command. */
const withRules = (globals: Globals, options: Of, work: (rules: ReturnType<typeof ruleNeedsOf>, tenant: string) => Promise<void>) =>
  withStore(globals, async (opened: Opened) => work(ruleNeedsOf(opened.db, Date.now), (await tenantFor(opened, options.tenant)).id))

export const add = (globals: Globals, kind: Kind, name: string, options: Flags) =>
  withRules(globals, options, async (rules, tenant) => {
    const saved = accepted(await saveRule(rules, tenant, { name, body: bodyOf(kind, options), by: BY }))
    if (options.live) return live(globals, rules, tenant, name, options)
    const trial = accepted(await tryRule(rules, tenant, saved.body))
    result(
      globals,
      { ...saved, trial },
      `${name} is kept as draft ${saved.version}; nobody reads it yet.\n${told(trial)}\nPut it in force: redress ${kind} live ${shell(name)}`,
    )
  })

export const goLive = (globals: Globals, _kind: Kind, name: string, options: Flags) =>
  withRules(globals, options, (rules, tenant) => live(globals, rules, tenant, name, options))

async function live(globals: Globals, rules: ReturnType<typeof ruleNeedsOf>, tenant: string, name: string, options: Flags) {
  const { dryRun, ...rule } = accepted(await putRuleLive(rules, tenant, { name, by: BY, often: options.often === true }))
  result(globals, { ...rule, trial: dryRun }, `${name} is in force (version ${rule.version}).\n${told(dryRun)}`)
}

export const list = (globals: Globals, kind: Kind, options: Of) =>
  withRules(globals, options, async (rules, tenant) => {
    const all = (await rules.newest(tenant)).filter((rule) => rule.kind === kind)
    const { broken } = rules.compile(all)
    const rows = all.map((rule) => ({ ...rule, broken: broken.find((b) => b.name === rule.name)?.why ?? null }))
    const none = `No ${kind} of your own yet. Add one: redress ${kind} add NAME ${kind === 'rule' ? '--when …' : '--category health --phrase …'}`
    const lines = rows.map((rule) => [
      rule.name,
      String(rule.version),
      rule.broken ? 'broken' : rule.state,
      rule.madeBy,
      rule.broken ?? summary(rule),
    ])
    result(globals, rows, rows.length > 0 ? table(['NAME', 'VERSION', 'STATE', 'BY', 'WHAT'], lines) : none)
  })

/** Tries a rule that is kept already, or the one that the options describe, and keeps nothing. */
export const trial = (globals: Globals, kind: Kind, name: string | undefined, options: Flags) =>
  withRules(globals, options, async (rules, tenant) => {
    const known = name === undefined ? undefined : (await rules.newest(tenant)).find((rule) => rule.name === name)
    if (name !== undefined && !known) throw new Exit(EXIT.nothing, `No ${kind} is called "${name}".`)
    const tried = accepted(await tryRule(rules, tenant, known?.body ?? bodyOf(kind, options)))
    result(globals, tried, told(tried))
  })

export const remove = (globals: Globals, kind: Kind, name: string, options: Of) =>
  withRules(globals, options, async (rules, tenant) => {
    const gone = accepted(await removeRule(rules, tenant, { name, by: BY }))
    result(globals, gone, `${name} is no longer in force. Its versions stay in the records; add it again with: redress ${kind} add`)
  })

function bodyOf(kind: Kind, options: Flags): RuleBody {
  if (kind === 'rule') {
    if (!options.when) throw new Exit(EXIT.usage, 'A rule needs --when, such as: --when \'said("batch 7") && complaint.p > 0.5\'')
    if (options.floor && !SEVERITIES.includes(options.floor as Severity))
      throw new Exit(EXIT.usage, `--floor is one of ${SEVERITIES.join(', ')}.`)
    return { kind, when: options.when, floor: (options.floor as Severity | undefined) ?? null, look: options.look === true }
  }
  const category = RISK_CATEGORIES.find((known) => known === options.category)
  if (!category) throw new Exit(EXIT.usage, `--category is one of ${RISK_CATEGORIES.join(', ')}.`)
  const phrases = [...(options.phrase ?? []), ...(options.file ? linesOf(options.file) : [])]
  if (phrases.length === 0) throw new Exit(EXIT.usage, 'Give --phrase "…", several times if need be, or --file with one a line.')
  return { kind, category, phrases, unless: options.unless ?? [] }
}

const linesOf = (file: string): string[] =>
  textOf(file)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const summary = ({ body }: StoredRule): string =>
  body.kind === 'rule'
    ? `${body.when} → ${body.floor ?? ''}${body.look ? ' look' : ''}`
    : `${body.category}: ${body.phrases.slice(0, 3).join(', ')}${body.phrases.length > 3 ? ` and ${body.phrases.length - 3} more` : ''}`

function told({ tested, fired, raised, examples }: DryRun): string {
  const lines = examples
    .slice(0, 20)
    .map(({ excerpt, severity, wouldBe }) => `  ${severity ?? '-'}${wouldBe ? ` → ${wouldBe}` : ''}  ${excerpt}`)
  const head = `It would have fired on ${fired} of the last ${tested} messages${raised > 0 ? `, and raised ${raised}` : ''}${fired > 0 ? '; here they are' : ''}.`
  return [head, ...lines].join('\n')
}

function accepted<T extends object>(answer: T | Refused): T {
  if (!('refused' in answer)) return answer
  const { code, refused } = answer as Refused
  throw new Exit(code === 'unknown' ? EXIT.nothing : EXIT.invalid, `${refused}${code === 'fires_often' ? ' Add --often.' : ''}`)
}

const shell = (name: string): string => (/^[\w-]+$/.test(name) ? name : `'${name}'`)
