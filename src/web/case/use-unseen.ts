import { useState } from 'react'
import type { CaseMessage } from '../data/types'

/** The newest thing that the customer said; an answer that has not seen it is held back. */
const lastHeard = (messages: readonly CaseMessage[]) => messages.findLast(({ direction }) => direction === 'in')?.id ?? null

/** The last message that a writer saw when they began, or said they had read since (`look`), and whether the customer wrote after it. */
export function useUnseen(messages: readonly CaseMessage[]) {
  const heard = lastHeard(messages)
  const [seen, setSeen] = useState(heard)
  return { last: seen ?? heard, unseen: seen !== null && heard !== seen, look: () => setSeen(heard) }
}
