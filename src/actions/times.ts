import type { Moment } from '../domain/moment'
import { dayInWords, offsetOf, timeInDigits } from '../domain/time/words'
import type { Directory } from './needs'

const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * A moment in the firm's zone as the reader of this language writes it, with the zone's name; in Thai and Persian in the calendar that people
 * live by, with the Gregorian date beside it.
 */
export function timeFor({ tenant }: Directory, lang: string, at: Moment): string {
  const spoken = lang.split('-')[0]
  if (spoken === 'th' || spoken === 'fa') {
    const [day, time] = [dayInWords(spoken, tenant.timeZone, at), timeInDigits(spoken, tenant.timeZone, at)]
    return `${day}${spoken === 'fa' ? '،' : ''} ${time} (${offsetOf(tenant.timeZone, at)})`
  }
  const key = `${lang} ${tenant.timeZone}`
  let format = formats.get(key)
  if (!format) {
    const locale = `${/^[a-z]{2,3}(-|$)/i.test(lang) ? lang.split('-')[0] : 'en'}-u-ca-gregory-nu-latn`
    format = new Intl.DateTimeFormat(locale, {
      timeZone: tenant.timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    })
    formats.set(key, format)
  }
  return format.format(at)
}

/** How long, in its largest fitting unit: `3 hours`, `6 days`. Never negative. */
export function spanFor(lang: string, ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000))
  const [value, unit] =
    minutes < 90 ? [minutes, 'minute'] : minutes < 36 * 60 ? [Math.round(minutes / 60), 'hour'] : [Math.round(minutes / 1440), 'day']
  const key = `${lang.split('-')[0]} ${unit}`
  let format = spans.get(key)
  if (!format) {
    format = new Intl.NumberFormat(`${lang.split('-')[0]}-u-nu-latn`, { style: 'unit', unit, unitDisplay: 'long' })
    spans.set(key, format)
  }
  return format.format(value)
}
const spans = new Map<string, Intl.NumberFormat>()
