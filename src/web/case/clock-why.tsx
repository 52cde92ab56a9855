import { Popover } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Clock } from '../data/types'
import { ClockBadge } from '../parts/clock-badge'
import { longWhen, plainDay } from '../words/dates'
import { useReading } from '../words/use-reading'
import './clock-why.css'

/** A badge that answers "why this time?" when it is pressed. */
export function ClockPopover({ clock }: { clock: Clock }) {
  const { t } = useTranslation()
  return (
    <Popover width={420} position="bottom-start" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="clock-button" data-clock={clock.kind}>
          <ClockBadge clock={clock} stopped={clock.missed_at && clock.met_at ? clock.met_at : null} />
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
export function ClockWhy({ clock }: { clock: Clock }) {
  const { t } = useTranslation()
  const reading = useReading()
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const at = (when: string, timeZone = clock.time_zone || reading.timeZone) => longWhen(Date.parse(when), { ...reading, timeZone })
  const { why } = clock
  return (
    <div className="why" tabIndex={-1} data-autofocus>
      <h3>{clock.title}</h3>
      <p className="why-due">
        <span className="muted">{t('clock.due')}</span> <bdi className="when strong">{at(clock.due_at)}</bdi>
        {here !== clock.time_zone && (
          <span className="why-here muted">
            {t('clock.here')} <bdi className="when">{at(clock.due_at, here)}</bdi>
          </span>
        )}
      </p>
      {why.sentence && (
        <p className="why-sentence" dir="auto">
          {why.sentence}
        </p>
      )}
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
        {why.skipped.length > 0 && (
          <Row name={t('clock.skipped', { count: why.skipped.length })}>
            <ul className="why-days">
              {why.skipped.slice(0, 14).map(({ date, why: reason }) => (
                <li key={date}>
                  <bdi className="when">{plainDay(date, reading)}</bdi>{' '}
                  <span className="muted">{t(`clock.skip.${reason}`, { defaultValue: reason })}</span>
                </li>
              ))}
            </ul>
          </Row>
        )}
        {clock.calendar && (
          <Row name={t('clock.calendar')}>
            <bdi>{clock.calendar}</bdi> {clock.calendar_version && <bdi className="id muted">{clock.calendar_version}</bdi>}{' '}
            <bdi className="id muted">{clock.time_zone}</bdi>
          </Row>
        )}
        <Row name={t('clock.rule')}>
          <bdi className="id">
            {clock.regime} {clock.regime_version}
          </bdi>{' '}
          {clock.reference && <bdi>{clock.reference}</bdi>} <span className="muted">{t(`clock.basis.${clock.basis}`)}</span>
        </Row>
        {clock.tz_version && (
          <Row name={t('clock.zones')}>
            <bdi className="id muted">{clock.tz_version}</bdi>
          </Row>
        )}
      </dl>
    </div>
  )
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
