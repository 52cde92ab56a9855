import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { BurnDownChart } from '../charts/burn-down'
import { problemOf } from '../data/client'
import { serverNow, useNow } from '../data/now'
import { wallQuery } from '../data/queries'
import { useKeys } from '../keys/use-keys'
import { Skeleton, Trouble } from '../parts/states'
import { Remaining, useSpan, When } from '../words/when'
import { Alerts } from './alerts'
import { Column } from './column'
import { Ladder } from './ladder'
import './wall.css'

const COLUMNS = ['breached', 'hour', 'four_hours', 'today'] as const
/** Older than this the times left are a hope, and the screen says so. */
const STALE_MS = 60_000

/** What breaks next, who carries what, which alerts stand open and what the week holds; large and without names where it hangs on a wall. */
export function WallScreen() {
  const { t } = useTranslation()
  const { mode } = useSearch({ from: '/wall' })
  const navigate = useNavigate({ from: '/wall' })
  const { data, error, refetch, isPending } = useQuery(wallQuery)
  const onWall = mode === 'wall'
  const turn = () => void navigate({ search: onWall ? {} : { mode: 'wall' }, replace: true })
  useKeys('wall', { wallMode: turn })
  useEffect(() => {
    document.body.classList.toggle('wall-mode', onWall)
    return () => document.body.classList.remove('wall-mode')
  }, [onWall])
  return (
    <div className="screen wall" data-mode={onWall ? 'wall' : 'desk'}>
      <div className="screen-head">
        <h1>{t('wall.title')}</h1>
        {data && (
          <p className="muted" role="status">
            {t('wall.open', { count: data.open })} · <When at={data.now} />
          </p>
        )}
        <Button variant="default" size="xs" onClick={turn} aria-pressed={onWall}>
          {onWall ? t('wall.leave') : t('wall.mode')}
        </Button>
      </div>
      {isPending && <Skeleton height={48} />}
      {error && !data && <Trouble what={t('wall.title')} problem={problemOf(error)} retry={() => void refetch()} />}
      {data && (
        <div className="wall-body">
          <Stale since={data.now} />
          <div className="wall-columns">
            {COLUMNS.map((name) => (
              <Column key={name} name={name} column={data.columns[name]} onWall={onWall} />
            ))}
          </div>
          {COLUMNS.every((name) => data.columns[name].count === 0) && (
            <p className="wall-calm">
              {t('wall.nothing')}{' '}
              {data.next && (
                <>
                  {t('wall.nextDue')} <Remaining due={data.next} />
                </>
              )}
            </p>
          )}
          <div className="wall-rest">
            <Alerts alerts={data.alerts} onWall={onWall} />
            <Ladder rungs={data.ladder} moved={data.moved} capacity={data.capacity} />
            <BurnDownChart />
          </div>
        </div>
      )}
    </div>
  )
}

function Stale({ since }: { since: string }) {
  const { t } = useTranslation()
  useNow(15_000)
  const span = useSpan()
  const age = serverNow() - Date.parse(since)
  return age > STALE_MS ? (
    <p className="wall-stale" role="alert">
      {t('wall.stale', { time: span(age, 0) })}
    </p>
  ) : null
}
