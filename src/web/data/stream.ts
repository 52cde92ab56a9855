import { eventReader, type StreamEvent } from './sse'

type Listener = (event: { name: string; data: Record<string, unknown> }) => void
type StateListener = (state: StreamState) => void
/** `since` is when the last word from the server came; the shell shows it only after a few silent seconds. */
export type StreamState = { live: boolean; since: number }

const QUIET_MS = 40_000
const waits = [500, 1000, 2000, 5000, 10_000]
/** All consoles lose a server that restarts in the same moment; they come back one after the other, each in its own time. */
const scattered = (ms: number) => ms * (0.5 + Math.random())

/**
 * Follows the server's events for as long as the page lives. Every try but the first says what was heard last (`Last-Event-ID`), so that the
 * server tells what was missed, or that something was; a stream without a word for 40 s (the server speaks each 15) counts as dead.
 */
export function follow(path: string, onEvent: Listener, onState: StateListener, more: () => Record<string, string> = () => ({})) {
  let stopped = false
  let lastId: string | null = null
  let began = false
  let failures = 0
  let current: AbortController | null = null

  async function once() {
    const control = new AbortController()
    current = control
    let quiet = setTimeout(() => control.abort(), QUIET_MS)
    try {
      const headers: HeadersInit = began ? { ...more(), 'last-event-id': lastId ?? 'none' } : more()
      began = true
      const answer = await fetch(path, { headers, credentials: 'same-origin', signal: control.signal })
      if (!answer.ok || !answer.body) throw new Error(`stream ${answer.status}`)
      failures = 0
      const read = eventReader()
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return
        clearTimeout(quiet)
        quiet = setTimeout(() => control.abort(), QUIET_MS)
        onState({ live: true, since: Date.now() })
        for (const event of read(value)) tell(event)
      }
    } finally {
      clearTimeout(quiet)
    }
  }

  function tell({ id, event, data }: StreamEvent) {
    if (id !== null) lastId = id
    if (data === null) return
    try {
      onEvent({ name: event, data: JSON.parse(data) as Record<string, unknown> })
    } catch {
      // An event that is no JSON is one that a newer server speaks; lists are refreshed by the next.
    }
  }

  async function forever() {
    while (!stopped) {
      await once().catch(() => undefined)
      if (stopped) return
      onState({ live: false, since: Date.now() })
      await new Promise((go) => setTimeout(go, scattered(waits[Math.min(failures++, waits.length - 1)] ?? 0)))
    }
  }
  void forever()
  return () => {
    stopped = true
    current?.abort()
  }
}
