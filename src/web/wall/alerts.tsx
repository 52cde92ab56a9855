import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../look/icons'
import { SeverityMark } from '../look/severity'
import { AlertPage } from '../parts/alert-page'
import { Remaining } from '../words/when'
import { Take } from './take'
import type { WallAlert } from './types'

/** The alerts of the last day: who has them, or how long until they climb and to whom. */
export function Alerts({ alerts, onWall }: { alerts: readonly WallAlert[]; onWall: boolean }) {
  const { t } = useTranslation()
  return (
    <section className="wall-card" aria-labelledby="wall-alerts">
      <h2 id="wall-alerts">{t('wall.alerts')}</h2>
      {alerts.length === 0 && <p className="muted">{t('wall.noAlerts')}</p>}
      <ul>
        {alerts.slice(0, 8).map((alert) => (
          <li key={alert.id} className={`wall-alert wall-alert-${alert.state}`}>
            <SeverityMark of={alert.severity} word={false} size={18} />
            <span>
              {alert.cases.slice(0, 3).map(({ number }) => (
                <Link key={number} to="/cases/$ref" params={{ ref: number }}>
                  <bdi className="id">{number}</bdi>{' '}
                </Link>
              ))}
              {alert.customers > 1 && <span className="small">{t('wall.customers', { count: alert.customers })}</span>}
            </span>
            <Standing alert={alert} onWall={onWall} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Standing({ alert, onWall }: { alert: WallAlert; onWall: boolean }) {
  const { t } = useTranslation()
  if (alert.state === 'over') return <span className="small muted">{t('wall.over')}</span>
  if (alert.state === 'acknowledged')
    return (
      <span className="chip chip-ok">
        <Icon name="check" size={14} /> {onWall ? '' : t('wall.taken', { person: alert.acknowledged_by })}
      </span>
    )
  return (
    <>
      {alert.next && (
        <span className="wall-left">
          {t('wall.climbs')} <Remaining due={alert.next.at} />
          {!onWall && <span className="small muted"> · {t('wall.next', { person: alert.next.person })}</span>}
        </span>
      )}
      {!onWall && (
        <>
          <Take id={alert.id} />
          <AlertPage id={alert.id} />
        </>
      )}
    </>
  )
}
