import { useTranslation } from 'react-i18next'
import { codeOf, ruleSaid } from '../../domain/rule-said'
import { number } from './dates'
import { useLanguageNames } from './language-names'
import { useReading } from './use-reading'
import { useTitles } from './use-titles'

/** Says a reason in the reader's language where the machine wrote it; what a person wrote stays as it is. */
export function useRuleSaid() {
  const { t } = useTranslation()
  const names = useLanguageNames()
  const reading = useReading()
  const titles = useTitles()
  const digits = (value: string | undefined) => value && number(Number(value), reading)
  const percent = (value: string | undefined) => value && number(Number(value) / 100, reading, { style: 'percent' })
  const named = (group: string, value: string | undefined) => (value ? t(`words.${group}.${value}`, { defaultValue: value }) : undefined)
  return (text: string) => {
    const pieces = ruleSaid(text)
    if (!pieces) return text
    return pieces
      .map(({ key, with: { topic, language, urgency, urgencyWas, sentiment, disposition, policy, n, level, share, ...rest } }) =>
        t(`ruleSaid.${key}`, {
          ...rest,
          policy: policy && titles.policy(policy),
          n: digits(n),
          level: digits(level),
          share: percent(share),
          topic: named('topic', topic),
          sentiment: named('sentiment', sentiment),
          urgency: named('urgency', urgency),
          urgencyWas: named('urgency', urgencyWas),
          disposition: named('disposition', disposition),
          language: language && names([codeOf(language) ?? language]),
        }),
      )
      .join(' · ')
  }
}
