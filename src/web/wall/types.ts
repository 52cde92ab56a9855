import type { Tier } from '../../domain/case/events'
import type { Severity } from '../../domain/finding'

export type WallClock = {
  id: string
  kind: string
  title: string
  regime: string
  number: string
  severity: Severity
  tier: Tier
  owner: string | null
  due_at: string
}
export type WallColumn = { count: number; clocks: WallClock[] }
export type WallAlert = {
  id: string
  severity: Severity
  state: 'open' | 'acknowledged' | 'over'
  cause: string
  customers: number
  opened_at: string
  acknowledged_by: string | null
  acknowledged_at: string | null
  cases: { id: string; number: string; severity: Severity }[]
  next: { at: string; person: string; level: number } | null
}
export type Wall = {
  now: string
  open: number
  columns: Record<'breached' | 'hour' | 'four_hours' | 'today', WallColumn>
  ladder: { rung: string; people: number; load: number; capacity: number }[]
  moved: { up: number; down: number }
  alerts: WallAlert[]
  capacity: number
  next: string | null
}
