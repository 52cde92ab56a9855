import { useSyncExternalStore } from 'react'

let offset = 0
/** The server's time decides what is late; its first answer sets how far this computer's clock is off. */
export function correctClock(serverNow: string) {
  const server = Date.parse(serverNow)
  if (Number.isFinite(server)) offset = Math.abs(server - Date.now()) > 2000 ? server - Date.now() : 0
}
export const serverNow = () => Date.now() + offset

type Ticker = { subscribe: (listener: () => void) => () => void; get: () => number }
const tickers = new Map<number, Ticker>()

/** One timer for all that wait for the same beat; it stands still while nobody does. */
function tickerOf(every: number): Ticker {
  const known = tickers.get(every)
  if (known) return known
  let now = serverNow()
  let timer: ReturnType<typeof setInterval> | undefined
  const listeners = new Set<() => void>()
  const beat = () => {
    now = serverNow()
    for (const tell of listeners) tell()
  }
  const subscribe = (listener: () => void) => {
    if (listeners.size === 0) {
      now = serverNow()
      timer = setInterval(beat, every)
    }
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) clearInterval(timer)
    }
  }
  const ticker = { subscribe, get: () => now }
  tickers.set(every, ticker)
  return ticker
}

/** Now, renewed each `every` milliseconds. */
export function useNow(every = 15_000) {
  const { subscribe, get } = tickerOf(every)
  return useSyncExternalStore(subscribe, get)
}
