import { useState } from 'react'
import { useMay } from '../data/queries'
import type { CaseMessage } from '../data/types'
import { Correction } from '../inbox/correction'
import { useKeys } from '../keys/use-keys'

/** `F` on a case: what the detector made of the customer's newest message, corrected without leaving the case. */
export function CaseCorrection({ messages }: { messages: readonly CaseMessage[] }) {
  const [opened, open] = useState(false)
  const may = useMay('messages:decide')
  const message = messages.findLast(({ direction, finding }) => direction === 'in' && finding)
  useKeys('case', may && message ? { wrongCase: () => open(true) } : {})
  if (!message?.finding) return null
  return <Correction message={message} finding={message.finding} opened={opened} first="severity" onClose={() => open(false)} />
}
