import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { createContext, useEffect, useState } from 'react'
import { customerWrites } from './customer-writes'
import { serverNow } from './now'
import { CLIENT, loadPresence, setPresence } from './presence'
import { follow, type StreamState } from './stream'
import type { CaseFull, Counts, PersonHere } from './types'

/** What changed, as the lists hear it: the kind of thing and its id; how severe a message is that has just been understood. */
export type Change = { of: 'message' | 'case' | 'notice'; id: string; severity?: string | null }
const listeners = new Set<(change: Change) => void>()
export function onChange(listener: (change: Change) => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
export function announce(change: Change) {
  for (const listener of listeners) listener(change)
}

export const StreamContext = createContext<StreamState>({ live: true, since: 0 })

/** Keeps counts, open cases and lists true to the server while the console is open. */
export function useLive(signedIn: boolean): StreamState {
  const client = useQueryClient()
  const [state, setState] = useState<StreamState>({ live: true, since: 0 })
  useEffect(() => {
    if (!signedIn) return
    let told = false
    const setLive = (next: StreamState) => {
      if (next.live && !told) void loadPresence().catch(() => undefined)
      told = next.live
      setState((before) => (before.live === next.live ? before : { live: next.live, since: serverNow() }))
    }
    return follow(`/api/v1/events/stream?client=${CLIENT}`, ({ name, data }) => take(client, name, data), setLive)
  }, [client, signedIn])
  return state
}

const RENEW_MS = 1000
/** A server that is back is asked by everybody for everything: within this time, and not at once. */
const SCATTER_MS = 1500
/** What is made of many things at once. */
const MADE_OF_MANY = ['wall', 'day', 'customer']
const ONE_OF_MANY = ['message', 'case', 'approval']
const renewing = new Set<QueryClient>()
/** Where one of these is open it is read again at most once a second, however much happens. The numbers beside the menu come by themselves. */
function renew(client: QueryClient) {
  if (renewing.has(client)) return
  renewing.add(client)
  setTimeout(() => {
    renewing.delete(client)
    for (const name of MADE_OF_MANY) void client.invalidateQueries({ queryKey: [name] })
  }, RENEW_MS)
}

function take(client: QueryClient, name: string, data: Record<string, unknown>) {
  const id = String(data.id ?? '')
  if (name === 'chat.typing') return customerWrites(id)
  if (name === 'presence.changed') return setPresence(id, data.people as PersonHere[])
  if (name !== 'counts') renew(client)
  if (name === 'counts') client.setQueryData<Counts>(['counts'], (old) => ({ ...(old as Counts), ...(data as Partial<Counts>) }))
  else if (name === 'missed') setTimeout(renewAll, Math.random() * SCATTER_MS, client)
  else if (name === 'message.processed') {
    announce({ of: 'message', id, severity: data.severity ? String(data.severity) : null })
    void client.invalidateQueries({ queryKey: ['message', id] })
    if (data.case_id) refreshCase(client, String(data.case_id))
  } else if (name === 'case.changed') {
    announce({ of: 'case', id })
    refreshCase(client, id)
  } else if (name === 'notice.changed') {
    announce({ of: 'notice', id })
    void client.invalidateQueries({ queryKey: ['approval'] })
    void client.invalidateQueries({ queryKey: ['case'], refetchType: 'active' })
  }
}

/** Anything may have happened: lists and whatever is open are read again where they stand. */
function renewAll(client: QueryClient) {
  for (const of of ['message', 'case', 'notice'] as const) announce({ of, id: '' })
  for (const name of ONE_OF_MANY) void client.invalidateQueries({ queryKey: [name] })
}

/** A case is cached under whatever name its page was opened by; all of them are renewed, with their messages, clocks and timeline. */
function refreshCase(client: QueryClient, id: string) {
  for (const [key, known] of client.getQueriesData<CaseFull>({ queryKey: ['case'] })) {
    if (key.length === 2 && (key[1] === id || known?.id === id)) void client.invalidateQueries({ queryKey: key })
  }
}
