import { useState } from 'react'
import { useMay } from '../data/queries'
import type { CaseFull } from '../data/types'
import { useKeys } from '../keys/use-keys'
import { HappeningForm } from './happening-form'

/** The dialog for what happened outside, by button, key and palette; a closed case is told too. Nobody is asked who may not tell. */
export function useHappened(one: CaseFull, name: string) {
  const may = useMay('cases:write')
  const [open, setOpen] = useState(false)
  const ask = may ? () => setOpen(true) : null
  useKeys('case', ask ? { happened: ask } : {})
  return { ask, dialog: open && <HappeningForm one={one} name={name} close={() => setOpen(false)} /> }
}
