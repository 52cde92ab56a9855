import { useMemo, useState } from 'react'

/** Rows that the next deed is for: some by name, or all that match the filter, loaded or not. */
export type Selection = {
  ids: ReadonlySet<string>
  all: boolean
  /** A pointer chooses rows instead of opening them. */
  picking: boolean
  pick: (on: boolean) => void
  has: (id: string) => boolean
  toggle: (id: string) => void
  /** Everything between the row that was last toggled and this one. */
  reach: (id: string) => void
  chooseAll: () => void
  clear: () => void
}

type Chosen = { ids: ReadonlySet<string>; all: boolean; from: string | null }
const NOTHING: Chosen = { ids: new Set(), all: false, from: null }

/** Another filter (`key`) is another list: nothing of the old one stays chosen. */
export function useSelection(rows: readonly { id: string }[], key: string): Selection {
  const [kept, setKept] = useState<Chosen & { key: string }>({ ...NOTHING, key })
  const [picking, setPicking] = useState(false)
  const chosen: Chosen = kept.key === key ? kept : NOTHING
  const setChosen = (next: (before: Chosen) => Chosen) => setKept((before) => ({ ...next(before.key === key ? before : NOTHING), key }))
  const there = useMemo(() => new Set(rows.map(({ id }) => id)), [rows])
  const ids = useMemo(() => new Set([...chosen.ids].filter((id) => there.has(id))), [chosen.ids, there])
  return {
    ids,
    all: chosen.all,
    picking,
    pick: setPicking,
    has: (id) => chosen.all || ids.has(id),
    toggle: (id) => setChosen(({ ids: before }) => ({ ids: without(before, id) ?? new Set(before).add(id), all: false, from: id })),
    reach: (id) =>
      setChosen((before) => ({ ...before, all: false, ids: new Set([...before.ids, ...between(rows, before.from ?? id, id)]) })),
    chooseAll: () => setChosen((before) => ({ ...before, all: true })),
    clear: () => setChosen(() => NOTHING),
  }
}

function without(ids: ReadonlySet<string>, id: string): Set<string> | null {
  if (!ids.has(id)) return null
  return new Set([...ids].filter((one) => one !== id))
}

function between(rows: readonly { id: string }[], a: string, b: string): string[] {
  const [one, other] = [rows.findIndex(({ id }) => id === a), rows.findIndex(({ id }) => id === b)]
  const from = one < 0 ? other : Math.min(one, other)
  return rows.slice(Math.max(from, 0), Math.max(one, other) + 1).map(({ id }) => id)
}
