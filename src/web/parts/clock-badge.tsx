import { useTranslation } from 'react-i18next'
import { useNow } from '../data/now'
import type { ClockBadge as Badge, ClockState } from '../data/types'
import { longWhen } from '../words/dates'
import { useReading } from '../words/use-reading'
import { Remaining } from '../words/when'
import './clock-badge.css'

/** A clock's state by shape: ring, half ring, filled disc with a minus, two bars, check, struck ring. */
export function ClockMark({ state }: { state: ClockState }) {
  return (
    <svg className="clock-mark" viewBox="0 0 16 16" width={14} height={14} aria-hidden="true" focusable="false">
      {state === 'met' ? (
        <path
          d="m2.5 8.5 3.6 3.600L13.5 4.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ) : (
        <circle
          cx="8"
          cy="8"
          r="6"
          fill={state === 'missed' ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.6"
          strokeDasharray={state === 'history' ? '2.5 2.2' : undefined}
        />
      )}
      {state === 'due_soon' && <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />}
      {state === 'running' && <path d="M8 4.800V8l2.2 1.4" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />}
      {state === 'paused' && <path d="M6.2 5.400v5.200M9.800 5.400v5.200" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />}
      {state === 'missed' && <path d="M4.8 8h6.4" stroke="var(--surface)" strokeWidth="1.8" strokeLinecap="round" />}
      {state === 'cancelled' && <path d="M3 13 13 3" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />}
    </svg>
  )
}

/** The state as it stands this second: a running clock turns due-soon and late on the screen before the next word from the server. */
export function stateNow({ state, due_at, warn_at }: Pick<Badge, 'state' | 'due_at' | 'warn_at'>, now: number): ClockState {
  if (state !== 'running' && state !== 'due_soon') return state
  if (due_at !== null && now > Date.parse(due_at)) return 'missed'
  return warn_at !== null && now >= Date.parse(warn_at) ? 'due_soon' : state
}

/** Names its clock first, then says what is left: "Ack 3 h 12". The absolute moment is in the title. */
export function ClockBadge({ clock, stopped }: { clock: Badge; stopped?: string | null }) {
  const { t } = useTranslation()
  const reading = useReading()
  const state = stateNow(clock, useNow(15_000))
  const done = state === 'met' || state === 'cancelled' || state === 'history' || state === 'paused'
  return (
    <span
      className={`clock clock-${state}`}
      title={
        clock.due_at === null
          ? t('words.clock.noDate')
          : `${t(`words.clockState.${state}`)} · ${longWhen(Date.parse(clock.due_at), reading)}`
      }
    >
      <ClockMark state={state} />
      <span className="clock-name">{useClockName(clock)}</span>
      {done || clock.due_at === null ? (
        <span className="clock-word">{t(done ? `words.clockState.${state}` : 'words.clock.noDate')}</span>
      ) : (
        <Remaining due={clock.due_at} frozen={stopped ?? null} />
      )}
      {!done && state !== 'running' && <span className="visually-hidden">{t(`words.clockState.${state}`)}</span>}
    </span>
  )
}

export function useClockName({ kind, milestone }: Pick<Badge, 'kind' | 'milestone'>) {
  const { t } = useTranslation()
  return t(`words.clock.${kind}`, { defaultValue: t(`words.clock.${milestone}`, { defaultValue: milestone.replaceAll('_', ' ') }) })
}
