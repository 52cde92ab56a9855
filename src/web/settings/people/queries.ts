import { queryOptions } from '@tanstack/react-query'
import { get } from '../../data/client'

export type Layer = {
  name: string
  people: string[]
  every: 'day' | 'week'
  at: string
  starts: string
  days: number[]
  hours: { from: string; to: string } | null
  holidays: 'also' | 'only' | 'not'
}
export type RotaView = {
  id: string
  title: string
  version: number
  time_zone: string
  layers: Layer[]
  on_call: { person: string; layer: string; because: string } | null
  turns: { from: string; to: string; person: string | null; because: string | null }[]
  gaps: { from: string; to: string }[]
}
export type OnCall = {
  at: string
  data: RotaView[]
  absences: { id: string; person: string; cover: string | null; from: string; to: string }[]
  overrides: { id: string; rota: string; person: string | null; from: string; to: string; reason: string }[]
}

export const onCallQuery = queryOptions({
  queryKey: ['on-call'],
  queryFn: ({ signal }) => get<OnCall>('/on-call', signal),
  staleTime: 15_000,
})
