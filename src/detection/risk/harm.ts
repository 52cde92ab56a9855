import type { RiskCategory } from '../../domain/finding'
import type { Folded } from '../text/normalise'
import { ARABIC, HAN, LATIN, THAI } from '../text/scripts'
import { type RiskHit, type Scanned, type Scanners, scanned } from './scan'

/** Categories in which somebody may be hurt: however calm the words, a person looks. */
const HARM: ReadonlySet<RiskCategory> = new Set(['health', 'safety', 'self_harm', 'violence', 'fire'])

/** Whether a phrase speaks of somebody hurt; what a rule says of itself goes before its category. */
export const tellsOfHarm = (hits: readonly Pick<RiskHit, 'category' | 'floor'>[]): boolean =>
  hits.some(({ category, floor }) => floor === 'A' || (floor === null && HARM.has(category)))

/** The packs whose script occurs in the text; a text without any is read by the English one, which knows the bare numbers. */
export function scanAll(scanners: Scanners, folded: Folded): Scanned {
  const { kinds } = folded
  const all: Scanned[] = []
  const read = (lang: string, present: boolean) => {
    const scanner = present ? scanners.get(lang, folded) : undefined
    if (scanner) all.push(scanned(scanner, folded))
  }
  const other = kinds[THAI]! + kinds[HAN]! + kinds[ARABIC]!
  read('en', kinds[LATIN]! > 1 || other === 0)
  read('th', kinds[THAI]! > 0)
  read('zh', kinds[HAN]! > 0)
  read('fa', kinds[ARABIC]! > 0)
  if (all.length === 1) return all[0]!
  return { hits: all.flatMap(({ hits }) => hits).sort((a, b) => a.first - b.first), tags: all.flatMap(({ tags }) => tags) }
}
