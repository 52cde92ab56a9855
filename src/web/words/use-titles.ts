import { useTranslation } from 'react-i18next'

/** What ships is called in the reader's language, what a firm wrote itself as it was written. */
export function useTitles() {
  const { t } = useTranslation()
  return {
    book: (title: string) => t(`bookTitle.${title}`, { defaultValue: title }),
    classOf: (title: string) => t(`classTitle.${title}`, { defaultValue: title }),
    milestone: (title: string) => t(`milestoneTitle.${title}`, { defaultValue: title }),
    policy: (title: string) => t(`policyTitle.${title}`, { defaultValue: title }),
  }
}
