import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get, problemOf } from '../../data/client'
import { InlineTrouble } from '../../parts/states'
import { When } from '../../words/when'
import { Loaded, Part, useDeed } from '../parts'
import { browserOf } from './browser-of'

type Session = { id: string; created_at: string; expires_at: string; agent: string | null; here: boolean }

/** Where I am signed in; any of them can be ended from here. */
export function Sessions() {
  const { t } = useTranslation()
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => get<{ data: Session[] }>('/me/sessions', signal),
  })
  const end = useDeed(['sessions'], t('mine.sessionEnded'))
  return (
    <Part title={t('mine.sessions')} what={t('mine.sessionsWhat')}>
      <Loaded query={sessions} what={t('mine.sessions')}>
        {({ data }) => (
          <ul className="set-rows">
            {data.map(({ id, created_at, agent, here }) => (
              <li key={id} className="set-row">
                <span className="set-row-main">
                  <span className="set-chips">
                    <bdi className="strong">{browserOf(agent) ?? t('mine.unknownBrowser')}</bdi>
                    {here && <span className="chip chip-ok">{t('mine.here')}</span>}
                  </span>
                  <span className="small muted">
                    {t('mine.since')} <When at={created_at} full />
                  </span>
                </span>
                {!here && (
                  <Button
                    variant="default"
                    size="xs"
                    loading={end.isPending && end.variables?.path.endsWith(id)}
                    onClick={() => end.mutate({ method: 'DELETE', path: `/me/sessions/${id}` })}
                  >
                    {t('shell.signOut')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {end.error && <InlineTrouble problem={problemOf(end.error)} />}
    </Part>
  )
}
