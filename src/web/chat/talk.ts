import { follow } from '../data/stream'
import type { Keeper } from './kept'
import { type Line, Refused, type Said, type Story, type Turn } from './line'

export type Waiting = Said & { part: number; trouble: string | null }
/** What the window shows of a conversation; it only ever grows, so that nothing moves under anybody's eyes. */
export type Shown = {
  turn(turn: Turn): void
  waiting(said: Waiting): void
  reference(reference: string): void
  desk(is: { here: boolean; typing: boolean }): void
  online(is: boolean): void
}

const WAITS = [1_000, 2_000, 5_000, 15_000]
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** One conversation: what is said leaves in its order and once, whatever the connection does meanwhile; what comes is shown once. */
export function talk(line: Line, kept: Keeper, lang: string, shown: Shown) {
  const queue: Waiting[] = kept.get().waiting.map((said) => ({ ...said, files: [], part: 0, trouble: null }))
  let stop: (() => void) | null = null
  let sending = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const keepQueue = () =>
    kept.put({ waiting: queue.filter(({ files }) => files.length === 0).map(({ id, text, person }) => ({ id, text, person })) })
  const heard = ({ turns, reference }: Story) => {
    for (const turn of turns) shown.turn(turn)
    if (reference) shown.reference(reference)
  }
  const listen = () => {
    if (stop || !kept.get().token) return
    const event = ({ name, data }: { name: string; data: unknown }) => {
      if (name === 'turns') heard(data as Story)
      if (name === 'desk') shown.desk(data as { here: boolean; typing: boolean })
    }
    stop = follow(
      line.stream,
      event,
      ({ live }) => {
        shown.online(live)
        if (live && queue.length > 0) void send()
      },
      line.bearer,
    )
  }

  /** Sends what waits, the oldest first; what the line cannot take now is tried again by itself. */
  async function send() {
    if (sending) return
    sending = true
    clearTimeout(timer)
    for (let next = queue.find(({ trouble }) => trouble === null); next; next = queue.find(({ trouble }) => trouble === null)) {
      const done = await sendOne(next).catch((error: unknown) => failed(next!, error))
      if (!done) break
    }
    sending = false
  }
  async function sendOne(said: Waiting): Promise<boolean> {
    if (!kept.get().token) kept.put({ token: (await line.begin()).token })
    const { email } = kept.get()
    await line.say(said, { lang, ...(email ? { email } : {}) }, (part) => {
      said.part = part
      shown.waiting(said)
    })
    queue.splice(queue.indexOf(said), 1)
    keepQueue()
    failures = 0
    const files = said.files.map(({ name, size }) => ({ name, size }))
    shown.turn({ id: said.id, from: 'visitor', text: said.text, at: new Date().toISOString(), files })
    shown.online(true)
    listen()
    return true
  }
  function failed(said: Waiting, error: unknown): boolean {
    const why = error instanceof Refused ? error : new Refused(0, String(error))
    if (why.status === 401) kept.put({ token: '' }) // our secret has changed or half a year has gone: the same words begin a new conversation
    if (why.again || why.status === 401) {
      if (why.status === 0) shown.online(false)
      timer = setTimeout(() => void send(), WAITS[Math.min(failures++, WAITS.length - 1)])
      return false
    }
    said.trouble = why.code
    shown.waiting(said)
    return true
  }

  addEventListener('online', () => void send())
  return {
    /** Shows what was said before, and goes on from there. */
    begin: async () => {
      if (kept.get().token)
        await line.story().then(heard, (error: unknown) => error instanceof Refused && error.status === 401 && kept.put({ token: '' }))
      for (const said of queue) shown.waiting(said)
      listen()
      void send()
    },
    say: (text: string, { person = false, files = [] }: { person?: boolean; files?: File[] } = {}) => {
      const said: Waiting = { id: newId(), text, person, files, part: 0, trouble: null }
      queue.push(said)
      keepQueue()
      shown.waiting(said)
      void send()
    },
    again: (said: Waiting) => {
      said.trouble = null
      shown.waiting(said)
      void send()
    },
    drop: (said: Waiting) => {
      queue.splice(queue.indexOf(said), 1)
      keepQueue()
    },
    signal: line.signal,
    stop: () => stop?.(),
  }
}
export type Talk = ReturnType<typeof talk>
