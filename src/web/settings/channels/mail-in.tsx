import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Copyable, Loaded, Part } from '../parts'
import { waysInQuery } from './queries'

const MAIL = {
  channel: 'email',
  external_id: 'MESSAGE-ID',
  text: 'SUBJECT AND TEXT',
  contact: { handles: [{ kind: 'email', value: 'SENDER@EXAMPLE.COM' }] },
}

/** How mail gets here while no mailbox can be connected: said as it is, with what to run for it. */
export function MailIn() {
  const { t } = useTranslation()
  const ways = useQuery(waysInQuery)
  return (
    <Part title={t('mailIn.title')} what={t('mailIn.what')}>
      <Loaded query={ways} what={t('mailIn.title')}>
        {({ firm, api }) => (
          <>
            <h3>{t('mailIn.files')}</h3>
            <p className="small muted">{t('mailIn.filesHow')}</p>
            <Copyable value={`redress import --live --tenant ${firm} ~/Maildir/new/*`} label={t('mailIn.files')} />
            <h3>{t('mailIn.call')}</h3>
            <p className="small muted">{t('mailIn.callHow')}</p>
            <Copyable
              value={`curl -H 'Authorization: Bearer KEY' -H 'Content-Type: application/json' -d '${JSON.stringify(MAIL)}' ${api}`}
              label={t('mailIn.call')}
            />
            <h3>{t('mailIn.hook')}</h3>
            <p className="small muted">{t('mailIn.hookHow')}</p>
          </>
        )}
      </Loaded>
    </Part>
  )
}
