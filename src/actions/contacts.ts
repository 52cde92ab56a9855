import { provenHandles } from '../domain/chat'
import { type Handle, supportNeedsOf } from '../domain/message'
import type { Effects, KnownContact, Needs, StoredMessage } from './needs'

export type Contacts = {
  known: KnownContact[]
  /** By message: who wrote it. A message without any handle has nobody here; its case stands alone. */
  of: Map<string, KnownContact>
  created: Effects['contacts']
  identities: Effects['identities']
  /** What somebody whom we know told us now of what they need. */
  needs: Effects['contactNeeds']
}

/**
 * Finds out who wrote each message. A handle belongs to one contact; the first handle that we know decides. Handles that a message brings
 * along are *not* joined to a known contact: only the first handle of a newcomer founds one, because a wrong join shows one customer
 * another's words, and a missed one is mended by a person.
 */
export function contactsIn(messages: StoredMessage[], known: KnownContact[], needs: Pick<Needs, 'newId' | 'now'>): Contacts {
  const byHandle = new Map<string, KnownContact>()
  for (const contact of known) for (const i of contact.identities) byHandle.set(`${i.kind}\n${i.value}`, contact)
  const found: Contacts = { known, of: new Map(), created: [], identities: [], needs: [] }
  for (const message of messages) {
    const handles = provenHandles(message).filter((h) => h.value.trim() !== '')
    if (handles.length === 0) continue
    const mine = handles.map((h) => byHandle.get(handleKey(h))).find((c) => c !== undefined)
    if (mine) note(mine, message, found)
    found.of.set(message.id, mine ?? newcomer(message, handles, byHandle, found, needs))
  }
  return found
}

/** A need once told stays with the contact, so that nobody has to say it twice. */
function note(contact: KnownContact, message: StoredMessage, found: Contacts) {
  const told = supportNeedsOf(message).filter((need) => !contact.supportNeeds.includes(need))
  if (told.length === 0) return
  contact.supportNeeds = [...contact.supportNeeds, ...told]
  found.needs.push({ id: contact.id, needs: told })
}

function newcomer(
  message: StoredMessage,
  handles: Handle[],
  byHandle: Map<string, KnownContact>,
  found: Contacts,
  needs: Pick<Needs, 'newId' | 'now'>,
) {
  const { contact } = message
  const supportNeeds = supportNeedsOf(message)
  const made: KnownContact = { id: needs.newId(), name: contact.name, language: contact.language, supportNeeds, identities: [] }
  found.created.push({ id: made.id, contact, supportNeeds, at: needs.now(), demo: message.demo })
  for (const handle of handles) {
    const key = handleKey(handle)
    if (byHandle.has(key)) continue
    byHandle.set(key, made)
    found.identities.push({ kind: handle.kind, value: handle.value.trim().toLowerCase(), shown: handle.value.trim(), contactId: made.id })
  }
  return made
}

const handleKey = (h: { kind: string; value: string }) => `${h.kind}\n${h.value.trim().toLowerCase()}`
