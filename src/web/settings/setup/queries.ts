import { queryOptions } from '@tanstack/react-query'
import type { Step, StepState } from '../../../domain/setup/steps'
import { get } from '../../data/client'
import type { Language } from '../../data/settings'

export type Firm = { name: string; language: Language; time_zone: string; calendar: string }
export type SetupData = {
  firm: Firm
  steps: { id: Step; state: StepState }[]
  empty: boolean
  places: { id: string; time_zone: string }[]
}
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => get<SetupData>('/setup', signal),
  staleTime: 10_000,
})

/** A desk that nobody has begun to set up and nothing has reached yet. */
export const untouched = ({ empty, steps }: SetupData) => empty && steps.every(({ state }) => state === 'open')
