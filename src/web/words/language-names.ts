import { localeOf } from './dates'
import { useReading } from './use-reading'

/** Languages by their names in the reader's own, joined as the reader's language joins. */
export function useLanguageNames() {
  const reading = useReading()
  const names = new Intl.DisplayNames(localeOf(reading), { type: 'language' })
  return (codes: readonly string[]) =>
    codes
      .map((code) => {
        try {
          return names.of(code) ?? code
        } catch {
          return code
        }
      })
      .join(reading.language === 'zh' ? '、' : reading.language === 'fa' ? '، ' : ', ')
}
