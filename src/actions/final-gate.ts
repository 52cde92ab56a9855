import type { Refusal } from '../domain/case/commands'
import { compose, type Words } from '../domain/letters/compose'
import { askedOf } from '../domain/letters/letter'
import { saidIn } from '../domain/letters/said'
import type { Block } from '../domain/regimes/vocabulary'
import type { Book } from './book'
import type { Directory, StoredCase, TenantTx } from './needs'
import { knownOf, languageOf, standingsOf } from './standings'

type Room = { directory: Directory; tx: TenantTx; it: StoredCase; now: number }

/** A block that a final answer lacks; `text` says it in the customer's language, to be added as it stands. */
export type Lacking = { block: Block; must: boolean; regime: string; reference: string; text: string }
export type LetterWords = Readonly<Record<string, Words>>

/**
 * What the rule books of a case ask a final answer to say and these words do not: the same blocks as of a letter, as far as a machine can tell
 * whether free words say them. Each block once, and as a duty where any rule book makes it one; what is only a target of the firm asks nothing.
 */
export async function lackingIn(room: Room, text: string, words: LetterWords): Promise<Lacking[]> {
  const standings = await standingsOf(room)
  const bodies = standings.flatMap(({ pack }) => pack.externalBodies)
  const asked = askedOf('final_response', standings, null).filter(
    ({ block, duty }) => (duty === 'must' || duty === 'should') && saidIn(block, text, bodies) === false,
  )
  if (asked.length === 0) return []
  const blocks = [...new Set(asked.map(({ block }) => block))]
  const known = await knownOf(room, { expected: null, consents: null }, standings)
  const { parts } = compose('final_response', blocks, {}, known, words[languageOf(null, room, words)]!)
  return blocks.map((block) => {
    const by = asked.find((one) => one.block === block && one.must) ?? asked.find((one) => one.block === block)!
    return {
      block,
      must: by.must,
      regime: by.regime,
      reference: by.reference,
      text: parts.find((part) => part.block === block)?.text ?? '',
    }
  })
}

type Said = { by: string; caseId: string; text: string; final: boolean; letter?: object; complete?: boolean; confirmed?: string | null }
const LEADS = ['lead', 'manager', 'administrator']

/** A final answer in free words passes the gate of a letter: what the rule books of the case ask it to say is there, is added, or stops it. A letter has passed its own. */
export async function asFinal<S extends Said>(
  room: Room & { book: Book },
  input: S,
  words: LetterWords,
  approved: boolean,
): Promise<{ input: S; refused: Refusal | null }> {
  const lacking = input.final && !input.letter && input.text.trim() !== '' ? await lackingIn(room, input.text, words) : []
  if (lacking.length === 0) return { input, refused: null }
  if (input.complete && lacking.every(({ text }) => text !== ''))
    return { input: { ...input, text: [input.text, ...lacking.map(({ text }) => text)].join('\n\n') }, refused: null }
  if (lacking.some(({ must }) => must)) return { input, refused: 'content_missing' }
  if (approved) return { input, refused: null }
  if (!input.confirmed?.trim()) return { input, refused: 'content_advised' }
  if (!room.directory.people.some(({ id, role }) => id === input.by && LEADS.includes(role))) return { input, refused: 'not_a_lead' }
  const data = { blocks: lacking.map(({ block }) => block), reason: input.confirmed }
  room.book.audit.push({ at: room.now, actor: input.by, action: 'case.sent_without', subject: input.caseId, data })
  return { input, refused: null }
}
