import type { Refine, RuleBody, RuleNeeds, StoredRule } from './actions/detector-needs'
import { compileFirm, type FirmPhrases, type FirmRule } from './detection/rules/firm'
import type { Db } from './store/db'
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

export type FirmDetection = {
  /** What a firm's own rules make of a finding; null where it has none. */
  refinerOf(tenant: string): Promise<Refine | null>
}

/** Compiles a firm's rules when they change and not before; the old ones are in force until the new ones stand ready. */
export function firmDetection(db: Db): FirmDetection {
  const kept = new Map<string, { key: string; refine: Refine | null }>()
  return {
    async refinerOf(tenant) {
      const rules = await liveRules(db, tenant)
      const key = rules.map(({ name, version }) => `${name}@${version}`).join('\n')
      const known = kept.get(tenant)
      if (known?.key === key) return known.refine
      const refine = rules.length > 0 ? unfailing(compileRules(rules).refine) : null
      kept.set(tenant, { key, refine })
      return refine
    },
  }
}
