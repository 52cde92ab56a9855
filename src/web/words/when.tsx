import { useTranslation } from 'react-i18next'
import { useNow } from '../data/now'
import { longWhen, shortWhen } from './dates'
import { currentLanguage, directionOfLanguage } from './i18n'
import { remaining } from './remaining'
import { useReading } from './use-reading'

/** A moment, short; the full one with zone is its title. */
export function When({ at, full = false }: { at: string; full?: boolean }) {
  const reading = useReading()
  const now = useNow(60_000)
  const moment = Date.parse(at)
  return (
    <time className="when" dateTime={at} title={full ? undefined : longWhen(moment, reading)}>
      {full ? longWhen(moment, reading) : shortWhen(moment, now, reading)}
    </time>
  )
}

/** The time left or overrun until `due`, as a person says it: "3 h 12", "−2 h 10". `frozen` is when a clock stopped for good. */
export function Remaining({ due, frozen }: { due: string; frozen?: string | null }) {
  const near = Math.abs(Date.parse(due) - Date.now()) < 150_000
  const now = useNow(near ? 1000 : 15_000)
  return (
    <bdi className="dur" dir={directionOfLanguage(currentLanguage())}>
      {useSpan()(Date.parse(due), frozen ? Date.parse(frozen) : now)}
    </bdi>
  )
}

export function useSpan() {
  const { t } = useTranslation()
  return (due: number, now: number) => {
    const { unit, a, b, late } = remaining(due, now)
    const span = t(`words.span.${unit}`, { a, b })
    return late ? t('words.span.late', { span }) : span
  }
}
