const SHINGLE = 5

/** A text without what a copy would change first: case, spaces, marks, emoji, the width of letters. */
export const normalised = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')

/** Some more than once. */
function shingles(text: string): string[] {
  const plain = normalised(text)
  return plain.length < SHINGLE ? [plain] : Array.from({ length: plain.length - SHINGLE + 1 }, (_, at) => plain.slice(at, at + SHINGLE))
}

/**
 * Texts seen so far, and how like the nearest of them a new one is: the exact Jaccard index of their 5-character shingles, 0 to 1.
 * Above a floor it is found many times sooner, and whatever is not above it is told as 0.
 */
export class Seen {
  private readonly numbers = new Map<string, number>()
  /** The texts that hold a shingle, and the shingles that a text holds, both by number. */
  private readonly holders: number[][] = []
  private readonly held: number[][] = []
  /** Of each text and of each shingle, while one text is asked about; 0 in between. */
  private readonly met: number[] = []
  private readonly marks: number[] = []
  private last: { text: string; held: number[] } | undefined

  constructor(private readonly floor = 0) {}

  nearest(text: string): number {
    const own = this.numbersOf(text)
    const needed = Math.max(1, Math.ceil(this.floor * own.length))
    const known = own.filter((number) => this.holders[number]!.length > 0)
    known.sort((a, b) => this.holders[a]!.length - this.holders[b]!.length)
    // Who holds as many as are needed holds one of the rarest, however many of the commonest: these need no following.
    const followed = Math.max(0, known.length - needed + 1)
    const common = known.slice(followed)
    for (const number of common) this.marks[number] = 1
    const best = this.bestOf(this.meet(known.slice(0, followed)), own.length, common.length)
    for (const number of common) this.marks[number] = 0
    return best
  }

  /** The texts that hold one of these; how many, is noted. */
  private meet(rare: number[]): number[] {
    const found: number[] = []
    for (const number of rare) for (const holder of this.holders[number]!) if (this.met[holder]!++ === 0) found.push(holder)
    return found
  }

  private bestOf(found: number[], size: number, common: number): number {
    let best = this.floor
    for (const holder of found) {
      const held = this.held[holder]!
      let both = this.met[holder]!
      this.met[holder] = 0
      const most = Math.min(both + common, held.length)
      if (most <= best * (size + held.length - most)) continue
      if (common > 0) for (const number of held) both += this.marks[number]!
      best = Math.max(best, both / (size + held.length - both))
    }
    return best > this.floor ? best : 0
  }

  add(text: string) {
    const held = this.numbersOf(text)
    for (const number of held) this.holders[number]!.push(this.held.length)
    this.held.push(held)
    this.met.push(0)
  }

  /** Each once. Whoever adds a text has just asked about it. */
  private numbersOf(text: string): number[] {
    if (text === this.last?.text) return this.last.held
    const held: number[] = []
    for (const shingle of shingles(text)) {
      const number = this.numberOf(shingle)
      if (this.marks[number]!++ === 0) held.push(number)
    }
    for (const number of held) this.marks[number] = 0
    this.last = { text, held }
    return held
  }

  private numberOf(shingle: string): number {
    const known = this.numbers.get(shingle)
    if (known !== undefined) return known
    this.numbers.set(shingle, this.holders.length)
    this.marks.push(0)
    return this.holders.push([]) - 1
  }
}
