import { useSyncExternalStore } from 'react'

let offset = 0
/** The server's time decides what is late; its first answer sets how far this computer's clock is off. */
export function correctClock(serverNow: string) {
  const server = Date.parse(serverNow)
  if (Number.isFinite(server)) offset = Math.abs(server - Date.now()) > 2000 ? server - Date.now() : 0
}
export const serverNow = () => Date.now() + offset

type Ticker = { now: number; listeners: Set<() => void>; timer: ReturnType<typeof setInterval> | undefined }
const tickers = new Map<number, Ticker>()

function tickerOf(every: number): Ticker {
  const known = tickers.get(every) ?? { now: serverNow(), listeners: new Set(), timer: undefined }
  tickers.set(every, known)
  return known
}

function listen(every: number, listener: () => void) {
  const ticker = tickerOf(every)
  ticker.listeners.add(listener)
  ticker.timer ??= setInterval(() => {
    ticker.now = serverNow()
    for (const tell of ticker.listeners) tell()
  }, every)
  return () => {
    ticker.listeners.delete(listener)
    if (ticker.listeners.size > 0) return
    clearInterval(ticker.timer)
    ticker.timer = undefined
  }
}

/** Now, renewed each `every` milliseconds; all that wait for the same beat share one timer. */
export const useNow = (every = 15_000) =>
  useSyncExternalStore(
    (listener) => {
      const ticker = tickerOf(every)
      if (ticker.listeners.size === 0) ticker.now = serverNow()
      return listen(every, listener)
    },
    () => tickerOf(every).now,
  )
