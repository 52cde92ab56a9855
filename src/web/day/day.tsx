import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { LoadChart } from '../charts/load'
import { problemOf } from '../data/client'
import { useMay } from '../data/queries'
import { Key } from '../keys/key'
import { useKeys } from '../keys/use-keys'
import { Icon } from '../look/icons'
import { ClockBadge } from '../parts/clock-badge'
import { Empty, InlineTrouble, Skeleton, Trouble } from '../parts/states'
import { DayPart } from './day-part'
import { Feedback } from './feedback'
import { dayQuery, type MyDay } from './query'
import './day.css'

/** What I must do now, in the order in which it hurts; then what is calm. */
export function MyDayScreen() {
  const { t } = useTranslation()
  const { data, error, refetch, isPending } = useQuery(dayQuery)
  const body = useRef<HTMLDivElement>(null)
  const links = () => [...(body.current?.querySelectorAll<HTMLElement>('.day-link') ?? [])]
  const move = (by: number) => {
    const all = links()
    const at = all.indexOf(document.activeElement as HTMLElement)
    all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]?.focus()
  }
  const start = () => links()[0]?.click()
  const waiting = data?.parts.reduce((sum, { count }) => sum + count, 0) ?? 0
  useKeys('list', waiting > 0 ? { next: () => move(1), previous: () => move(-1) } : {})
  useKeys('day', waiting > 0 ? { startDay: start } : {})
  return (
    <div className="screen day">
      <div className="screen-head">
        <h1>{t('day.title')}</h1>
        {data && waiting > 0 && (
          <>
            <p className="muted" role="status">
              {t('day.waiting', { count: waiting })}
            </p>
            <Button size="xs" onClick={start} rightSection={<Key of="startDay" />}>
              {t('day.start')}
            </Button>
          </>
        )}
      </div>
      {isPending && <Skeleton height={52} />}
      {error && !data && <Trouble what={t('day.title')} problem={problemOf(error)} retry={() => void refetch()} />}
      {data && (
        <div className="day-body" ref={body}>
          {error && <InlineTrouble problem={problemOf(error)} safe={t('run.old')} />}
          <div className="day-parts">
            {data.parts.map(({ part, count, data: items }) => count > 0 && <DayPart key={part} part={part} count={count} items={items} />)}
            <Calm day={data} waiting={waiting} />
            <Feedback told={data.feedback} />
          </div>
          {data.open > 0 && (
            <aside className="day-load">
              <LoadChart />
            </aside>
          )}
        </div>
      )}
    </div>
  )
}

/** What comes when nothing hurts; for whoever has no case yet, where the first one is. */
function Calm({ day, waiting }: { day: MyDay; waiting: number }) {
  const { t } = useTranslation()
  const mayRun = useMay('admin')
  if (waiting === 0 && day.open === 0)
    return (
      <Empty
        icon="flag"
        title={t('day.first')}
        action={
          <Link to="/cases" search={{ owner: 'none' }} className="day-link day-action">
            {t('day.untaken')}
          </Link>
        }
      >
        <p>{t('day.firstWhat')}</p>
        {mayRun && (
          <p>
            <Link to="/settings/setup">{t('setup.offer')}</Link>
          </p>
        )}
      </Empty>
    )
  return (
    <section className="day-calm" aria-label={t('day.calm')}>
      {waiting === 0 && (
        <p className="strong">
          <Icon name="check" size={16} /> {t('day.nothing')}
        </p>
      )}
      <p className="muted">
        {day.next?.clock ? (
          <>
            {t('day.next')} <ClockBadge clock={day.next.clock} />{' '}
            <Link to="/cases/$ref" params={{ ref: day.next.reference }} className="day-ref">
              <bdi className="id">{day.next.reference}</bdi>
            </Link>
          </>
        ) : (
          t('day.noClock')
        )}
      </p>
    </section>
  )
}
