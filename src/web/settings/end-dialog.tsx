import { DeedDialog } from '../case/deed-dialog'
import { stateOf } from '../data/client'
import { useDeed } from './parts'

type Ending = {
  path: string
  /** What is read anew afterwards. */
  touches: readonly string[]
  title: string
  verb: string
  /** What ends with it. */
  what: string
  done: string
  close: () => void
}
/** Asks before something is taken away for good. */
export function EndDialog({ path, touches, title, verb, what, done, close }: Ending) {
  const deed = useDeed(touches, done, close)
  return (
    <DeedDialog close={close} {...stateOf(deed)} title={title} verb={verb} ready onSubmit={() => deed.mutate({ method: 'DELETE', path })}>
      <p>{what}</p>
    </DeedDialog>
  )
}
