/** What came in since a listener was last told of it. */
export type Heard = { messages: number; severe: number; missed: number }

const NOTHING: Heard = { messages: 0, severe: 0, missed: 0 }
const GATHER_MS = 400
const GAP_MS = 5_000

/**
 * Gathers what comes in and says it as one: what arrives together is one sentence, and two sentences are at least five seconds apart, so
 * that a screen reader is never flooded however much happens.
 */
export function gathering(say: (heard: Heard) => void, now: () => number) {
  let heard = NOTHING
  let said = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    timer = undefined
    said = now()
    const all = heard
    heard = NOTHING
    say(all)
  }
  return {
    hear: ({ messages = 0, severe = 0, missed = 0 }: Partial<Heard>) => {
      heard = { messages: heard.messages + messages, severe: heard.severe + severe, missed: heard.missed + missed }
      timer ??= setTimeout(tell, Math.max(GATHER_MS, said + GAP_MS - now()))
    },
    stop: () => clearTimeout(timer),
  }
}
