import type { TFunction } from 'i18next'
import type { LegValues, RuleValues } from '../../domain/regimes/why-values'
import type { Count } from '../../domain/time/duration'
import { clockTime, dayHeading, plainDay, type Reading } from './dates'

type Skipped = { date: string; why: string }
export type RuleWords = ReturnType<typeof ruleWords>

/** Keeps what a sentence was filled with in a direction of its own. */
export const alone = (text: string) => `\u2068${text}\u2069`
/** How the server says a day on which the week itself rests; a holiday has a name. */
const REST = /^closed on \w+days$/

/** The words of rule books in one language, with moments in the reader's calendar and digits. */
export function ruleWords(t: TFunction, reading: Reading) {
  const list = (texts: string[]) => {
    const [last = '', ...before] = [...texts].reverse()
    return before.length === 0 ? last : before.reverse().join(t('why.rule.comma')) + t('why.rule.and') + last
  }
  const span = ({ of, n }: Count) => t(`why.span.${of}`, { count: n })
  const start = (name: string) => t(`why.start.${name}`, { defaultValue: name.replaceAll('_', ' ') })
  const leg = (it: LegValues) => ('n' in it ? span(it) : 'before' in it ? t('why.rule.before', { what: start(it.before) }) : alone(it.text))
  const because = ({ why }: Skipped) => (REST.test(why) ? t('why.step.dayOff') : alone(why))
  const days = (skipped: readonly Skipped[]) =>
    list(skipped.map((one) => t('why.step.dayWhy', { day: alone(plainDay(one.date, reading)), why: because(one) })))
  return {
    ...{ span, start, leg, because, days },
    moment: (at: string) => moment(t, Date.parse(at), reading),
    pause: (reason: string) => t(`why.pause.${reason}`, { defaultValue: reason.replaceAll('_', ' ') }),
    asked: (fact: string, asks = fact) => t(`why.asked.${fact}`, { defaultValue: asks }),
    rule: ({ kind, legs, of = '' }: RuleValues): string => {
      const [a = '', b = ''] = legs.map(leg)
      if (kind === 'span' || kind === 'stated') return a
      if (kind === 'left') return t('why.rule.left', { of: alone(of), a, b })
      return t(`why.rule.${kind === 'prompt' && a ? 'promptTarget' : kind}`, { legs: list(legs.map(leg)) })
    },
  }
}

/** The last second of a day is its end. */
function moment(t: TFunction, at: number, reading: Reading) {
  const day = alone(dayHeading(at, reading))
  const isEnd = clockTime(at + 1, { ...reading, language: 'en', digits: 'latn' }) === '00:00'
  return isEnd ? t('why.when.end', { day }) : t('why.when.at', { day, time: alone(clockTime(at, reading)) })
}
