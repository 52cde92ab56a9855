import type { CustomerRow } from '../customers/queries'
import type { CaseRow } from '../data/types'

export type Command = {
  id: string
  name: string
  alias: string
  keys: string | null
  run: () => void
  case?: CaseRow
  customer?: CustomerRow
}

const plain = (words: string) => words.toLocaleLowerCase().normalize('NFKC')

/** Commands whose name, in the page's language or in English, holds every word typed; those whose name begins with it come first. */
export function matching(commands: readonly Command[], words: string): Command[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean)
  const hits = commands.filter(({ name, alias }) => wanted.every((word) => plain(`${name} ${alias}`).includes(word)))
  const first = wanted[0]
  if (first === undefined) return hits
  return [...hits.filter(({ name }) => plain(name).startsWith(first)), ...hits.filter(({ name }) => !plain(name).startsWith(first))]
}
