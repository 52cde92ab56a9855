import { useTranslation } from 'react-i18next'
import type { TellableHappening } from '../../domain/case/tellable'
import type { FactValue } from '../../domain/regimes/facts'
import { currentLanguage } from '../words/i18n'
import { alone } from '../words/rule-words'
import { useRuleWords } from '../words/use-rule-words'

/** What people tell a case, in words that stand alone. */
export function useTellingNames() {
  const { t } = useTranslation()
  const words = useRuleWords()
  const sentence = (text: string) => text.charAt(0).toLocaleUpperCase(currentLanguage()) + text.slice(1)
  return {
    asked: words.asked,
    happening: ({ name, notice }: Pick<TellableHappening, 'name' | 'notice'>) =>
      notice === null
        ? sentence(words.start(name))
        : t('rules.noticeSent', { what: t(`words.clockLong.${notice.kind}`), reference: alone(notice.reference) }),
    answer: (value: FactValue) =>
      typeof value === 'boolean' ? t(value ? 'rules.yes' : 'rules.no') : typeof value === 'string' ? value : value.join(' · '),
    pause: (reason: string) => t(`rules.pauseReason.${reason}`, { defaultValue: words.pause(reason) }),
  }
}
