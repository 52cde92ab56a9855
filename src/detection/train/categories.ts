import type { RiskCategory } from '../../domain/finding'
import { type Scanner, scan } from '../risk/scan'
import { normalise } from '../text/normalise'

/** The risk categories that occur in a text, by every pack: the same features that the detector will give the model. */
export function categoryReader(scanners: Scanner[]): (text: string) => RiskCategory[] {
  return (text) => {
    const folded = normalise(text)
    return [...new Set(scanners.flatMap((scanner) => scan(scanner, folded).map((hit) => hit.category)))]
  }
}
