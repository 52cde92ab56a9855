import { queryOptions } from '@tanstack/react-query'
import type { WayOut } from '../../../domain/ways-out'
import { get } from '../../data/client'

export type WaysIn = {
  /** The firm's name in addresses and commands. */
  firm: string
  form: string
  api: string
  hooks: { id: string; name: string; channel: string; url: string; created_at: string }[]
  channels: { channel: string; messages: number; last_at: string }[]
}
export type Notifier = {
  id: string
  name: string
  kind: WayOut
  enabled: boolean
  checked_at: string | null
  last_error: string | null
  last_sent_at: string | null
  sent: number
  failed: number
}
export const waysInQuery = queryOptions({
  queryKey: ['ways-in'],
  queryFn: ({ signal }) => get<WaysIn>('/ways-in', signal),
  staleTime: 15_000,
})
export const notifiersQuery = queryOptions({
  queryKey: ['notifiers'],
  queryFn: ({ signal }) => get<{ data: Notifier[] }>('/notifiers', signal),
  staleTime: 10_000,
})

/** A signing secret as Standard Webhooks writes it; made here, so that the server never has to answer with one. */
export const newSecret = () => `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24))))}`
