import { useTranslation } from 'react-i18next'
import { useLanguageNames } from './language-names'
import { codeOf, ruleSaid } from './rule-said'

/** Says a reason in the reader's language where the machine wrote it; what a person wrote stays as it is. */
export function useRuleSaid() {
  const { t } = useTranslation()
  const names = useLanguageNames()
  const named = (group: string, value: string | undefined) => (value ? t(`words.${group}.${value}`, { defaultValue: value }) : undefined)
  return (text: string) => {
    const pieces = ruleSaid(text)
    if (!pieces) return text
    return pieces
      .map(({ key, with: { topic, language, urgency, urgencyWas, disposition, ...rest } }) =>
        t(`ruleSaid.${key}`, {
          ...rest,
          topic: named('topic', topic),
          urgency: named('urgency', urgency),
          urgencyWas: named('urgency', urgencyWas),
          disposition: named('disposition', disposition),
          language: language && names([codeOf(language) ?? language]),
        }),
      )
      .join(' · ')
  }
}
