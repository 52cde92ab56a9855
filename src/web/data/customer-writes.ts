import { useSyncExternalStore } from 'react'

/** A window says at most every four seconds that somebody writes in it; silent for longer, they have stopped. */
const WRITES_MS = 7_000
const writing = new Map<string, ReturnType<typeof setTimeout>>()
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
const tell = () => {
  for (const listener of listeners) listener()
}

/** What the stream says: the visitor of this case writes in the chat window just now. */
export function customerWrites(caseId: string) {
  clearTimeout(writing.get(caseId))
  const stop = setTimeout(() => {
    writing.delete(caseId)
    tell()
  }, WRITES_MS)
  writing.set(caseId, stop)
  tell()
}

export const useCustomerWrites = (caseId: string) => useSyncExternalStore(subscribe, () => writing.has(caseId))
