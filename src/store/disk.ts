import { statfs } from 'node:fs/promises'

/** A disk that was too full is well again only with a tenth more, so that it does not go to and fro. */
const WELL_AGAIN = 1.1

/**
 * Watches how much room the data directory's disk has, once every two seconds, so that asking costs nothing. `alarm` is called once each
 * time that it becomes too little.
 */
export class DiskWatch {
  #freeMb = Number.POSITIVE_INFINITY
  #low = false
  #timer: NodeJS.Timeout
  #dir: string
  #minFreeMb: number
  #alarm: (freeMb: number) => void

  constructor(dir: string, minFreeMb: number, alarm: (freeMb: number) => void) {
    this.#dir = dir
    this.#minFreeMb = minFreeMb
    this.#alarm = alarm
    this.#timer = setInterval(() => void this.look(), 2_000)
    this.#timer.unref()
    void this.look()
  }

  async look() {
    try {
      const { bavail, bsize } = await statfs(this.#dir)
      this.#freeMb = Math.floor((bavail * bsize) / 2 ** 20)
    } catch {
      this.#freeMb = Number.POSITIVE_INFINITY // a disk that cannot be asked is not said to be full
    }
    const wasLow = this.#low
    this.#low = this.#freeMb < this.#minFreeMb * (wasLow ? WELL_AGAIN : 1)
    if (this.#low && !wasLow) this.#alarm(this.#freeMb)
  }

  state = () => ({ freeMb: Number.isFinite(this.#freeMb) ? this.#freeMb : 0, low: this.#low })
  stop = () => clearInterval(this.#timer)
}
