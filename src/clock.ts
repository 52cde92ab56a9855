import type { Moment } from './domain/moment'

/** The one place that asks what time it is. A test clock can be moved forward, never back. */
export type Clock = { now: () => Moment; advance(ms: number): Moment }

/** Runs like the real one, as far ahead of it as it was moved. */
export class AppClock implements Clock {
  #ahead = 0
  now = (): Moment => Date.now() + this.#ahead
  advance(ms: number): Moment {
    this.#ahead += ms
    return this.now()
  }
}
