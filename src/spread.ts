import { randomUUID } from 'node:crypto'
import type { Change, Needs } from './actions/needs'

type Told = [tenant: string, change: Change]
type Spoken = { from: string; all: Told[] }

/** A payload of NOTIFY must stay under 8,000 bytes. */
const TOGETHER = 24
const APART_MS = 50
const AGAIN_MS = 1_000

/**
 * What changes here is told to the screens of this process at once and to the other processes a moment later: gathered, and outside of any
 * other transaction, because a NOTIFY within one makes all writers of a database wait for one another. What could not be said is made up
 * for by `missed`.
 */
export class Spread {
  readonly #me = randomUUID()
  #waiting = new Map<string, Told>()
  #timer: NodeJS.Timeout | null = null

  constructor(
    /** To the screens of this process. */
    readonly tell: Needs['announce'],
    readonly say: (texts: string[]) => Promise<unknown>,
  ) {}

  announce = (tenant: string, change: Change) => {
    this.tell(tenant, change)
    this.#gather([tenant, change])
    this.#soon(APART_MS)
  }

  /** What a process says, this one among them. */
  hear = (text: string) => {
    const { from, all } = JSON.parse(text) as Spoken
    if (from !== this.#me) for (const [tenant, change] of all) this.tell(tenant, change)
  }

  /** Says what is left. */
  stop = async () => {
    if (this.#timer) clearTimeout(this.#timer)
    await this.#send()
  }

  #gather = (told: Told) => this.#waiting.set(JSON.stringify(told), told)

  #soon(ms: number) {
    this.#timer ??= setTimeout(() => void this.#send(), ms).unref()
  }

  async #send() {
    const all = [...this.#waiting.values()]
    this.#waiting.clear()
    const said = await this.say(this.#texts(all)).then(
      () => true,
      () => false,
    )
    if (!said) for (const [tenant] of all) this.#gather([tenant, { event: 'missed' }])
    this.#timer = null
    if (this.#waiting.size > 0) this.#soon(said ? APART_MS : AGAIN_MS)
  }

  #texts(all: Told[]) {
    const texts: string[] = []
    for (let at = 0; at < all.length; at += TOGETHER)
      texts.push(JSON.stringify({ from: this.#me, all: all.slice(at, at + TOGETHER) } satisfies Spoken))
    return texts
  }
}
