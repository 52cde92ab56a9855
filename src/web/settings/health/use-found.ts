import { useTranslation } from 'react-i18next'
import { useLanguageNames } from '../../words/language-names'

export type Said = { key: string; with?: Record<string, string | number> }

/** Sentences that stand in another section: screens say the same of the same days. */
const ELSEWHERE: Record<string, string> = { unknownDays: 'books.unknownDays', noCalendar: 'books.noCalendar' }

/** What the doctor found, in the reader's language; languages, roles and parts of a finding come as words apart and get their names. */
export function useFound() {
  const { t } = useTranslation()
  const names = useLanguageNames()
  const each = (given: string | number | undefined, name: (word: string) => string) =>
    typeof given === 'string' ? given.split(' ').map(name).join(' · ') : given
  return ({ key, with: { languages, roles, parts, ...rest } = {} }: Said) =>
    t(ELSEWHERE[key] ?? `doctor.says.${key}`, {
      ...rest,
      languages: each(languages, (code) => names([code])),
      roles: each(roles, (role) => t(`books.target.${role}`)),
      parts: each(parts, (part) => t(`doctor.drift.${part}`)),
    })
}
