import { Popover } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clock } from '../data/types'
import { ClockBadge } from '../parts/clock-badge'
import { longWhen, plainDay } from '../words/dates'
import { useReading } from '../words/use-reading'
import { useRuleWords } from '../words/use-rule-words'
import { partSaid, wholeSaid } from '../words/why-said'
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
      <Popover.Dropdown className="why-box" aria-label={t('clock.why')}>
        <ClockWhy clock={clock} />
      </Popover.Dropdown>
    </Popover>
  )
}

type Why = NonNullable<Clock['why']>

/** The whole reckoning of one clock: due when, from which event, by which rule and calendar, which days did not count. */
function ClockWhy({ clock }: { clock: Clock }) {
  const { t } = useTranslation()
  const { why } = clock
  return (
    <div className="why" tabIndex={-1} data-autofocus>
      <h3>{t(`words.clockLong.${clock.kind}`, { defaultValue: clock.title })}</h3>
      <Due clock={clock} />
      {why && <Reckoning clock={clock} why={why} />}
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

function Reckoning({ clock, why }: { clock: Clock; why: Why }) {
  const { t } = useTranslation()
  const at = useMoment(clock)
  const words = useRuleWords(clock.time_zone)
  return (
    <>
      <p className="why-sentence">{wholeSaid(t, words, why.whole)}</p>
      <dl>
        {why.start_event && (
          <Row name={t('clock.start')}>
            {words.start(why.start_event)} <bdi className="when">{at(clock.started_at)}</bdi>
          </Row>
        )}
        {why.parts.length > 0 && (
          <Row name={t('clock.steps')}>
            <ol>
              {why.parts.map((part) => (
                <li key={JSON.stringify(part)}>{partSaid(t, words, part)}</li>
              ))}
            </ol>
          </Row>
        )}
        <Skipped days={why.skipped} />
        {why.pauses.length > 0 && (
          <Row name={t('clock.pauses')}>
            <ul className="why-days">
              {why.pauses.map(({ from, to, reason }) => (
                <li key={from + to}>
                  {words.pause(reason)} <bdi className="when muted">{at(from)}</bdi> – <bdi className="when muted">{at(to)}</bdi>
                </li>
              ))}
            </ul>
          </Row>
        )}
        <CountedBy clock={clock} />
      </dl>
    </>
  )
}

function CountedBy({ clock }: { clock: Clock }) {
  const { t } = useTranslation()
  return (
    <>
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
    </>
  )
}

const Ids = ({ of }: { of: (string | null)[] }) => <bdi className="id">{of.filter(Boolean).join(' · ')}</bdi>

function Skipped({ days }: { days: Why['skipped'] }) {
  const { t } = useTranslation()
  const words = useRuleWords()
  const reading = useReading()
  if (days.length === 0) return null
  return (
    <Row name={t('clock.skipped', { count: days.length })}>
      <ul className="why-days">
        {days.slice(0, 14).map((day) => (
          <li key={day.date}>
            <bdi className="when">{plainDay(day.date, reading)}</bdi> <span className="muted">{words.because(day)}</span>
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
