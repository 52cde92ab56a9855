import { type Grams, larger } from './grams'

/** Hash → number, by open addressing: some ten times quicker and smaller than a `Map` of a million numbers. */
export class Lexicon {
  private keys: Int32Array
  private numbers: Int32Array
  size = 0

  constructor(expected: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)))
    this.keys = new Int32Array(slots)
    this.numbers = new Int32Array(slots)
  }

  /** The lexicon in which `hashes[i]` has the number i. */
  static of(hashes: Int32Array): Lexicon {
    const lexicon = new Lexicon(hashes.length)
    for (const hash of hashes) lexicon.add(hash)
    return lexicon
  }

  /** The number of a hash, or -1. */
  find(hash: number): number {
    return this.numbers[this.slotOf(hash)]! - 1
  }

  /** All hashes, in no particular order. */
  hashes(): number[] {
    return [...this.keys].filter((_, slot) => this.numbers[slot] !== 0)
  }

  /** The number of a hash, a new one where it had none. */
  add(hash: number): number {
    if (this.size * 2 >= this.keys.length) this.grow()
    const slot = this.slotOf(hash)
    if (this.numbers[slot] === 0) {
      this.keys[slot] = hash
      this.numbers[slot] = ++this.size
    }
    return this.numbers[slot]! - 1
  }

  private slotOf(hash: number): number {
    const { keys, numbers } = this
    const mask = keys.length - 1
    let slot = Math.imul(hash, 0x9e3779b1) >>> 7
    slot &= mask
    while (numbers[slot] !== 0 && keys[slot] !== hash) slot = (slot + 1) & mask
    return slot
  }

  private grow(): void {
    const [keys, numbers] = [this.keys, this.numbers]
    this.keys = new Int32Array(keys.length * 2)
    this.numbers = new Int32Array(keys.length * 2)
    for (let i = 0; i < keys.length; i++) {
      if (numbers[i] === 0) continue
      const slot = this.slotOf(keys[i]!)
      this.keys[slot] = keys[i]!
      this.numbers[slot] = numbers[i]!
    }
  }
}

/** The grams that at least `least` texts hold, in rising order, and how many texts hold each. */
export function documentCounts(texts: Pick<Grams, 'hashes'>[], least: number): { hashes: Int32Array; counts: Int32Array } {
  const lexicon = new Lexicon(texts.length * 40)
  let counts = new Int32Array(1 << 16)
  let hashes = new Int32Array(1 << 16)
  for (const { hashes: grams } of texts)
    for (const hash of grams) {
      const number = lexicon.add(hash)
      if (number >= counts.length) {
        counts = larger(counts)
        hashes = larger(hashes)
      }
      counts[number]!++
      hashes[number] = hash
    }
  const kept = Array.from({ length: lexicon.size }, (_, i) => i).filter((i) => counts[i]! >= least)
  kept.sort((a, b) => hashes[a]! - hashes[b]!)
  return { hashes: Int32Array.from(kept, (i) => hashes[i]!), counts: Int32Array.from(kept, (i) => counts[i]!) }
}
