import { queryOptions } from '@tanstack/react-query'
import type { ApprovalPolicy, ApprovalReason } from '../../../domain/approvals/policy'
import type { Severity } from '../../../domain/finding'
import { get } from '../../data/client'

export type Version = { seq: number; at: string; by: string | null; policy: ApprovalPolicy }
type Held = {
  reference: string
  number: string
  summary: string
  lang: string
  severity: Severity
  author: string | null
  at: string
  reasons: ApprovalReason[]
}
export type Tried = { answers: number; held: number; data: Held[] }

export const rulesQuery = queryOptions({
  queryKey: ['approval-rules'],
  queryFn: ({ signal }) => get<ApprovalPolicy>('/approval-policy', signal),
})
export const versionsQuery = queryOptions({
  queryKey: ['approval-rules', 'history'],
  queryFn: ({ signal }) => get<{ data: Version[] }>('/approval-policy/history', signal),
  select: ({ data }) => data,
})
