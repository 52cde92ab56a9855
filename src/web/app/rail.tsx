import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { countsQuery } from '../data/queries'
import { Icon, type IconName } from '../look/icons'
import { number } from '../words/dates'
import { useReading } from '../words/use-reading'

type Item = { to: '/inbox' | '/triage' | '/cases' | '/wall' | '/outbox'; icon: IconName; count: number; alarm: boolean }

/** Icon and word, always both. Badges count what waits or breaks, never what is merely unread. */
export function Rail() {
  const { t } = useTranslation()
  const { data: counts } = useQuery(countsQuery)
  const reading = useReading()
  const missed = counts?.missed ?? 0
  const items: Item[] = [
    { to: '/inbox', icon: 'inbox', count: 0, alarm: false },
    { to: '/triage', icon: 'triage', count: counts?.triage ?? 0, alarm: false },
    { to: '/cases', icon: 'cases', count: missed || (counts?.due_soon ?? 0), alarm: missed > 0 },
    { to: '/wall', icon: 'clock', count: 0, alarm: false },
    { to: '/outbox', icon: 'outbox', count: counts?.outbox_waiting ?? 0, alarm: false },
  ]
  const said = (item: Item) =>
    t(item.to === '/cases' ? (item.alarm ? 'shell.badge.missed' : 'shell.badge.dueSoon') : 'shell.badge.waiting', { count: item.count })
  return (
    <nav className="rail" aria-label={t('shell.areas')}>
      {items.map((item) => (
        <Link key={item.to} to={item.to} className="rail-item" activeProps={{ className: 'rail-item rail-here', 'aria-current': 'page' }}>
          <span className="rail-icon">
            <Icon name={item.icon} />
          </span>
          <span className="rail-word">{t(`shell.rail.${item.to.slice(1)}`)}</span>
          {item.count > 0 && (
            <span className={`rail-badge ${item.alarm ? 'rail-alarm' : ''}`} title={said(item)}>
              <span aria-hidden="true" className="num">
                {number(item.count, reading)}
              </span>
              <span className="visually-hidden">{said(item)}</span>
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}
