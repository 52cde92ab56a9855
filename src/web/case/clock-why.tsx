import { Popover } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clock } from '../data/types'
import { ClockBadge } from '../parts/clock-badge'
import { longWhen, plainDay } from '../words/dates'
import { useReading } from '../words/use-reading'
import './clock-why.css'

/** A badge that answers "why this time?" when it is pressed. What is overdue stops growing when it was done, or when its case ended. */
export function ClockPopover({ clock, ended }: { clock: Clock; ended: string | null }) {
  const { t } = useTranslation()
  return (
    <Popover width={420} position="bottom-start" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="clock-button" data-clock={clock.kind}>
          <ClockBadge clock={clock} stopped={clock.missed_at ? (clock.met_at ?? ended) : null} />
          <span className="visually-hidden">{t('clock.why')}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('clock.why')}>
        <ClockWhy clock={clock} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** The whole reckoning of one clock: due when, from which event, by which rule and calendar, which days did not count. */
function ClockWhy({ clock }: { clock: Clock }) {
  const { t } = useTranslation()
  const { why } = clock
  return (
    <div className="why" tabIndex={-1} data-autofocus>
      <h3>{t(`words.clockLong.${clock.kind}`, { defaultValue: clock.title })}</h3>
      <Due clock={clock} />
      {why.sentence && (
        <p className="why-sentence" dir="auto">
          {why.sentence}
        </p>
      )}
      <Reckoning clock={clock} />
    </div>
  )
}

/** A moment in the zone that the clock runs in. */
function useMoment(clock: Clock) {
  const reading = useReading()
  return (when: string, timeZone = clock.time_zone || reading.timeZone) => longWhen(Date.parse(when), { ...reading, timeZone })
}

function Due({ clock }: { clock: Clock }) {
  const { t } = useTranslation()
  const at = useMoment(clock)
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (clock.due_at === null) return <p>{t('words.clock.noDate')}</p>
  return (
    <p className="why-due">
      <span className="muted">{t('clock.due')}</span> <bdi className="when strong">{at(clock.due_at)}</bdi>
      {here !== clock.time_zone && (
        <span className="why-here muted">
          {t('clock.here')} <bdi className="when">{at(clock.due_at, here)}</bdi>
        </span>
      )}
    </p>
  )
}

function Reckoning({ clock }: { clock: Clock }) {
  const { t } = useTranslation()
  const at = useMoment(clock)
  const { why } = clock
  return (
    <dl>
      <Row name={t('clock.start')}>
        {t(`clock.event.${why.start_event}`, { defaultValue: why.start_event.replaceAll('_', ' ') })}{' '}
        <bdi className="when">{at(clock.started_at)}</bdi>
        {why.start_evidence && (
          <div className="muted" dir="auto">
            {why.start_evidence}
          </div>
        )}
      </Row>
      {why.steps.length > 0 && (
        <Row name={t('clock.steps')}>
          <ol>
            {why.steps.map((step) => (
              <li key={step} dir="auto">
                {step}
              </li>
            ))}
          </ol>
        </Row>
      )}
      <Skipped days={why.skipped} />
      {why.pauses.length > 0 && (
        <Row name={t('clock.pauses')}>
          <ul className="why-days">
            {why.pauses.map(({ from, to, reason }) => (
              <li key={from + to} dir="auto">
                {reason} <bdi className="when muted">{at(from)}</bdi> – <bdi className="when muted">{at(to)}</bdi>
              </li>
            ))}
          </ul>
        </Row>
      )}
      {clock.calendar && (
        <Row name={t('clock.calendar')}>
          <Ids of={[clock.calendar, clock.calendar_version, clock.time_zone]} />
        </Row>
      )}
      <Row name={t('clock.rule')}>
        <Ids of={[clock.regime, clock.regime_version]} /> {clock.reference && <bdi>{clock.reference}</bdi>}{' '}
        <span className="muted">{t(`clock.basis.${clock.basis}`)}</span>
      </Row>
      {clock.tz_version && (
        <Row name={t('clock.zones')}>
          <Ids of={[clock.tz_version]} />
        </Row>
      )}
    </dl>
  )
}

const Ids = ({ of }: { of: (string | null)[] }) => <bdi className="id">{of.filter(Boolean).join(' · ')}</bdi>

function Skipped({ days }: { days: Clock['why']['skipped'] }) {
  const { t } = useTranslation()
  const reading = useReading()
  if (days.length === 0) return null
  return (
    <Row name={t('clock.skipped', { count: days.length })}>
      <ul className="why-days">
        {days.slice(0, 14).map(({ date, why }) => (
          <li key={date}>
            <bdi className="when">{plainDay(date, reading)}</bdi>{' '}
            <span className="muted" dir="auto">
              {why}
            </span>
          </li>
        ))}
      </ul>
    </Row>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
