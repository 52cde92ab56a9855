import { useSyncExternalStore } from 'react'

/** A small value kept in this browser under one key, shared by every component that reads it and by other tabs. */
export type Stored<T extends object> = { get: () => T; set: (change: Partial<T>) => void; use: () => T }

export function stored<T extends object>(key: string, defaults: T): Stored<T> {
  let value = read(key, defaults)
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  if (typeof window !== 'undefined') {
    window.addEventListener('storage', (event) => {
      if (event.key !== key) return
      value = read(key, defaults)
      tell()
    })
  }
  const get = () => value
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    get,
    set(change) {
      value = { ...value, ...change }
      keep('localStorage', key, value)
      tell()
    },
    use: () => useSyncExternalStore(subscribe, get),
  }
}

const read = <T extends object>(key: string, defaults: T): T => ({ ...defaults, ...kept<Partial<T>>('localStorage', key) })

type Place = 'localStorage' | 'sessionStorage'

/** What this browser keeps under a key; null where it is nothing that can be read, or storage is forbidden. */
export function kept<T>(place: Place, key: string): T | null {
  try {
    return JSON.parse(globalThis[place].getItem(key) ?? 'null') as T | null
  } catch {
    return null
  }
}

/** Null takes it out. A full or forbidden storage only means that it is forgotten with the page. */
export function keep(place: Place, key: string, value: object | null) {
  try {
    if (value === null) globalThis[place].removeItem(key)
    else globalThis[place].setItem(key, JSON.stringify(value))
  } catch {
    // As said above.
  }
}
