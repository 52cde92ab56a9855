import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf, remove } from '../data/client'
import { onChange } from '../data/live'
import { useNow } from '../data/now'
import { pendingQuery, useMay } from '../data/queries'
import type { PendingReply } from '../data/types'
import { letterOf } from '../letters/letter-draft'
import { number } from '../words/dates'
import { useReading } from '../words/use-reading'
import { useChannelName } from './contact'
import { InlineTrouble } from './states'
import './pending-replies.css'

/** What I sent and can still take back, on whichever screen I am, also after the page was closed and opened again. */
export function PendingReplies() {
  const may = useMay('cases:write')
  const client = useQueryClient()
  const { data = [] } = useQuery({ ...pendingQuery, enabled: may })
  const now = useNow(1000)
  useEffect(
    () =>
      onChange(({ of }) => {
        if (of === 'notice') void client.invalidateQueries({ queryKey: pendingQuery.queryKey })
      }),
    [client],
  )
  const open = data.filter(({ send_after }) => Date.parse(send_after) > now)
  if (open.length === 0) return null
  return (
    <div className="pending-replies" role="status">
      {open.map((one) => (
        <Pending key={one.notice_id} one={one} now={now} />
      ))}
    </div>
  )
}

function Pending({ one, now }: { one: PendingReply; now: number }) {
  const { t } = useTranslation()
  const reading = useReading()
  const client = useQueryClient()
  const channelName = useChannelName()
  const undo = useMutation({
    mutationFn: () => remove(`/notices/${one.notice_id}`),
    onSuccess: () => void letterOf(one.case_id).back(one.notice_id),
    onSettled: () => {
      for (const queryKey of [['pending-replies'], ['drafts', one.case_id], ['case']]) void client.invalidateQueries({ queryKey })
    },
  })
  return (
    <div className="pending-reply" data-pending={one.notice_id}>
      <span>{t('writing.pending', { channel: channelName(one.channel), to: one.to ?? '' })}</span>
      <Link to="/cases/$ref" params={{ ref: one.case_reference }}>
        <bdi className="id">{one.case_reference}</bdi>
      </Link>
      <bdi className="num" aria-hidden="true">
        {number(Math.ceil((Date.parse(one.send_after) - now) / 1000), reading)}
      </bdi>
      <button type="button" className="link-button" disabled={undo.isPending} onClick={() => undo.mutate()} data-undo-pending>
        {t('delivery.takeBack')}
      </button>
      {undo.error && <InlineTrouble problem={problemOf(undo.error)} />}
    </div>
  )
}
