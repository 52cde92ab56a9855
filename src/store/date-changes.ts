import type { DateChange } from '../domain/regimes/date-changes'
import { type Counting, type Firm, simulate } from './simulate'

/** The dates of a case that is received now, by what is kept and by what would be. */
export async function compareDates(id: string, kept: Counting, then: Counting, received: string, firm: Firm): Promise<DateChange[]> {
  const datesBy = async (rules: Counting) => {
    if (!rules.packs.some((pack) => pack.id === id)) return new Map<string, string | null>()
    const found = await simulate(rules, { regime: id, received }, firm)
    return new Map(found.ok ? found.value.milestones.map((one) => [one.id, one.due]) : [])
  }
  const [was, would] = [await datesBy(kept), await datesBy(then)]
  return [...new Set([...was.keys(), ...would.keys()])].map((milestone) => ({
    regime: id,
    milestone,
    was: was.get(milestone) ?? null,
    wouldBe: would.get(milestone) ?? null,
  }))
}
