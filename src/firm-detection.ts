import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChoiceLabels, LabelledRow, LearningNeeds, Refine, RuleBody, RuleNeeds, StoredRule } from './actions/detector-needs'
import type { Directory } from './actions/needs'
import { challengeAll, opinionOf } from './detection/adapt/adapt'
import { withChoices } from './detection/adapt/choice-finding'
import { driftOf } from './detection/adapt/drift'
import type { Band } from './detection/adapt/judge'
import type { Guard } from './detection/adapt/poison'
import { packTaught, type Taught, unpackTaught } from './detection/adapt/taught'
import type { Detector } from './detection/detect'
import { readPacks } from './detection/risk/pack'
import { compileFirm, type FirmPhrases, type FirmRule } from './detection/rules/firm'
import type { Finding } from './domain/finding'
import type { Db } from './store/db'
import { championOf, choiceRows, crown, labelledRows, listModels, putModel, uncrown, windowCounts } from './store/detector-models'
import { latestMessages, liveRules, newestRules, putRule } from './store/detector-rules'

type Named = Pick<StoredRule, 'name' | 'version'> & { body: RuleBody }

/** The rules and phrases of one firm, compiled. What cannot be used is named, and the rest works. */
export function compileRules(rules: readonly Named[]): ReturnType<RuleNeeds['compile']> {
  const conditions = rules.flatMap(({ name, version, body }): FirmRule[] =>
    body.kind === 'rule' ? [{ id: name, name, version: String(version), when: body.when, floor: body.floor, look: body.look }] : [],
  )
  const phrases = rules.flatMap(({ name, version, body }): FirmPhrases[] =>
    body.kind === 'phrase'
      ? [{ id: name, name, version: String(version), category: body.category, phrases: body.phrases, unless: body.unless }]
      : [],
  )
  const { refine, broken } = compileFirm(conditions, phrases)
  return { refine, broken }
}

export const ruleNeedsOf = (db: Db, now: () => number): RuleNeeds => ({
  now,
  newest: (tenant) => newestRules(db, tenant),
  put: (tenant, it) => putRule(db, tenant, it),
  latest: (tenant, limit) => latestMessages(db, tenant, limit),
  compile: compileRules,
})

const HARM: ReadonlySet<string> = new Set(['health', 'safety', 'self_harm', 'violence', 'fire'])
const speaksOfHarm = ({ risk_phrases: risks }: Finding) => risks.some(({ category }) => HARM.has(category))

/** Below `low` the shipped model's "no", from `high` on its "yes". */
const bandOf = (modelsDir: string): Band =>
  (JSON.parse(readFileSync(join(modelsDir, 'general', 'card.json'), 'utf8')) as { unsure: Band }).unsure

export function learningNeedsOf(db: Db, now: () => number, detector: Detector, modelsDir: string): LearningNeeds {
  const band = bandOf(modelsDir)
  const look = (text: string) => {
    const finding = detector.detect(text, { spans: false })
    return { finding, harm: speaksOfHarm(finding) }
  }
  const read = (text: string) => {
    const { finding, harm } = look(text)
    return { p: finding.complaint.p, harm }
  }
  let guards: Guard[] | undefined
  const guarded = () =>
    readPacks(join(modelsDir, 'risk-phrases')).flatMap(({ lang, rules }) =>
      rules.flatMap(({ fires }) => (fires ? [{ lang, text: fires, ...read(fires) }] : [])),
    )
  return {
    now,
    rows: (tenant, limit) => labelledRows(db, tenant, limit),
    choices: (tenant, limit) => choiceRows(db, tenant, limit),
    models: (tenant) => listModels(db, tenant),
    champion: (tenant) => championOf(db, tenant),
    put: (tenant, it) => putModel(db, tenant, it),
    crown: (tenant, it) => crown(db, tenant, it),
    uncrown: (tenant, it) => uncrown(db, tenant, it),
    counts: (tenant, from, to) => windowCounts(db, tenant, from, to),
    challenge: (rows: LabelledRow[], choices: ChoiceLabels[], champion) => {
      guards ??= guarded()
      const examples = rows.map((row) => ({ ...row, ...read(row.text) }))
      const judged = choices.map((row) => ({ ...row, ...look(row.text) }))
      const { taught, report } = challengeAll(examples, judged, champion ? unpackTaught(champion) : null, guards, band)
      return { base: `${detector.model.id}@${detector.model.version}`, delta: taught && packTaught(taught), report }
    },
    drift: driftOf,
  }
}

/** What goes wrong in a firm's own rules must never keep a message from being understood. */
const unfailing =
  (refine: Refine): Refine =>
  (finding, text, about) => {
    try {
      return refine(finding, text, about)
    } catch {
      return finding
    }
  }

/** The finding as the firm's own weights have it; words of harm keep at least a doubt, and their severity. */
const withTaught =
  ({ complaint, choices }: Taught, id: string, band: Band): Refine =>
  (finding, text) => {
    const harm = speaksOfHarm(finding)
    const p = Math.round(opinionOf(complaint, band)({ text, p: finding.complaint.p, harm }) * 10_000) / 10_000
    const value = p >= band.high ? 'yes' : p < band.low ? 'no' : 'unsure'
    const { model } = finding
    return { ...withChoices(finding, text, choices, harm, { value, p }), model: { id: model.id, version: `${model.version}+${id}` } }
  }

export type FirmDetection = {
  services: { rules: RuleNeeds; learning: LearningNeeds }
  /** Adds to a firm's directory what its own weights and rules make of a finding, where it has any. */
  refining(load: (tenant: string) => Promise<Directory>): (tenant: string) => Promise<Directory>
}

/** Compiles what a firm has of its own when it changes and not before; the old is in force until the new stands ready. */
export function firmDetection(db: Db, now: () => number, detector: Detector, modelsDir: string): FirmDetection {
  const kept = new Map<string, { key: string; refine: Refine | null }>()
  const band = bandOf(modelsDir)
  const refinerOf = async (tenant: string) => {
    const [rules, champion] = [await liveRules(db, tenant), await championOf(db, tenant)]
    const key = [champion?.id ?? '', ...rules.map(({ name, version }) => `${name}@${version}`)].join('\n')
    const known = kept.get(tenant)
    if (known?.key === key) return known.refine
    const steps = [
      ...(champion ? [unfailing(withTaught(unpackTaught(champion.delta), champion.id, band))] : []),
      ...(rules.length > 0 ? [unfailing(compileRules(rules).refine)] : []),
    ]
    const refine: Refine | null =
      steps.length > 0 ? (finding, text, about) => steps.reduce((now, step) => step(now, text, about), finding) : null
    kept.set(tenant, { key, refine })
    return refine
  }
  return {
    services: { rules: ruleNeedsOf(db, now), learning: learningNeedsOf(db, now, detector, modelsDir) },
    refining: (load) => async (tenant) => {
      const [directory, refine] = [await load(tenant), await refinerOf(tenant)]
      return refine ? { ...directory, refine } : directory
    },
  }
}
