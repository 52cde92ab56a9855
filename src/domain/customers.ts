import type { Handle } from './message'

export type Identity = { kind: string; value: string }
export const sameHandle = ({ kind, value }: Identity) => `${kind}\n${value.trim().toLowerCase()}`

/** What a message says of who wrote it: the handles that prove it, in the order in which they were taken in. */
export type Written = { id: string; handles: readonly Handle[] }

/**
 * Which messages of a person were written under some of their addresses. A message belongs to the first of its handles that the person has,
 * as it did when it came in, so what is taken out is what would never have come to them without these addresses.
 */
export function writtenUnder(messages: readonly Written[], all: readonly Identity[], some: readonly Identity[]): string[] {
  const [known, chosen] = [new Set(all.map(sameHandle)), new Set(some.map(sameHandle))]
  return messages.flatMap(({ id, handles }) => {
    const first = handles.map(sameHandle).find((handle) => known.has(handle))
    return first !== undefined && chosen.has(first) ? [id] : []
  })
}

/** Cases in which nobody wrote but whoever wrote these messages. A case without a message of its own stays where it is. */
export function casesOnlyOf(inbound: readonly { caseId: string; messageId: string }[], messages: readonly string[]): string[] {
  const taken = new Set(messages)
  const all = [...new Set(inbound.map(({ caseId }) => caseId))]
  return all.filter((id) => inbound.every(({ caseId, messageId }) => caseId !== id || taken.has(messageId)))
}

const MAIL = /^[^\s@]+@[^\s@]+$/
const PHONE = /^\+?[\d\s().-]{7,}$/
/** Whether a text is an e-mail address or a number and nothing else, as where a mail names its sender by the address. */
export const isAddress = (text: string) => MAIL.test(text.trim()) || PHONE.test(text.trim())

/** An address as somebody may see it who has no business writing there: enough to tell two apart, too little to write to. */
export function masked(address: string): string {
  const text = address.trim()
  if (MAIL.test(text)) return `${text.slice(0, 1)}…${text.slice(text.indexOf('@'))}`
  return text.length <= 4 ? '…' : `${text.slice(0, 2)}…${text.slice(-2)}`
}
