import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../look/icons'
import { SeverityMark } from '../look/severity'
import { useClockName } from '../parts/clock-badge'
import { number } from '../words/dates'
import { useReading } from '../words/use-reading'
import { Remaining } from '../words/when'
import type { WallClock, WallColumn } from './types'

type Props = { name: 'breached' | 'hour' | 'four_hours' | 'today'; column: WallColumn; onWall: boolean }
const SHOWN = 8

/** One stretch of time: the clocks in it, the nearest first, each a link to its case. */
export function Column({ name, column, onWall }: Props) {
  const { t } = useTranslation()
  const reading = useReading()
  const shown = column.clocks.slice(0, SHOWN)
  const rest = column.count - shown.length
  return (
    <section className={`wall-column wall-${name}`} aria-labelledby={`wall-${name}`}>
      <h2 id={`wall-${name}`}>
        {name === 'breached' && column.count > 0 && <Icon name="warning" size={16} />}
        {t(`wall.columns.${name}`)} <span className="num wall-count">{number(column.count, reading)}</span>
      </h2>
      <ul>
        {shown.map((clock) => (
          <li key={clock.id}>
            <ClockLine clock={clock} onWall={onWall} />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <p className="small">
          <Link to="/cases" className="wall-more">
            {t('wall.more', { count: rest })}
          </Link>
        </p>
      )}
    </section>
  )
}

/** On the wall nobody is named, not even the owner: visitors pass. */
function ClockLine({ clock, onWall }: { clock: WallClock; onWall: boolean }) {
  const { t } = useTranslation()
  const name = useClockName({ kind: clock.kind, milestone: clock.title })
  return (
    <Link to="/cases/$ref" params={{ ref: clock.number }} className="wall-clock">
      <SeverityMark of={clock.severity} word={false} size={18} />
      <span className="wall-what trunc">{name}</span>
      <span className="wall-left">
        <Remaining due={clock.due_at} />
      </span>
      <span className="small muted">
        <bdi className="id">{clock.number}</bdi>
        {!onWall && (
          <>
            {' '}
            · <bdi>{clock.owner ?? t('wall.nobody')}</bdi>
          </>
        )}
      </span>
    </Link>
  )
}
