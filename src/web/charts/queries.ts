import { queryOptions } from '@tanstack/react-query'
import type { Point } from '../../domain/charts/point'
import { get } from '../data/client'

export type ChartData = { points: Point[]; n: number; from: string; until: string; missing: { channel: string; since: string }[] }
export type BurnDownData = ChartData & { late: number; met: number; pace: number | null }
export type LoadData = ChartData & { capacity: number | null }

const chart = <T>(name: string) =>
  queryOptions({
    queryKey: ['charts', name],
    queryFn: ({ signal }) => get<T>(`/charts/${name}`, signal),
    staleTime: 30_000,
    refetchInterval: 60_000,
  })
export const ageingQuery = chart<ChartData>('ageing')
export const burnDownQuery = chart<BurnDownData>('burn-down')
export const loadQuery = chart<LoadData>('load')
