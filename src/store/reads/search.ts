import type { AddressSearch } from '../../actions/reads'
import { parseReference } from '../../domain/reference'
import { escapeLike } from './page'

type Condition = readonly [sql: string, ...values: unknown[]]
const MOST_WORDS = 6

/** Letters that one keyboard writes in one way and another in another, and that a reader takes for the same. */
const SAME: readonly (readonly [string, string])[] = [
  ['ي', 'ی'],
  ['ك', 'ک'],
  ['ة', 'ه'],
]

/** A word as people may have written it: Persian and Arabic letters, with a half space or without. At most four ways. */
function waysToWrite(word: string): string[] {
  const persian = SAME.reduce((text, [arabic, own]) => text.replaceAll(arabic, own), word)
  const arabic = persian.replaceAll('ی', 'ي').replaceAll('ک', 'ك')
  return [...new Set([word, persian, arabic].flatMap((text) => [text, text.replaceAll('\u200c', '')]))].slice(0, 4)
}

/**
 * What a case must have for the words of a search: each of them somewhere in what the customer or we said, in the summary, the name or the
 * address of the customer. A piece of a word is enough, because Thai and Chinese write no spaces between words. `head` leaves the messages
 * out: for lists that answer while somebody types.
 */
export function searched(q: string, within: 'all' | 'head', addresses: AddressSearch = 'piece'): Condition[] {
  const exact = named(q)
  if (exact) return [exact]
  const words = q.normalize('NFKC').split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)
  return words.map((word) => {
    const like = patternsFor(word)
    const address = patternsFor(word, addresses)
    const head = `c.summary ilike any(?) or c.reference ilike any(?) or c.contact_id in (
      select p.id from contact p where p.tenant_id = $1 and p.name ilike any(?) union all
      select i.contact_id from identity i where i.tenant_id = $1 and i.shown ilike any(?))`
    const said = `c.id in (select l.case_id from message m join case_message l on l.tenant_id = $1 and l.message_id = m.id
      where m.tenant_id = $1 and m.text ilike any(?))`
    return within === 'head' ? [`(${head})`, like, like, like, address] : [`(${head} or ${said})`, like, like, like, address, like]
  })
}

/** What a word is looked for by: anywhere in a text or as the whole of it, in each way to write it. */
export const patternsFor = (word: string, as: AddressSearch = 'piece') =>
  waysToWrite(word).map((way) => (as === 'piece' ? `%${escapeLike(way)}%` : escapeLike(way)))

/** `C-12` or a customer's reference names one case, and no message need be read. */
function named(q: string): Condition | null {
  const number = /^c-(\d{1,15})$/i.exec(q.trim())
  if (number) return ['c.number = ?', Number(number[1])]
  const reference = /[\d-]/.test(q) ? parseReference(q.trim()) : null
  return reference ? ['c.reference = ?', reference] : null
}
