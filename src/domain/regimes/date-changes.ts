/** One date of a case received now, as it was and as it would be; null where there is none. */
export type DateChange = { regime: string; milestone: string; was: string | null; wouldBe: string | null }

/** What taking a rule book that ships into use, or laying it aside, changes. Open clocks keep their dates either way. */
type AdoptionChange = {
  id: string
  adopted: boolean
  changed: boolean
  openClocks: number
  openCases: number
  newCases: DateChange[]
  lastMonth: LastMonth[]
}
export type Adopted = AdoptionChange | { refused: 'pack_withdrawn' | 'pack_of_policy' }

/** One promise over the last month: the clocks that there were and that would have been, and how many of each were, or would have been, missed. */
export type LastMonth = { milestone: string; clocks: number; missed: number; wouldClocks: number; wouldMiss: number }

/** As the API and the command line show it. */
export const shownDates = (changes: readonly DateChange[]) => changes.map(({ wouldBe, ...one }) => ({ ...one, would_be: wouldBe }))
export const shownMonth = (months: readonly LastMonth[]) =>
  months.map(({ wouldClocks, wouldMiss, ...one }) => ({ ...one, would_clocks: wouldClocks, would_miss: wouldMiss }))
