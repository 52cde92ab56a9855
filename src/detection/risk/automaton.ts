/**
 * Aho-Corasick as one dense table: `table[state * width + classOf[unit]]` is the next state, so a scan costs one look-up per
 * unit whatever the number of phrases. `outputs[state]` lists the phrases that end there (longest first); `ends[state]` is 1 where there are any.
 */
export type Automaton = {
  classOf: Uint16Array
  width: number
  table: Uint16Array | Int32Array
  ends: Uint8Array
  outputs: (number[] | undefined)[]
  lengths: number[]
}

const SMALL = 0xffff

/** Builds the automaton of folded, non-empty phrases; phrase i is reported as number i. Time and room grow with letters × alphabet. */
export function buildAutomaton(phrases: string[]): Automaton {
  const classOf = new Uint16Array(0x10000)
  let width = 1
  for (const phrase of phrases)
    for (let i = 0; i < phrase.length; i++) if (classOf[phrase.charCodeAt(i)] === 0) classOf[phrase.charCodeAt(i)] = width++
  const states = phrases.reduce((sum, phrase) => sum + phrase.length, 1)
  const table = new Int32Array(states * width)
  const outputs: (number[] | undefined)[] = []
  const used = plantTrie(phrases, classOf, width, table, outputs)
  linkFailures(used, width, table, outputs)
  const ends = Uint8Array.from({ length: used }, (_, state) => (outputs[state] ? 1 : 0))
  const rows = table.subarray(0, used * width)
  return {
    classOf,
    width,
    table: used <= SMALL ? Uint16Array.from(rows) : rows,
    ends,
    outputs,
    lengths: phrases.map((phrase) => phrase.length),
  }
}

function plantTrie(phrases: string[], classOf: Uint16Array, width: number, table: Int32Array, outputs: (number[] | undefined)[]): number {
  let used = 1
  for (const [number, phrase] of phrases.entries()) {
    let state = 0
    for (let i = 0; i < phrase.length; i++) {
      const slot = state * width + classOf[phrase.charCodeAt(i)]!
      if (table[slot] === 0) table[slot] = used++
      state = table[slot]!
    }
    const here = outputs[state]
    if (here) here.push(number)
    else outputs[state] = [number]
  }
  return used
}

/** Breadth first, so that the failure state of every state is complete when its row is filled in from it. */
function linkFailures(used: number, width: number, table: Int32Array, outputs: (number[] | undefined)[]): void {
  const failure = new Int32Array(used)
  const queue = new Int32Array(used)
  let [head, tail] = [0, 0]
  for (let c = 1; c < width; c++) if (table[c] !== 0) queue[tail++] = table[c]!
  while (head < tail) {
    const state = queue[head++]!
    const behind = failure[state]!
    const inherited = outputs[behind]
    if (inherited) outputs[state] = [...(outputs[state] ?? []), ...inherited]
    for (let c = 1; c < width; c++) {
      const next = table[state * width + c]!
      const fallback = table[behind * width + c]!
      if (next === 0) table[state * width + c] = fallback
      else {
        failure[next] = fallback
        queue[tail++] = next
      }
    }
  }
}
