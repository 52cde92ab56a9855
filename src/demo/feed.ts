import type { Message } from '../domain/message'
import type { Moment } from '../domain/moment'

type Options = {
  messages: ((run: string, at: Moment) => Message)[]
  receive(message: Message): Promise<unknown>
  /** Whether it reads as grave. A round begins with two of them and has one now and then, so that alerts count down while somebody looks. */
  grave(message: Message): boolean
  /** What the staff do meanwhile. */
  meanwhile(): Promise<unknown>
  /** False once the samples were removed; the feed then ends for good. */
  goOn(): Promise<boolean>
  now(): Moment
  /** A number in [0, 1). */
  random(): number
  trouble(error: unknown): void
  /** Milliseconds between two messages at least and at most. */
  every?: readonly [number, number]
}

const GRAVE_EVERY = 18

/** Lets the sample firm's customers go on writing, now and in a random order; begins anew when all have. Call the answer to stop it. */
export function startFeed(options: Options): () => void {
  const [least, most] = options.every ?? [9_000, 21_000]
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let waiting: Options['messages'] = []
  let run = ''
  let sent = 0
  const choose = () => {
    const wanted = sent < 2 || sent % GRAVE_EVERY === 0
    sent++
    const at = wanted ? waiting.findLastIndex((make) => options.grave(make(run, options.now()))) : -1
    return waiting.splice(at, 1)[0]
  }
  const next = async () => {
    if (!(await options.goOn())) stopped = true
    if (stopped) return
    if (waiting.length === 0) {
      waiting = shuffled(options.messages, options.random)
      run = Math.floor(options.now()).toString(36)
      sent = 0
    }
    const make = choose()
    if (make) await options.receive(make(run, options.now()))
    await options.meanwhile()
  }
  const soon = () => {
    if (stopped) return
    timer = setTimeout(() => next().catch(options.trouble).finally(soon), least + options.random() * (most - least))
  }
  soon()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const all = [...list]
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[all[i], all[j]] = [all[j]!, all[i]!]
  }
  return all
}
