import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { LetterKind } from '../../domain/letters/letter'
import { post, problemOf, remove } from '../data/client'
import { useNow } from '../data/now'
import { useMay, useMe } from '../data/queries'
import { type CaseFull, type CaseMessage, type Mode, stateShown } from '../data/types'
import { perform } from '../keys/dispatch'
import { letterOf } from '../letters/letter-draft'
import { Icon } from '../look/icons'
import { useChannelName } from '../parts/contact'
import { InlineTrouble } from '../parts/states'
import { toast } from '../parts/toasts'
import { number } from '../words/dates'
import { useReading } from '../words/use-reading'

type Props = { message: CaseMessage; delivery: NonNullable<CaseMessage['delivery']>; one: CaseFull; compose: (mode: Mode) => void }

/** Where a reply of ours stands: can still be taken back, is out, failed (try again), or nobody knows (a person says). */
export function Delivery({ message, delivery, one, compose }: Props) {
  const { t } = useTranslation()
  const state = stateShown(delivery)
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['case'] })
  const resolve = useMutation({
    mutationFn: (said: { as: 'sent' | 'failed' | 'retry'; channel?: string }) => post(`/notices/${delivery.notice_id}/resolution`, said),
    onSuccess: refresh,
  })
  const takeBack = useMutation({
    mutationFn: () => remove(`/notices/${delivery.notice_id}`),
    onSuccess: async () => {
      await refresh()
      await client.invalidateQueries({ queryKey: ['drafts', one.id] })
      void client.invalidateQueries({ queryKey: ['pending-replies'] })
      if (delivery.letter) {
        if (letterOf(one.id).back(delivery.notice_id)) perform('letter')
        return toast(t('letter.takenBack'))
      }
      compose(message.public ? 'public' : 'private')
      toast(t('delivery.takenBack'))
    },
    onError: refresh,
  })
  const mayConnect = useMay('admin') && state === 'queued' && delivery.reason === 'nothing_connected'
  const demo = useMe()?.tenant.demo ?? false
  const why = demo && delivery.reason === 'nothing_connected' ? 'sample_firm' : delivery.reason
  const reason = why && t(`delivery.reason.${why}`, { defaultValue: why })
  return (
    <footer className={`delivery delivery-${state}`} data-delivery={state}>
      <span>
        {state === 'sent' && <Icon name="check" size={14} />}
        {(state === 'failed' || state === 'unknown') && <Icon name="warning" size={14} />}
        {delivery.read_at ? t('delivery.read') : t(`delivery.${state}`)} {state !== 'sent' && state !== 'cancelled' && reason}
      </span>
      {delivery.letter && <Printed one={one} notice={delivery.notice_id} kind={delivery.letter} />}
      {mayConnect && <Link to="/settings/channels">{t('ways.connect')}</Link>}
      {state === 'queued' && (
        <button type="button" className="link-button" disabled={takeBack.isPending} onClick={() => takeBack.mutate()} data-undo-send>
          {t('delivery.takeBack')} <Seconds until={delivery.send_after ?? null} />
        </button>
      )}
      {(state === 'failed' || state === 'unknown') && (
        <>
          {state === 'unknown' && (
            <button type="button" className="link-button" onClick={() => resolve.mutate({ as: 'sent' })}>
              {t('delivery.itArrived')}
            </button>
          )}
          <button type="button" className="link-button" disabled={resolve.isPending} onClick={() => resolve.mutate({ as: 'retry' })}>
            {t('delivery.retry')}
          </button>
          <OtherWays one={one} used={message.channel} send={(channel) => resolve.mutate({ as: 'retry', channel })} />
        </>
      )}
      {takeBack.error && <InlineTrouble problem={problemOf(takeBack.error)} />}
      {resolve.error && <InlineTrouble problem={problemOf(resolve.error)} safe={t('states.textSafe')} />}
    </footer>
  )
}

/** What kind of letter it was, and its page for paper. */
function Printed({ one, notice, kind }: { one: CaseFull; notice: string; kind: LetterKind }) {
  const { t } = useTranslation()
  return (
    <span className="delivery-letter">
      <Icon name="mail" size={14} /> {t('letter.sentKind', { kind: t(`letter.kind.${kind}`) })} ·{' '}
      <a href={`/api/v1/cases/${one.id}/letters/${notice}/print`} target="_blank" rel="noreferrer" data-print-letter>
        {t('letter.print')}
      </a>
    </span>
  )
}

/** The same words to the same person, another way; never an answer that is meant for everybody. */
function OtherWays({ one, used, send }: { one: CaseFull; used: string; send: (channel: string) => void }) {
  const { t } = useTranslation()
  const channelName = useChannelName()
  const ways = (one.other_ways ?? []).filter(({ channel }) => channel !== used)
  return ways.map(({ channel, to }) => (
    <button key={channel} type="button" className="link-button" data-other-way={channel} onClick={() => send(channel)}>
      {t('writing.otherWay', { channel: channelName(channel) })} {to && <bdi dir="ltr">{to}</bdi>}
    </button>
  ))
}

function Seconds({ until }: { until: string | null }) {
  const reading = useReading()
  const now = useNow(1000)
  const left = until ? Math.ceil((Date.parse(until) - now) / 1000) : 0
  return left > 0 ? <bdi className="num">{number(left, reading)}</bdi> : null
}
