import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RiskCategory } from '../../domain/finding'

/**
 * The risk phrases of one language, as `models/risk-phrases/LANG.json`. Phrases are written as people write them and folded
 * at load. `edges` says where a phrase must begin and end: at word edges (`word`), only begin at one (`start`), anywhere (`none`),
 * or as its script has it (`script`).
 * A phrase that ends in `*` may go on inside its word; one with `…` is of two parts, a few words apart in one clause, each a choice of
 * several by `|` ("brakes on … failed|gave out"). Where an `unless` phrase overlaps a hit, the hit does not count. `negations` before
 * (and `negationsAfter` behind) a hit within its clause cancel it, with at most a few `fillers` between.
 */
export type RiskPack = {
  id: string
  version: string
  lang: string
  edges: 'word' | 'start' | 'none' | 'script'
  negations: string[]
  negationsAfter: string[]
  fillers: string[]
  turning?: Turning
  rules: RiskRule[]
}
/**
 * How people say that they will *not* turn to a regulator, a lawyer or the press: words that deny only there, those that may stand `before` the name
 * ("report you to") and `after` it. Where one of the `buts` follows, such a denial is half a threat and counts for nothing, and so does any of the law or the press.
 */
type Turning = { denials: string[]; before: string[]; after: string[]; buts: string[] }
/**
 * `floor` is the least harm that a rule speaks of, where it is another than its category's: money that is being taken right now is worse than fraud.
 * `fires` is a sentence that must fire this rule and `quiet` one with its words, or nearly, that must not;
 * `industries` says where it belongs.
 */
export type RiskRule = {
  id: string
  category: RiskCategory
  phrases: string[]
  unless?: string[]
  floor?: 'A' | 'B'
  fires?: string
  quiet?: string
  industries?: string[]
}

/** Somebody outside to whom one could turn, and who else will hear of it then. */
export const ABROAD: ReadonlySet<RiskCategory> = new Set(['regulator', 'legal', 'media'])

const CATEGORIES = new Set<string>([
  'health',
  'safety',
  'self_harm',
  'violence',
  'fire',
  'regulator',
  'legal',
  'media',
  'fraud',
  'privacy',
  'discrimination',
  'misconduct',
  'hardship',
  'vulnerable',
  'outage',
  'repeat',
  'churn',
] satisfies RiskCategory[])

/** Reads every pack of a folder, in order of name. @throws a sentence that names the pack and what is wrong with it. */
export function readPacks(dir: string): RiskPack[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => packIn(dir, name))
}

/** The pack of one language, where the folder has one. @throws as {@link readPacks} does. */
export function readPack(dir: string, lang: string): RiskPack | undefined {
  return existsSync(join(dir, `${lang}.json`)) ? packIn(dir, `${lang}.json`) : undefined
}

const packIn = (dir: string, name: string): RiskPack => checked(JSON.parse(readFileSync(join(dir, name), 'utf8')) as RiskPack, name)

function checked(pack: RiskPack, name: string): RiskPack {
  const ids = new Set<string>()
  for (const rule of pack.rules) {
    if (!CATEGORIES.has(rule.category))
      throw new Error(`risk phrases ${name}: rule "${rule.id}" has the unknown category "${rule.category}"`)
    if (ids.has(rule.id)) throw new Error(`risk phrases ${name}: two rules are called "${rule.id}"`)
    if (rule.phrases.length === 0) throw new Error(`risk phrases ${name}: rule "${rule.id}" has no phrase`)
    ids.add(rule.id)
  }
  return pack
}
