import type { Moment } from './domain/moment'

/** The one place that asks what time it is. A test clock runs like the real one and can be moved forward, never back. */
export class AppClock {
  #ahead = 0
  now = (): Moment => Date.now() + this.#ahead
  advance(ms: number): Moment {
    this.#ahead += ms
    return this.now()
  }
}
