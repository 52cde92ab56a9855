import type { Finding, FiredRule, Reason, RiskCategory, RiskPhrase, Severity } from '../../domain/finding'
import type { RiskPack } from '../risk/pack'
import { makeScanner, type Scanner, scan } from '../risk/scan'
import { wholeGraphemes } from '../text/graphemes'
import { normalise } from '../text/normalise'
import { type Circumstances, type Condition, ConditionRefused, compileCondition } from './conditions'
import { PatternRefused } from './parse-pattern'

/** A rule of a firm: where `when` holds, the severity is at least `floor`, or a person looks. */
export type FirmRule = { id: string; version: string; name: string; when: string; floor: Severity | null; look: boolean }
/** Phrases of a firm's own, which count like the shipped ones of their category. */
export type FirmPhrases = { id: string; version: string; name: string; category: RiskCategory; phrases: string[]; unless: string[] }
export type Broken = { id: string; name: string; why: string }

/** What a firm added, made ready. `refine` adds to a finding and takes nothing away. */
export type Firm = {
  refine(finding: Finding, text: string, about: Circumstances): Finding
  /** What could not be used, and why; the rest works. */
  broken: Broken[]
}

const MOST_REASONS = 12
const MOST_PHRASE_HITS = 32

/** Compiles all rules and phrases of one firm. A broken one is named in `broken` and left out: it never stops the reading of messages. */
export function compileFirm(rules: readonly FirmRule[], phrases: readonly FirmPhrases[]): Firm {
  const broken: Broken[] = []
  const ready = rules.flatMap((rule) => {
    const condition = attempt(rule, () => compileCondition(rule.when), broken)
    return condition ? [{ rule, condition }] : []
  })
  const sound = phrases.filter((one) => attempt(one, () => makeScanner(packOf([one])), broken) !== null)
  const scanner = sound.length > 0 ? attempt({ id: 'phrases', name: 'phrases' }, () => makeScanner(packOf(sound)), broken) : null
  return { refine: (finding, text, about) => refine(finding, text, about, scanner, sound, ready), broken }
}

/** Says why a rule cannot be used, null where it can. */
export function problemOf(given: Pick<FirmRule, 'when'> | Pick<FirmPhrases, 'category' | 'phrases' | 'unless'>): string | null {
  const broken: Broken[] = []
  const one = { id: 'new', version: '1', name: 'new' }
  attempt(one, () => ('when' in given ? compileCondition(given.when) : makeScanner(packOf([{ ...one, ...given }]))), broken)
  return broken[0]?.why ?? null
}

function attempt<T>({ id, name }: { id: string; name: string }, make: () => T, broken: Broken[]): T | null {
  try {
    return make()
  } catch (error) {
    const known = error instanceof ConditionRefused || error instanceof PatternRefused
    broken.push({ id, name, why: known ? error.message : `It cannot be used: ${error instanceof Error ? error.message : String(error)}` })
    return null
  }
}

/** Nothing negates a firm's phrases but their own `unless`. */
const packOf = (phrases: readonly FirmPhrases[]): RiskPack => ({
  id: 'firm',
  version: '1',
  lang: 'any',
  edges: 'script',
  negations: [],
  negationsAfter: [],
  fillers: [],
  rules: phrases.map(({ id, category, phrases: written, unless }) => ({ id, category, phrases: written, unless })),
})

type Ready = { rule: FirmRule; condition: Condition }

function refine(
  finding: Finding,
  text: string,
  about: Circumstances,
  scanner: Scanner | null,
  phrases: readonly FirmPhrases[],
  rules: readonly Ready[],
): Finding {
  const withPhrases = scanner ? addPhrases(finding, text, scanner, phrases) : finding
  const fired = rules.filter(({ condition }) => holds(condition, withPhrases, text, about)).map(({ rule }) => firedOf(rule))
  return fired.length > 0 ? { ...withPhrases, rules: fired } : withPhrases
}

/** A condition that fails on a message says nothing about it. */
function holds(condition: Condition, finding: Finding, text: string, about: Circumstances): boolean {
  try {
    return condition(finding, text, about)
  } catch {
    return false
  }
}

const firedOf = ({ id, version, name, floor, look }: FirmRule): FiredRule => ({ id, version, name, floor, look })

function addPhrases(finding: Finding, text: string, scanner: Scanner, phrases: readonly FirmPhrases[]): Finding {
  const folded = normalise(text)
  const hits = scan(scanner, folded).slice(0, MOST_PHRASE_HITS)
  if (hits.length === 0) return finding
  const risks = hits.map((hit): RiskPhrase => {
    const own = phrases.find(({ id }) => hit.id.endsWith(`.${id}`))!
    return {
      id: hit.id,
      version: own.version,
      category: hit.category,
      ...wholeGraphemes(text, folded.at[hit.first]!, folded.at[hit.last]!),
      ...(hit.disguised ? { disguised: true as const } : {}),
    }
  })
  const reasons = risks.map(
    ({ id, version, start, end }): Reason => ({ task: 'severity', start, end, weight: 1, rule: `risk:${id}@${version}` }),
  )
  return {
    ...finding,
    risk_phrases: [...finding.risk_phrases, ...risks].sort((a, b) => a.start - b.start),
    reasons: [...reasons, ...finding.reasons].slice(0, MOST_REASONS),
  }
}
