import { post } from './client'

/** One thing that this person did here and can take back: what the toast called it, and how. */
export type Done = { id: number; text: string; undo: () => unknown; until: number }

const KEPT = 20
let done: readonly Done[] = []
let last = 0
const listeners = new Set<() => void>()

export const onDone = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
function set(next: readonly Done[]) {
  done = next
  for (const tell of listeners) tell()
}

/** Keeps the last twenty of this page; each can be taken back once, while its time lasts. */
export function remember(text: string, undo: () => unknown, forMs: number) {
  const one = { id: ++last, text, undo, until: Date.now() + forMs }
  set([...done.slice(1 - KEPT), one])
  return one
}
export const doneNow = () => done

/** Takes this one out of the list, or the newest that still can be taken back; null where there is none. */
export function take(id?: number): Done | null {
  const one = done.findLast((each) => (id === undefined ? each.until > Date.now() : each.id === id))
  if (!one) return null
  set(done.filter((each) => each !== one))
  return one
}

/** Asks the server to put things back as they were before a deed. */
export const takeBack = (deed: string) => post<{ kind: string; undone: number; kept: number }>(`/deeds/${deed}/undo`)
