import { statfs } from 'node:fs/promises'

/** Watches how much room the data directory's disk has, once every two seconds, so that asking costs nothing. */
export class DiskWatch {
  #freeMb = Number.POSITIVE_INFINITY
  #timer: NodeJS.Timeout
  #dir: string
  #minFreeMb: number

  constructor(dir: string, minFreeMb: number) {
    this.#dir = dir
    this.#minFreeMb = minFreeMb
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
  }

  state = () => ({ freeMb: Number.isFinite(this.#freeMb) ? this.#freeMb : 0, low: this.#freeMb < this.#minFreeMb })
  stop = () => clearInterval(this.#timer)
}
