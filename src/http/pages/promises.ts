import type { StoredClock } from '../../actions/needs'
import type { Moment } from '../../domain/moment'
import { dayInWords, offsetOf, timeInDigits } from '../../domain/time/words'
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
  const day = html`<time datetime="${new Date(at).toISOString()}">${dayInWords(lang, zone, at)}</time>`
  if (localText(zone, at).endsWith('23:59:59')) return say(words, 'end_of_day', { day })
  const time = timeInDigits(lang, zone, at)
  return html`${say(words, 'day_and_time', { day, time })} <span class="id">(${offsetOf(zone, at)})</span>`
}
