import { useKeys } from '../keys/use-keys'
import type { Selection } from './use-selection'

/** Keys that choose rows for the next deed: one, up to here, further with Shift, all that match, none. */
export function useChoosing(selection: Selection | undefined, activeId: string | null, step: (by: number) => string | undefined) {
  const further = (by: number) => {
    if (activeId && selection?.ids.size === 0) selection.toggle(activeId)
    const id = step(by)
    if (id) selection?.reach(id)
  }
  const some = selection !== undefined && (selection.all || selection.ids.size > 0)
  useKeys(
    'list',
    selection
      ? {
          chooseAll: selection.chooseAll,
          ...(some ? { clearChoice: selection.clear } : {}),
          ...(activeId
            ? {
                choose: () => selection.toggle(activeId),
                chooseDown: () => further(1),
                chooseUp: () => further(-1),
              }
            : {}),
        }
      : {},
  )
}
