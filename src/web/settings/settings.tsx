import { Link, useLocation } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { LOOK, useScreens } from '../app/screens'
import { Icon } from '../look/icons'
import { Empty, Skeleton } from '../parts/states'
import { PLACES } from './places'
import './settings.css'

/** The places that this person may enter, and the one that is open; on a phone the list comes first and the place takes its place. */
export function Settings() {
  const { t } = useTranslation()
  const part = useLocation({ select: ({ pathname }) => pathname.split('/')[2] })
  const places = useScreens().filter(({ group }) => group === 'settings')
  const here = places.find(({ id }) => id === part)
  const Place = here && PLACES[here.id]
  return (
    <div className="set" data-open={part !== undefined}>
      <nav className="set-nav" aria-label={t('run.title')}>
        {part === undefined ? <h1>{t('run.title')}</h1> : <h2>{t('run.title')}</h2>}
        {places.map(({ id, path }) => (
          <Link key={id} to={path} className="set-place" activeProps={{ className: 'set-place set-here', 'aria-current': 'page' }}>
            <Icon name={LOOK[id].icon} />
            <span>
              <span className="strong">{t(`rail.screen.${id}`)}</span>
              <span className="set-what small muted">{t(`run.what.${id}`)}</span>
            </span>
          </Link>
        ))}
      </nav>
      {part !== undefined && (
        <div className="set-main">
          <Link to="/settings" className="pane-back">
            <Icon name="back" size={16} /> {t('run.title')}
          </Link>
          {here && <h1>{t(`rail.screen.${here.id}`)}</h1>}
          {Place ? (
            <Suspense fallback={<Skeleton />}>
              <Place />
            </Suspense>
          ) : (
            <Empty icon="search" title={t('states.noPage')} />
          )}
        </div>
      )}
    </div>
  )
}
