import { useCallback, useEffect, useRef, useState } from 'react'

const SETTLE_MS = 250

/**
 * Which row is open. It changes at once on the screen and a moment later in the address, so that walking a list by key costs one paint a
 * row and not a navigation; whoever copies the address still gets the open row.
 */
export function useOpenRow(inAddress: string | undefined, toAddress: (id: string | undefined) => void) {
  const [open, setOpen] = useState(inAddress)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const write = useRef(toAddress)
  write.current = toAddress
  useEffect(() => {
    clearTimeout(timer.current)
    setOpen(inAddress)
  }, [inAddress])
  useEffect(() => () => clearTimeout(timer.current), [])
  const change = useCallback((id: string | undefined) => {
    setOpen(id)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => write.current(id), SETTLE_MS)
  }, [])
  return [open, change] as const
}
