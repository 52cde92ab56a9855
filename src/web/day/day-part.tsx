import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { DayPart as Part } from '../../domain/day'
import { SeverityMark } from '../look/severity'
import { ClockBadge } from '../parts/clock-badge'
import { WordsOf } from '../parts/words-of'
import { Take } from '../wall/take'
import { number } from '../words/dates'
import { useReading } from '../words/use-reading'
import { When } from '../words/when'
import type { DayItem } from './query'

type Props = { part: Part; count: number; items: readonly DayItem[] }

/** One kind of thing that waits, with its true number and the first few of them. */
export function DayPart({ part, count, items }: Props) {
  const { t } = useTranslation()
  const reading = useReading()
  const id = useId()
  return (
    <section className={`day-part day-${part}`} aria-labelledby={id} data-part={part}>
      <h2 id={id}>
        {t(`day.part.${part}`)} <span className="num day-count">{number(count, reading)}</span>
      </h2>
      <ul>
        {items.map((item) => (
          <li key={item.approval_id ?? item.alert_id ?? `${item.case_id}${item.mode}`} className={`day-item stripe-${item.severity}`}>
            <Thing part={part} item={item} />
            {item.alert_id && <Take id={item.alert_id} />}
          </li>
        ))}
      </ul>
      {count > items.length && (
        <p className="small">
          <Link
            to={part === 'approvals' ? '/approvals' : '/cases'}
            search={part === 'approvals' ? {} : { owner: 'me' }}
            className="day-ref"
          >
            {t('day.more', { count: count - items.length })}
          </Link>
        </p>
      )}
    </section>
  )
}

function Thing({ part, item }: { part: Part; item: DayItem }) {
  const { t } = useTranslation()
  const inside = (
    <>
      <SeverityMark of={item.severity} word={false} size={18} />
      <span className="day-what">
        <bdi className="id strong">{item.reference}</bdi> <WordsOf className="trunc" text={item.summary} lang={item.lang} oneLine />
      </span>
    </>
  )
  return (
    <>
      {part === 'approvals' && item.approval_id ? (
        <Link to="/approvals" search={{ open: item.approval_id }} className="day-link">
          {inside}
        </Link>
      ) : (
        <Link to="/cases/$ref" params={{ ref: item.reference }} className="day-link">
          {inside}
        </Link>
      )}
      <span className="day-why small">
        {part === 'clocks' || part === 'alerts' ? null : (
          <span className="muted">
            {t(`day.at.${part}`)} <When at={item.at} />
            {item.mode && ` · ${t(`day.mode.${item.mode}`)}`}
          </span>
        )}
        {item.clock && <ClockBadge clock={item.clock} />}
      </span>
    </>
  )
}
