import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf } from '../learn/grams'
import { saltOf } from '../second-look'
import { foldedString } from '../text/normalise'

/** Words by what they stand for, as `samples/training/kinds/LANG.json` has them. A word may belong to several kinds. */
type KindWords = { lang: string; kinds: Record<string, string[]> }

export function readKinds(dir: string): KindWords[] {
  const files = readdirSync(dir).filter((name) => name.endsWith('.json'))
  return files.sort().map((name) => JSON.parse(readFileSync(join(dir, name), 'utf8')) as KindWords)
}

/** A word's hash with its language's salt, and the number of its kind: one number a name in all languages. */
export function kindPairs(lists: KindWords[]): Int32Array {
  const names = [...new Set(lists.flatMap(({ kinds }) => Object.keys(kinds)))].sort()
  return Int32Array.from(
    lists.flatMap(({ lang, kinds }) =>
      Object.entries(kinds).flatMap(([name, words]) => words.flatMap((word) => [wordHash(word) ^ saltOf(lang), names.indexOf(name)])),
    ),
  )
}

/** A word within a text has no apostrophe when it is read. */
const wordHash = (word: string): number => hashOf(foldedString(word).replaceAll("'", ''))
