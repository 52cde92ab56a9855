import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { get, type Problem, problemOf, query } from './client'
import { hold } from './hold'
import { type Change, onChange } from './live'
import type { Page } from './types'

export type Filters = Record<string, string | undefined>
export type Rows<Row> = {
  rows: Row[]
  state: 'loading' | 'ready' | 'error'
  problem: Problem | null
  /** New rows that wait outside while the list is held. */
  waiting: number
  showWaiting: () => void
  more: (() => void) | null
  retry: () => void
  /** Says that a pointer or the focus rests in the list. */
  setHeld: (held: boolean) => void
  drop: (...ids: string[]) => void
  restore: (...ids: string[]) => void
  /** Asks again and shows it as it is, also under a hand: after a deed of the reader's own. */
  reload: () => void
}

type Loaded<Row> = { rows: Row[]; cursor: string | null }
const PAGE = 100
const SETTLE_MS = 700

/**
 * A list from the server, page by page, that follows the live events but never reorders while it is held. One event costs one request for
 * the first page, however many follow within the settling time.
 */
export function useRows<Row extends { id: string }>(path: string, filters: Filters, follows: Change['of']): Rows<Row> {
  const address = query(path, { ...filters, limit: PAGE })
  const client = useQueryClient()
  const cached = client.getQueryData<Loaded<Row>>(['rows', address])
  const [loaded, setLoaded] = useState<Loaded<Row> | null>(cached ?? null)
  const [shown, setShown] = useState<Row[]>(cached?.rows ?? [])
  const [problem, setProblem] = useState<Problem | null>(null)
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const held = useRef(false)
  const removed = useRef(gone)
  removed.current = gone

  const adopt = useCallback(
    (next: Loaded<Row>, mayMove: boolean) => {
      client.setQueryData(['rows', address], next)
      setLoaded(next)
      setProblem(null)
      setShown((before) => (mayMove ? next.rows : hold(before, next.rows, removed.current).shown))
    },
    [address, client],
  )

  const refresh = useCallback(
    async (signal?: AbortSignal, mayMove = !held.current) => {
      const first = await get<Page<Row>>(address, signal)
      const known = client.getQueryData<Loaded<Row>>(['rows', address])
      const deep = known !== undefined && known.rows.length > first.data.length && held.current
      const ids = new Set(first.data.map(({ id }) => id))
      const next = deep
        ? { rows: [...first.data, ...known.rows.filter(({ id }) => !ids.has(id))], cursor: known.cursor }
        : { rows: first.data, cursor: first.page.next_cursor }
      adopt(next, mayMove)
    },
    [address, adopt, client],
  )

  useEffect(() => {
    const control = new AbortController()
    const known = client.getQueryData<Loaded<Row>>(['rows', address])
    setLoaded(known ?? null)
    setShown(known?.rows ?? [])
    held.current = false
    refresh(control.signal).catch((error: unknown) => {
      if (!control.signal.aborted) setProblem(problemOf(error))
    })
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onChange(({ of }) => {
      if (of !== follows) return
      timer ??= setTimeout(() => {
        timer = undefined
        refresh(control.signal).catch(() => undefined)
      }, SETTLE_MS)
    })
    return () => {
      control.abort()
      clearTimeout(timer)
      stop()
    }
  }, [address, client, follows, refresh])

  const more = useCallback(async () => {
    if (!loaded?.cursor) return
    const page = await get<Page<Row>>(query(path, { ...filters, limit: PAGE, cursor: loaded.cursor }))
    const ids = new Set(loaded.rows.map(({ id }) => id))
    const fresh = page.data.filter(({ id }) => !ids.has(id))
    const next = { rows: [...loaded.rows, ...fresh], cursor: page.page.next_cursor }
    client.setQueryData(['rows', address], next)
    setLoaded(next)
    setShown((before) => [...before, ...fresh])
  }, [address, client, filters, loaded, path])

  const rows = useMemo(() => shown.filter(({ id }) => !gone.has(id)), [shown, gone])
  const waiting = useMemo(() => (loaded ? hold(shown, loaded.rows, gone).waiting : 0), [loaded, shown, gone])
  return {
    rows,
    state: loaded ? 'ready' : problem ? 'error' : 'loading',
    problem,
    waiting,
    showWaiting: () => setShown(loaded?.rows ?? []),
    more: loaded?.cursor ? () => void more().catch((error: unknown) => setProblem(problemOf(error))) : null,
    retry: () => {
      setProblem(null)
      void refresh().catch((error: unknown) => setProblem(problemOf(error)))
    },
    setHeld: (now) => {
      held.current = now
    },
    drop: (...ids) => setGone((before) => new Set([...before, ...ids])),
    reload: () => void refresh(undefined, true).catch((error: unknown) => setProblem(problemOf(error))),
    restore: (...ids) => setGone((before) => new Set([...before].filter((id) => !ids.includes(id)))),
  }
}
