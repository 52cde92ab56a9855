import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post, problemOf } from '../data/client'
import { useMay } from '../data/queries'
import type { MessageRow } from '../data/types'
import type { Rows } from '../data/use-rows'
import { useKeys } from '../keys/use-keys'
import { SnoozeDialog, type Until } from '../parts/snooze'
import { toast } from '../parts/toasts'
import { shortWhen } from '../words/dates'
import { useReading } from '../words/use-reading'

/** `H`: the message leaves the list for a while, a day at the most, since nobody has judged it yet. */
export function useSnoozeMessage(list: Rows<MessageRow>, row: MessageRow | undefined, open: (id: string | undefined) => void) {
  const { t } = useTranslation()
  const reading = useReading()
  const may = useMay('messages:decide')
  const [asking, setAsking] = useState(false)
  useKeys('list', row && may ? { snoozeRow: () => setAsking(true) } : {})
  const choose = async (until: Until) => {
    if (!row || until === null) return
    const next = list.rows[list.rows.indexOf(row) + 1] ?? list.rows[list.rows.indexOf(row) - 1]
    setAsking(false)
    list.drop(row.id)
    open(next?.id)
    try {
      const answer = await post<{ until: string; capped: boolean }>(`/messages/${row.id}/snooze`, { until: new Date(until).toISOString() })
      const time = shortWhen(Date.parse(answer.until), Date.now(), reading)
      toast(t(answer.capped ? 'snooze.cappedDay' : 'snooze.did', { time }))
    } catch (error) {
      list.restore(row.id)
      const { code, detail } = problemOf(error)
      toast(t(`refusals.${code}`, { defaultValue: detail || t('refusals.other') }), { tone: 'trouble' })
    }
  }
  const dialog = asking && row && (
    <SnoozeDialog close={() => setAsking(false)} clock={null} untilReply={false} choose={(until) => void choose(until)} />
  )
  return { dialog }
}
