import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../data/client'
import { useMay } from '../../data/queries'
import { useChannelName } from '../../parts/contact'
import { Loaded, Part } from '../parts'
import { draftOf, PROMISES, type Row, type Written } from './promise-draft'
import { PromisesDialog } from './promises-dialog'

/** What the desk promises beside the law: a table by house, kind of case and branch. */
export function ServicePromises() {
  const { t } = useTranslation()
  const query = useQuery({
    queryKey: ['service-policy'],
    queryFn: ({ signal }) => get<{ own: boolean; policy: Written }>('/service-policy', signal),
  })
  const may = useMay('admin')
  const [editing, edit] = useState(false)
  return (
    <Part
      title={t('promises.title')}
      what={t('promises.what')}
      action={may && query.data && <Button onClick={() => edit(true)}>{t('promises.edit')}</Button>}
    >
      <Loaded query={query} what={t('promises.title')}>
        {({ own, policy }) => (
          <>
            {!own && <p className="small muted">{t('promises.notOwn')}</p>}
            <Table policy={policy} />
          </>
        )}
      </Loaded>
      {editing && query.data && <PromisesDialog policy={query.data.policy} close={() => edit(false)} />}
    </Part>
  )
}

function Table({ policy }: { policy: Written }) {
  const { t } = useTranslation()
  const nameOf = useRowName()
  const { house, closer, branches } = draftOf(policy)
  const rows = [
    { key: 'house', name: t('promises.house'), promises: house },
    ...closer.map((one) => ({ key: `c${one.key}`, name: nameOf(one), promises: one.promises })),
    ...branches.map((one) => ({ key: `b${one.key}`, name: t('promises.branch', { name: one.name }), promises: one.promises })),
  ]
  return (
    <div className="book-dates promises">
      <table className="small">
        <thead>
          <tr>
            <th scope="col">{t('promises.cases')}</th>
            {PROMISES.map((name) => (
              <th key={name} scope="col">
                {t(`promises.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, promises }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {PROMISES.map((one) => (
                <td key={one} data-label={t(`promises.${one}`)}>
                  <bdi className="num">{promises[one] || '–'}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** "A, B · Chat": the cases that a row is for. */
function useRowName() {
  const { t } = useTranslation()
  const channelName = useChannelName()
  return ({ severities, channel }: Row) =>
    [
      ...(severities.length > 0 ? [t('promises.severity', { list: severities.join(', ') })] : []),
      ...(channel ? [channelName(channel)] : []),
    ].join(' · ')
}
