import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { get, query } from '../data/client'
import type { CaseFull, Page } from '../data/types'

/** `value` is missing for whoever may only look; `shown` is then masked. */
export type Address = { kind: string; value: string | null; shown: string }
export type CustomerRow = {
  id: string
  name: string | null
  identities: Address[]
  language: string | null
  followers: number | null
  verified: boolean
  cases: number
  open: number
  last_at: string | null
}
export type Join = {
  id: string
  customer: { id: string; name: string | null }
  identities: Address[]
  messages: number
  cases: number
  at: string
  by: string
}
export type Wishes = { language: string | null; channel: string | null; avoids: string[] }
export type Customer = CustomerRow & {
  bio: string | null
  created_at: string
  messages: { all: number; public: number }
  preferences: Wishes
  support_needs: { need: string; by: string | null; at: string | null }[]
  joins: Join[]
  etag: string
}
export type Said = {
  id: string
  direction: 'in' | 'out'
  channel: string
  public: boolean
  text: string
  at: string
  author: string | null
  case_reference: string | null
}

export const customerQuery = (id: string) =>
  queryOptions({ queryKey: ['customer', id], queryFn: ({ signal }) => get<Customer>(`/customers/${id}`, signal), staleTime: 2_000 })

export const likelyQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id, 'likely'],
    queryFn: ({ signal }) => get<{ data: (CustomerRow & { because: string })[] }>(`/customers/${id}/likely`, signal),
    select: ({ data }) => data,
    staleTime: 60_000,
  })

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ['customers', q],
    queryFn: ({ signal }) => get<Page<CustomerRow>>(query('/customers', { q, limit: 8 }), signal),
    select: ({ data }) => data,
    staleTime: 10_000,
  })

export const theirCasesQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id, 'cases'],
    queryFn: ({ signal }) => get<Page<CaseFull>>(query('/cases', { contact: id, kind: 'all', sort: 'received_at', limit: 50 }), signal),
    select: ({ data }) => data,
    staleTime: 5_000,
  })

/** The last seven days first; the next page is what was before them, newest first. */
export const saidQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['customer', id, 'said'],
    queryFn: ({ pageParam, signal }) => get<Page<Said>>(query(`/customers/${id}/timeline`, pageParam), signal),
    initialPageParam: { days: 7 } as From,
    getNextPageParam: (last, all) => nextOf(last, all.flatMap(({ data }) => data).at(-1), all.length),
    staleTime: 5_000,
  })

/** After the week comes all that was before its oldest message, or before now where it was silent. */
type From = { days?: number; cursor?: string }
function nextOf({ page }: Page<Said>, oldest: Said | undefined, pages: number): From | undefined {
  if (page.next_cursor) return { cursor: page.next_cursor }
  if (pages > 1) return undefined
  const before = oldest ? Date.parse(oldest.at) : Date.now()
  return { cursor: `${before}~${oldest ? uuidOf(oldest.id) : '00000000-0000-0000-0000-000000000000'}` }
}
const uuidOf = (id: string) => id.replace(/^msg_/, '').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
