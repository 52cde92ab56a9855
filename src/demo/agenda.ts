import type { Moment } from '../domain/moment'

/** Things to do, given back in the order of their time; equal times in the order in which they were put in. */
export class Agenda<T extends { at: Moment }> {
  #list: T[] = []

  get next(): T | undefined {
    return this.#list.at(-1)
  }
  put(thing: T) {
    let [low, high] = [0, this.#list.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#list[middle]!.at > thing.at) low = middle + 1
      else high = middle
    }
    this.#list.splice(low, 0, thing)
  }
  take = (): T | undefined => this.#list.pop()
}
