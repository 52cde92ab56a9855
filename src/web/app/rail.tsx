import { Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SCREEN_GROUPS, type SCREENS } from '../../domain/screens'
import { countsQuery } from '../data/queries'
import { Icon } from '../look/icons'
import { number } from '../words/dates'
import { useReading } from '../words/use-reading'
import { BADGES, type Badge, LOOK, useScreens } from './screens'

type Screen = (typeof SCREENS)[number]

/** On a telephone the bar holds this many; the others are behind "More". */
const ON_THE_BAR = 4

/** Icon and word, always both; only what this person may open. The day's work stands above what keeps the desk running. */
export function Rail() {
  const { t } = useTranslation()
  const screens = useScreens().filter(({ group }) => group !== 'settings')
  const beyond = screens.length > ON_THE_BAR + 1 ? screens.slice(ON_THE_BAR) : []
  return (
    <nav className="rail" aria-label={t('shell.areas')}>
      {SCREEN_GROUPS.map((group) => {
        const own = screens.filter((screen) => screen.group === group)
        if (own.length === 0) return null
        return (
          <ul key={group} className="rail-group" aria-label={t(`rail.group.${group}`)}>
            {own.map((screen) => (
              <li key={screen.id} className={beyond.includes(screen) ? 'rail-beyond' : ''}>
                <Item screen={screen} />
              </li>
            ))}
          </ul>
        )
      })}
      {beyond.length > 0 && <More screens={beyond} />}
    </nav>
  )
}

function Item({ screen }: { screen: Screen }) {
  const { t } = useTranslation()
  return (
    <Link to={screen.path} className="rail-item" activeProps={{ className: 'rail-item rail-here', 'aria-current': 'page' }}>
      <span className="rail-icon">
        <Icon name={LOOK[screen.id].icon} />
      </span>
      <span className="rail-word">{t(`rail.screen.${screen.id}`)}</span>
      <Count of={screen} />
    </Link>
  )
}

function Count({ of }: { of: Screen }) {
  const { t } = useTranslation()
  const { data: counts } = useQuery(countsQuery)
  const reading = useReading()
  const badge: Badge | undefined = counts && BADGES[of.id]?.(counts)
  if (!badge?.count) return null
  const said = t(`shell.badge.${badge.word}`, { count: badge.count })
  return (
    <span className={`rail-badge ${badge.alarm ? 'rail-alarm' : ''} ${badge.count > 999 ? 'rail-many' : ''}`} title={said}>
      <span aria-hidden="true" className="num">
        {number(badge.count, reading)}
      </span>
      <span className="visually-hidden">{said}</span>
    </span>
  )
}

function More({ screens }: { screens: readonly Screen[] }) {
  const { t } = useTranslation()
  return (
    <Menu position="top-end" width={220}>
      <Menu.Target>
        <button type="button" className="rail-item rail-more">
          <span className="rail-icon">
            <Icon name="more" />
          </span>
          <span className="rail-word">{t('rail.more')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {screens.map((screen) => (
          <Menu.Item
            key={screen.id}
            component={Link}
            to={screen.path}
            leftSection={<Icon name={LOOK[screen.id].icon} size={16} />}
            rightSection={<Count of={screen} />}
          >
            {t(`rail.screen.${screen.id}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
