import type { Moment } from '../moment'
import { localText } from './zone'

export type Spoken = 'en' | 'th' | 'zh' | 'fa'
const DIGITS: Record<Spoken, string> = { en: 'en-GB', th: 'th-TH-u-nu-latn', zh: 'zh-CN', fa: 'fa-IR' }
const DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }

/** A day in the reader's language and calendar. Where that calendar is not the Gregorian one, the Gregorian date stands beside it. */
export function dayInWords(lang: Spoken, zone: string, at: Moment): string {
  const iso = localText(zone, at).slice(0, 10)
  if (lang === 'en') return format('en-GB', zone, DAY).format(at).replace(',', '')
  if (lang === 'zh') return format('zh-CN-u-ca-gregory', zone, DAY).format(at)
  if (lang === 'th') return `${format('th-TH-u-ca-buddhist-nu-latn', zone, DAY).format(at)} (ค.ศ. ${iso.slice(0, 4)})`
  const own = partsOf('fa-IR-u-ca-persian', zone, at, DAY)
  const gregorian = partsOf('fa-IR-u-ca-gregory', zone, at, DAY)
  return `${own.weekday} ${own.day} ${own.month} ${own.year} (${gregorian.day} ${gregorian.month} ${gregorian.year})`
}

export const timeInDigits = (lang: Spoken, zone: string, at: Moment) =>
  format(DIGITS[lang], zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

/** `GMT+7` */
export const offsetOf = (zone: string, at: Moment) => partsOf('en', zone, at, { timeZoneName: 'shortOffset' }).timeZoneName ?? ''

const partsOf = (locale: string, zone: string, at: Moment, options: Intl.DateTimeFormatOptions): Partial<Record<string, string>> =>
  Object.fromEntries(
    format(locale, zone, options)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )

const formats = new Map<string, Intl.DateTimeFormat>()
function format(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions) {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone })
  formats.set(key, made)
  return made
}
