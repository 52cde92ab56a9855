import type { TFunction } from 'i18next'
import type { PartValues, WholeValues } from '../../domain/regimes/why-values'
import { alone, type RuleWords } from './rule-words'

/** One step of a reckoning, as the server counted it, in the reader's language. Days that did not count have a list of their own. */
export function partSaid(t: TFunction, words: RuleWords, part: PartValues): string {
  const { leg, moment, span } = words
  switch (part.code) {
    case 'days':
      return t(`why.step.${part.receipt_day}`, { leg: leg(part.leg), at: moment(part.at) })
    case 'business':
      return t('why.step.business', { leg: leg(part.leg), at: moment(part.at), calendar: alone(part.calendar) })
    case 'wall':
    case 'named':
      return t(`why.step.${part.code}`, { leg: leg(part.leg), at: moment(part.at) })
    case 'choice':
      return t(`why.step.${part.which}`, { leg: leg(part.leg), at: moment(part.at) })
    case 'added':
      return part.was === null
        ? t('why.step.added', { span: span(part.span) })
        : t('why.step.addedTo', { span: span(part.span), was: moment(part.was) })
    case 'moon':
      return t('why.step.moon', { days: words.days(part.days) })
    case 'stood':
      return t('why.step.stood', { from: moment(part.from), to: moment(part.to), reason: words.pause(part.reason) })
    case 'question':
      return t('why.step.question', { asks: words.asked(part.fact) })
    case 'other_date':
      return t('why.step.other_date', { at: moment(part.at) })
    case 'other_version':
      return t('why.step.other_version', { counted: alone(part.counted), made: alone(part.made) })
    case 'other_calendar':
      return t('why.step.other_calendar', { made: alone(part.made) })
    default:
      return t(`why.step.${part.code}`)
  }
}

/** The whole of it in a sentence. */
export function wholeSaid(t: TFunction, words: RuleWords, whole: WholeValues): string {
  const reference = alone(whole.reference)
  if (whole.code === 'lost') return t('why.whole.lost', { reference, version: alone(whole.version), regime: alone(whole.regime) })
  const asks = t(`why.asks.${whole.obligation}`, { reference, rule: words.rule(whole.rule) })
  if (whole.code === 'by_person') return t('why.whole.by_person', { asks })
  return t('why.whole.due', { asks, start: words.start(whole.start), since: words.moment(whole.since) })
}
