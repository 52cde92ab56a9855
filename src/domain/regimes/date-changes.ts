/** One date of a case received now, as it was and as it would be; null where there is none. */
export type DateChange = { regime: string; milestone: string; was: string | null; wouldBe: string | null }

/** What taking a rule book that ships into use, or laying it aside, changes. Open clocks keep their dates either way. */
export type AdoptionChange = {
  id: string
  adopted: boolean
  changed: boolean
  openClocks: number
  openCases: number
  newCases: DateChange[]
}

/** As the API and the command line show it. */
export const shownDates = (changes: readonly DateChange[]) => changes.map(({ wouldBe, ...one }) => ({ ...one, would_be: wouldBe }))
