import type { Handle, Message } from './message'

/** The address of somebody in our own chat window: 128 bits that nobody guesses, and worth nothing without the signed token beside it. */
const VISITOR = /^visitor-[0-9a-f]{32}$/
export const isVisitor = (address: string | null): address is string => address !== null && VISITOR.test(address)

/**
 * The addresses that say who wrote. In the chat window anybody may type anybody's e-mail, so there it is a wish to be answered at and proves
 * nothing: it neither finds a known customer nor becomes one's address.
 */
export function provenHandles({ channel, contact }: Pick<Message, 'channel' | 'contact'>): Handle[] {
  const { handles } = contact
  return channel === 'chat' && handles.some(({ value }) => isVisitor(value)) ? handles.filter(({ value }) => isVisitor(value)) : handles
}

/** The way into our own chat window, where a notice needs one: there is nothing to connect. */
export const CHAT_WINDOW = 'chat'
