import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../data/client'
import { countsQuery } from '../data/queries'
import type { MessageRow, TriageDecision } from '../data/types'
import { takeBack } from '../data/undo'
import type { useRows } from '../data/use-rows'
import { toast } from '../parts/toasts'
import { flush, later, send, UNDO_MS } from './decisions'

type Open = (id: string | undefined) => void
/** One message is decided: at once on the screen, with a way back where one is left. */
export function useDecide(list: ReturnType<typeof useRows<MessageRow>>, row: MessageRow | undefined, open: Open) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [picking, setPicking] = useState(false)
  useEffect(() => {
    window.addEventListener('pagehide', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [])
  const follow = (decided: MessageRow, outcome: Promise<MessageRow>, say: (answer: MessageRow) => void) =>
    outcome
      .then(say, (error: unknown) => {
        list.restore(decided.id)
        const problem = problemOf(error)
        toast(t(`refusals.${problem.code}`, { defaultValue: problem.detail || t('refusals.other') }), { tone: 'trouble' })
      })
      .finally(() => void client.invalidateQueries(countsQuery))
  const decide = (decision: TriageDecision, caseId: string | null = null) => {
    if (!row) return
    if (decision === 'duplicate' && caseId === null) return setPicking(true)
    setPicking(false)
    const at = list.rows.indexOf(row)
    const next = list.rows[at + 1] ?? list.rows[at - 1]
    list.drop(row.id)
    open(next?.id)
    if (decision === 'noise' || decision === 'abuse') {
      flush()
      const sent = send({ row, decision, caseId })
      void follow(row, sent, () => undefined)
      const undo = async () => {
        const { undo: deed } = await sent
        if (deed) await takeBack(deed)
        list.restore(row.id)
        open(row.id)
      }
      toast(t(`triage.did.${decision}`), { undo })
      return
    }
    if (decision === 'complaint') {
      flush()
      void follow(row, send({ row, decision, caseId }), (answer) => {
        const reference = answer.case_reference ?? answer.case_id ?? ''
        toast(t('triage.did.complaint', { reference }), { link: { to: `/cases/${reference}`, text: t('triage.openCase') } })
      })
      return
    }
    const recall = later({ row, decision, caseId }, (outcome) => void follow(row, outcome, () => undefined))
    const undo = () => {
      recall()
      list.restore(row.id)
      open(row.id)
    }
    toast(t(`triage.did.${decision}`), { undo, forMs: UNDO_MS })
  }
  return { decide, picking, setPicking }
}
