import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, problemOf, query } from '../../data/client'
import { type Notice, type Page, stateShown } from '../../data/types'
import { NoticeState } from '../../outbox/outbox'
import { InlineTrouble } from '../../parts/states'
import { When } from '../../words/when'
import { notifiersQuery } from '../channels/queries'
import { Loaded, Part, useDeed } from '../parts'

/** What each webhook was sent and how it fared; what failed can be sent again. Signed as Standard Webhooks 1.0 says. */
export function Deliveries() {
  const { t } = useTranslation()
  const notifiers = useQuery(notifiersQuery)
  const [chosen, choose] = useState<string | null>(null)
  return (
    <Part title={t('dev.webhooks')} what={t('dev.webhooksWhat')}>
      <Loaded query={notifiers} what={t('dev.webhooks')}>
        {({ data }) => {
          const hooks = data.filter(({ kind }) => kind === 'webhook')
          const name = chosen ?? hooks[0]?.name
          if (name === undefined) return <p className="muted">{t('dev.noWebhooks')}</p>
          return (
            <>
              <NativeSelect
                label={t('dev.webhook')}
                value={name}
                onChange={(event) => choose(event.currentTarget.value)}
                data={hooks.map((hook) => hook.name)}
              />
              <List channel={name} />
            </>
          )
        }}
      </Loaded>
    </Part>
  )
}

function List({ channel }: { channel: string }) {
  const { t } = useTranslation()
  const notices = useQuery({
    queryKey: ['deliveries', channel],
    queryFn: ({ signal }) => get<Page<Notice>>(query('/notices', { channel, limit: 20 }), signal),
  })
  const again = useDeed(['deliveries', 'counts'], t('dev.again'))
  return (
    <Loaded query={notices} what={t('dev.webhooks')}>
      {({ data }) =>
        data.length === 0 ? (
          <p className="muted">{t('dev.noDeliveries')}</p>
        ) : (
          <>
            <ul className="set-rows">
              {data.map((notice) => (
                <li key={notice.id} className="set-row" data-delivery={notice.id}>
                  <div className="set-row-main">
                    <span className="set-chips">
                      <NoticeState of={notice} />
                      <span>{t(`outbox.kind.${notice.kind}`, { defaultValue: notice.kind })}</span>
                      {notice.case_reference && <bdi className="id">{notice.case_reference}</bdi>}
                    </span>
                    <span className="small muted">
                      <When at={notice.created_at} /> · <bdi className="id">{notice.id}</bdi>
                      {notice.reason && ` · ${t(`delivery.reason.${notice.reason}`, { defaultValue: notice.reason })}`}
                    </span>
                  </div>
                  {['failed', 'unknown'].includes(stateShown(notice)) && (
                    <Button
                      variant="default"
                      size="xs"
                      loading={again.isPending && again.variables?.path.includes(notice.id)}
                      onClick={() => again.mutate({ method: 'POST', path: `/notices/${notice.id}/resolution`, body: { as: 'retry' } })}
                    >
                      {t('dev.replay')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {again.error && <InlineTrouble problem={problemOf(again.error)} />}
          </>
        )
      }
    </Loaded>
  )
}
