import { useEffect, useRef, useSyncExternalStore } from 'react'
import { get, newKey, put } from './client'
import type { Mode, PersonHere } from './types'

let here = new Map<string, readonly PersonHere[]>()
const NOBODY: readonly PersonHere[] = []
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
const tell = () => {
  for (const listener of listeners) listener()
}

/** The cases that the stream spoke of while an answer was under way, for each such answer. */
const since = new Set<Set<string>>()

/** What the stream says of one case. */
export function setPresence(id: string, people: readonly PersonHere[]) {
  here = new Map(here).set(id, people)
  for (const spokenOf of since) spokenOf.add(id)
  tell()
}

/** All of it, when the page opens and whenever its line was broken. What the stream said meanwhile is newer than the answer. */
export async function loadPresence() {
  const spokenOf = new Set<string>()
  since.add(spokenOf)
  try {
    const { data } = await get<{ data: { id: string; people: PersonHere[] }[] }>('/presence')
    const told = data.filter(({ id }) => !spokenOf.has(id)).map(({ id, people }) => [id, people] as const)
    here = new Map([...told, ...[...spokenOf].map((id) => [id, hereNow(id)] as const)])
  } finally {
    since.delete(spokenOf)
  }
  tell()
}

/** The same for whoever asks once. */
export const hereNow = (caseId: string) => here.get(caseId) ?? NOBODY

/** Everybody on a case, me among them. */
export const useHere = (caseId: string) => useSyncExternalStore(subscribe, () => here.get(caseId) ?? NOBODY)

/** This page, by a name of its own, for as long as it is open. */
export const CLIENT = newKey()
const BEAT_MS = 10_000
const hidden = () => document.visibilityState === 'hidden'
const TYPING_MS = 2_000

/** Says that this screen has a case open, for as long as it is in front. Returns what a composer calls with each key. */
export function usePresence(caseId: string, mode: Mode | null) {
  const now = useRef({ caseId, mode, typedAt: Number.NEGATIVE_INFINITY })
  useEffect(() => {
    const say = (gone: boolean) =>
      void put(`/cases/${caseId}/presence`, { client: CLIENT, mode: now.current.mode, hidden: hidden(), gone }).catch(() => undefined)
    const beat = () => {
      if (!hidden()) say(false)
    }
    // A page that is closed turns hidden first: its good-bye must not be overtaken by a word that it is still there.
    let turning: ReturnType<typeof setTimeout> | undefined
    const turn = () => {
      clearTimeout(turning)
      turning = setTimeout(() => say(false), hidden() ? 1_000 : 0)
    }
    const leave = () => say(true)
    const timer = setInterval(beat, BEAT_MS)
    addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', turn)
    return () => {
      clearInterval(timer)
      clearTimeout(turning)
      removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', turn)
      leave()
    }
  }, [caseId])
  useEffect(() => {
    now.current = { caseId, mode, typedAt: Number.NEGATIVE_INFINITY }
    void put(`/cases/${caseId}/presence`, { client: CLIENT, mode, hidden: hidden() }).catch(() => undefined)
  }, [caseId, mode])
  return () => {
    const at = performance.now()
    if (at - now.current.typedAt < TYPING_MS) return
    now.current.typedAt = at
    void put(`/cases/${caseId}/presence`, { client: CLIENT, mode, typing: true }).catch(() => undefined)
  }
}
