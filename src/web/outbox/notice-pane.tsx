import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { post, problemOf, remove } from '../data/client'
import { useMay } from '../data/queries'
import { type Notice, stateShown } from '../data/types'
import { Icon } from '../look/icons'
import { useChannelName } from '../parts/contact'
import { InlineTrouble } from '../parts/states'
import { WordsOf } from '../parts/words-of'
import { When } from '../words/when'
import { NoticeState } from './outbox'

type Props = { notice: Notice; back: () => void; done: () => void }

/** One notice whole, how it fared, and what a person can do where nobody knows or it failed. */
export function NoticePane({ notice, back, done }: Props) {
  const { t } = useTranslation()
  const channelName = useChannelName()
  const facts: [string, React.ReactNode][] = [
    [t('outbox.to'), <bdi key="to">{[notice.to, notice.address].filter(Boolean).join(' · ')}</bdi>],
    [t('outbox.by'), channelName(notice.channel)],
    [t('outbox.for'), t(`outbox.audience.${notice.audience}`)],
    [t('outbox.created'), <When key="at" at={notice.created_at} full />],
    ...(notice.sent_at ? [[t('outbox.sentAt'), <When key="sent" at={notice.sent_at} full />] as [string, React.ReactNode]] : []),
    [
      t('outbox.attempts'),
      <bdi key="n" className="num">
        {notice.attempts}
      </bdi>,
    ],
  ]
  return (
    <article className="pane">
      <div className="pane-scroll">
        <button type="button" className="pane-back" onClick={back}>
          <Icon name="back" size={16} /> {t('shell.back')}
        </button>
        <header className="pane-head">
          <h2 dir="auto" lang={notice.lang ?? undefined}>
            {notice.subject ?? t(`outbox.kind.${notice.kind}`, { defaultValue: notice.kind })}
          </h2>
          <div className="pane-meta">
            <NoticeState of={notice} />
            {notice.case_reference && (
              <Link className="case-link" to="/cases/$ref" params={{ ref: notice.case_reference }}>
                <bdi className="id">{notice.case_reference}</bdi>
              </Link>
            )}
          </div>
        </header>
        {notice.reason && (
          <p className={stateShown(notice) === 'failed' ? 'breach' : 'muted'}>
            {t(`delivery.reason.${notice.reason}`, { defaultValue: notice.reason })}
          </p>
        )}
        <dl className="facts facts-list small">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {notice.body && <WordsOf className="pane-words" text={notice.body} lang={null} />}
      </div>
      <Resolution notice={notice} done={done} />
    </article>
  )
}

function Resolution({ notice, done }: { notice: Notice; done: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const finish = async () => {
    await client.invalidateQueries({ queryKey: ['counts'] })
    done()
  }
  const resolve = useMutation({
    mutationFn: (as: 'sent' | 'failed' | 'retry') => post(`/notices/${notice.id}/resolution`, { as }),
    onSuccess: finish,
  })
  const takeBack = useMutation({ mutationFn: () => remove(`/notices/${notice.id}`), onSuccess: finish })
  const mayResolve = useMay('notices:write')
  const mayTakeBack = useMay('cases:write')
  const canTakeBack = mayTakeBack && notice.state === 'queued' && notice.audience === 'customer'
  const open = mayResolve && ['unknown', 'failed'].includes(stateShown(notice))
  if (!open && !canTakeBack) return null
  const error = resolve.error ?? takeBack.error
  return (
    <div className="pane-deeds">
      {open && notice.state === 'unknown' && <p className="resolution-why">{t('outbox.unknownWhat')}</p>}
      {canTakeBack && (
        <Button variant="default" loading={takeBack.isPending} onClick={() => takeBack.mutate()}>
          {t('delivery.takeBack')}
        </Button>
      )}
      {open && notice.state === 'unknown' && (
        <>
          <Button variant="default" loading={resolve.isPending} onClick={() => resolve.mutate('sent')}>
            {t('delivery.itArrived')}
          </Button>
          <Button variant="default" loading={resolve.isPending} onClick={() => resolve.mutate('failed')}>
            {t('delivery.itDidNot')}
          </Button>
        </>
      )}
      {open && (
        <Button loading={resolve.isPending} onClick={() => resolve.mutate('retry')}>
          {t('delivery.retry')}
        </Button>
      )}
      {error && <InlineTrouble problem={problemOf(error)} />}
    </div>
  )
}
