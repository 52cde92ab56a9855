import { useTranslation } from 'react-i18next'
import { type Matching, useMatching } from '../bulk/bulk-bar'
import { post, problemOf } from '../data/client'
import type { MessageRow } from '../data/types'
import { takeBack } from '../data/undo'
import type { Filters, Rows } from '../data/use-rows'
import { toast } from '../parts/toasts'
import type { Selection } from '../parts/use-selection'

type ManyDone = { done: number; left_out: { id: string; why: string }[]; undo: string | null }
const OFFERED_MS = 30_000

/** One decision for all that are chosen: at once on the screen, one request, one undo. Severity A is never among them. */
export function useDecideMany(list: Rows<MessageRow>, selection: Selection, filters: Filters) {
  const { t } = useTranslation()
  const { data: matching } = useMatching('messages', filters, selection.all)
  const severe = list.rows
    .filter((row) => selection.ids.has(row.id) && isSevere(row))
    .map(({ contact }) => contact.name ?? contact.handle ?? '–')
  const decideAll = async (decision: 'noise' | 'abuse') => {
    const which = chosen(selection, matching, filters)
    if (!which) return
    const gone = list.rows.filter((row) => selection.has(row.id) && !isSevere(row)).map(({ id }) => id)
    list.drop(...gone)
    selection.clear()
    try {
      const answer = await post<ManyDone>('/messages/judgements', { decision, ...which })
      const deed = answer.undo
      list.reload()
      const undo = async () => {
        if (deed) await takeBack(deed)
        list.restore(...gone)
        list.reload()
      }
      const text = t(`bulk.did.${decision}`, { count: answer.done })
      toast(text, deed ? { undo, forMs: OFFERED_MS } : {})
    } catch (error) {
      list.restore(...gone)
      const { code, detail } = problemOf(error)
      toast(t(`refusals.${code}`, { defaultValue: detail || t('refusals.other') }), { tone: 'trouble' })
    }
  }
  return { matching, severe, decideAll }
}

const isSevere = ({ finding }: MessageRow) => finding?.severity.value === 'A'

/** The chosen rows by name, or the filter as it stood when somebody saw its number; null while that number is not known. */
export function chosen(selection: Selection, matching: Matching | undefined, filters: Filters) {
  if (!selection.all) return selection.ids.size > 0 ? { ids: [...selection.ids] } : null
  if (!matching || matching.more) return null
  const filter = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined && value !== ''))
  return { filter, as_of: matching.as_of }
}
