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
      write(key, value)
      tell()
    },
    use: () => useSyncExternalStore(subscribe, get),
  }
}

function read<T extends object>(key: string, defaults: T): T {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<T>) }
  } catch {
    return defaults
  }
}

function write(key: string, value: object) {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // A full or forbidden storage only means that the choice is forgotten with the tab.
  }
}
