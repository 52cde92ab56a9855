import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AHEAD_OF_CLOCK, sleepOf } from '../../domain/case/snooze'
import { HOUR_MS } from '../../domain/time/day'
import { localDay, momentOf } from '../../domain/time/zone'
import { serverNow } from '../data/now'
import { useTimeZone } from '../data/queries'
import type { ClockBadge } from '../data/types'
import { pressed } from '../keys/press'
import { shortWhen } from '../words/dates'
import { momentAt } from '../words/local-time'
import { useReading } from '../words/use-reading'
import { useClockName } from './clock-badge'
import './snooze.css'
import { Dialog } from './dialog'

/** `null` sleeps until the customer writes. */
export type Until = number | null
type Props = { close: () => void; choose: (until: Until) => void; clock: ClockBadge | null; untilReply: boolean }

/** How long it stays out of sight: a digit each. A clock that runs caps the sleep, and it is said before anybody chooses. */
export function SnoozeDialog({ close, choose, clock, untilReply }: Props) {
  const { t } = useTranslation()
  const zone = useTimeZone()
  const [date, setDate] = useState('')
  const now = serverNow()
  const options: [string, Until][] = [
    ...(untilReply ? [['reply', null] as [string, Until]] : []),
    ['hour', now + HOUR_MS],
    ['hours', now + 3 * HOUR_MS],
    ['morning', momentOf(zone, localDay(zone, now) + 1, 9 * HOUR_MS)],
  ]
  const own = date ? momentAt(date, zone) : null
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return
    const option = options[Number(pressed(event.nativeEvent)) - 1]
    if (!option) return
    event.preventDefault()
    choose(option[1])
  }
  return (
    <Dialog title={t('snooze.title')} close={close} onKeyDown={onKeyDown}>
      <div className="snooze">
        <Cap clock={clock} now={now} />
        {options.map(([name, until], i) => (
          <button
            key={name}
            type="button"
            className="snooze-option"
            data-snooze={name}
            {...(i === 0 ? { 'data-autofocus': true } : {})}
            onClick={() => choose(until)}
          >
            <kbd>{i + 1}</kbd>
            <span>{t(`snooze.until.${name}`)}</span>
          </button>
        ))}
        <form
          className="snooze-own"
          onSubmit={(event) => {
            event.preventDefault()
            if (own !== null) choose(own)
          }}
        >
          <TextInput
            type="datetime-local"
            label={t('snooze.until.date')}
            value={date}
            onChange={(event) => setDate(event.currentTarget.value)}
          />
          <button type="submit" className="bulk-deed" disabled={own === null}>
            {t('snooze.choose')}
          </button>
        </form>
      </div>
    </Dialog>
  )
}

function Cap({ clock, now }: { clock: ClockBadge | null; now: number }) {
  const { t } = useTranslation()
  const reading = useReading()
  const name = useClockName(clock ?? { kind: '', milestone: '' })
  if (!clock?.due_at) return null
  const due = Date.parse(clock.due_at)
  const sleep = sleepOf({ at: now, until: null, breachAt: due })
  const facts = { clock: name, due: shortWhen(due, now, reading), at: shortWhen(due - AHEAD_OF_CLOCK, now, reading) }
  return <p className="small muted">{sleep ? t('snooze.cap', facts) : t('snooze.tooNear', facts)}</p>
}
