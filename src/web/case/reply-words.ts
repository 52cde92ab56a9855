import { filled, type SavedReply, textFor } from '../../domain/saved-replies'
import { useMe } from '../data/queries'
import type { CaseFull } from '../data/types'

/** The words of a saved reply for this case: in the customer's language, with what is known filled in. */
export function useWordsOf(one: CaseFull) {
  const me = useMe()
  const facts = { customer: one.contact.name, reference: one.reference, firm: me?.tenant.name ?? null, agent: me?.user?.name ?? null }
  return (reply: Pick<SavedReply, 'texts'>) => filled(textFor(reply, one.lang, me?.tenant.language ?? null), facts)
}
