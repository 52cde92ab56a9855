import type { Needs } from './actions/needs'
import type { Services } from './http/services'
import { readUntil } from './store/chat'
import type { Db } from './store/db'

/** A visitor may look at a conversation in a few windows at once, and a whole office may share one address. */
const WINDOWS = 6
const WINDOWS_OF_A_PLACE = 60

/** What the chat window needs beside the door and the outbox: who is there just now (in this process), and what was read. */
export function talkingServices(db: Db, needs: Needs): Services['chat'] {
  const open = new Map<string, number>()
  const count = (key: string, by: 1 | -1) => {
    const n = (open.get(key) ?? 0) + by
    if (n > 0) open.set(key, n)
    else open.delete(key)
  }
  const full = (key: string, most: number) => (open.get(key) ?? 0) >= most
  return {
    enter: (visitor, source) => {
      if (full(visitor, WINDOWS) || full(source, WINDOWS_OF_A_PLACE)) return null
      for (const key of [visitor, source]) count(key, 1)
      return () => {
        for (const key of [visitor, source]) count(key, -1)
      }
    },
    isHere: (visitor) => open.has(visitor),
    readUntil: async (tenant, visitor, until) => {
      for (const id of await readUntil(db, tenant, visitor, until, needs.now())) needs.announce(tenant, { event: 'case.changed', id })
    },
  }
}
