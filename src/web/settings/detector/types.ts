import type { RiskCategory, Severity } from '../../../domain/finding'

export type Tested = { tested: number; fired: number; raised: number }
export type Trial = Tested & { examples: { message_id: string; excerpt: string; severity: Severity | null; would_be: Severity | null }[] }
export type FirmRule = {
  id: string
  version: number
  state: 'draft' | 'live' | 'removed'
  kind: 'rule' | 'phrase'
  when?: string
  floor?: Severity | null
  category?: RiskCategory
  phrases?: string[]
  tested: Tested | null
  broken: string | null
  made_at: string
  made_by: string
}
/** How many of `n` labelled messages a model called as people did. */
export type Score = Record<'n' | 'right' | 'missed' | 'alarms', number>
export type Model = {
  id: string
  state: 'challenger' | 'champion' | 'retired' | 'withdrawn' | 'refused'
  base: string
  made_at: string
  rows: number
  refused: string | null
  verdict: {
    better: boolean
    why: string
    comparisons: Comparison[]
  } | null
  tasks: { task: 'severity' | 'topic' | 'emotion'; better: boolean; comparisons: Comparison[] }[]
}
export type Comparison = { lang: string; champion: Score; challenger: Score }
export type Drift = { what: string; psi: number; before: number; now: number }
