import type { StoredClock } from '../../actions/needs'
import type { Moment } from '../../domain/moment'
import { localText } from '../../domain/time/zone'
import { type Html, html } from './html'
import type { Language } from './language'
import { say, WORDS } from './words'

/** What a customer was promised: that they hear from us, and our full answer. Everything else that runs is the house's own business. */
export function promisesOf(clocks: readonly StoredClock[]): { first: StoredClock | null; final: StoredClock | null } {
  const owed = clocks.filter(({ dueAt, state, obligation }) => dueAt !== null && state !== 'cancelled' && obligation !== 'may')
  const earliest = (kind: StoredClock['kind']) =>
    owed.filter((clock) => clock.kind === kind).sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))[0] ?? null
  return { first: earliest('acknowledge'), final: earliest('final_response') }
}

/**
 * A moment in words, in the reader's language and calendar. Where that calendar is not the Gregorian one, the Gregorian date stands beside
 * it. Midnight's last second is said as the end of its day.
 */
export function sayTime(lang: Language, zone: string, at: Moment): Html {
  const words = WORDS[lang]
  const day = html`<time datetime="${new Date(at).toISOString()}">${sayDay(lang, zone, at)}</time>`
  if (localText(zone, at).endsWith('23:59:59')) return say(words, 'end_of_day', { day })
  const time = format(TIMES[lang], zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
  const offset = partsOf('en', zone, at, { timeZoneName: 'shortOffset' }).timeZoneName
  return html`${say(words, 'day_and_time', { day, time })} <span class="id">(${offset})</span>`
}

const TIMES: Record<Language, string> = { en: 'en-GB', th: 'th-TH-u-nu-latn', zh: 'zh-CN', fa: 'fa-IR' }
const DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }

function sayDay(lang: Language, zone: string, at: Moment): string {
  const iso = localText(zone, at).slice(0, 10)
  if (lang === 'en') return format('en-GB', zone, DAY).format(at).replace(',', '')
  if (lang === 'zh') return format('zh-CN-u-ca-gregory', zone, DAY).format(at)
  if (lang === 'th') return `${format('th-TH-u-ca-buddhist-nu-latn', zone, DAY).format(at)} (ค.ศ. ${iso.slice(0, 4)})`
  const own = partsOf('fa-IR-u-ca-persian', zone, at, DAY)
  const gregorian = partsOf('fa-IR-u-ca-gregory', zone, at, DAY)
  return `${own.weekday} ${own.day} ${own.month} ${own.year} (${gregorian.day} ${gregorian.month} ${gregorian.year})`
}

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
