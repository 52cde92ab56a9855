import { newKey } from '../data/client'
import { keep, kept } from '../data/stored'
import { type LetterWords, NO_WORDS } from './letters'

type Sent = { id: string; words: LetterWords }
type Kept = { words: LetterWords; key: string }
const fresh = (): Kept => ({ words: NO_WORDS, key: newKey() })

/** The unsent letter of a case, kept in this browser from the first word on; what was sent can be had back while its tab is open. */
export class LetterDraft {
  #value: Kept
  #listeners = new Set<() => void>()

  constructor(readonly caseId: string) {
    this.#value = { ...fresh(), words: this.#stored() }
  }

  get = () => this.#value
  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Another letter is another intention, under a key of its own: a repeat of the same one after a lost answer says it once. */
  edit = (change: Partial<LetterWords>) => this.#set({ words: { ...this.#value.words, ...change }, key: newKey() })

  holds() {
    const { words, more, grounds, expected, decision } = this.#value.words
    return [...Object.values(words), more, expected].some((text) => text?.trim()) || grounds.length > 0 || decision !== null
  }

  /** It is on its way under this id, or was thrown away. */
  done(id: string | null = null) {
    this.#keepSent(id === null ? null : { id, words: this.#value.words })
    this.#set(fresh())
  }

  /** It was taken back before it left: false where its words are not known here, or others were begun since. */
  back(id: string) {
    const sent = this.#sent()
    if (sent?.id !== id || this.holds()) return false
    this.#set({ words: { ...NO_WORDS, ...sent.words }, key: newKey() })
    return true
  }

  #set(value: Kept) {
    this.#value = value
    this.#store()
    for (const tell of this.#listeners) tell()
  }

  #name = () => `redress.letter.${this.caseId}`

  #stored(): LetterWords {
    const here = kept<LetterWords>('localStorage', this.#name())
    return here && typeof here.words === 'object' && Array.isArray(here.grounds) ? { ...NO_WORDS, ...here } : NO_WORDS
  }

  #memory: Sent | null = null
  #keepSent(sent: Sent | null) {
    this.#memory = sent
    keep('sessionStorage', this.#name(), sent)
  }

  #sent = () => this.#memory ?? kept<Sent>('sessionStorage', this.#name())
  #store = () => keep('localStorage', this.#name(), this.holds() ? this.#value.words : null)
}

const drafts = new Map<string, LetterDraft>()

/** One for each case, for as long as the page lives: closing the dialog loses nothing. */
export function letterOf(caseId: string): LetterDraft {
  const known = drafts.get(caseId) ?? new LetterDraft(caseId)
  drafts.set(caseId, known)
  return known
}
