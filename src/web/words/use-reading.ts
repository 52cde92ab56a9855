import { useTranslation } from 'react-i18next'
import { useTimeZone } from '../data/queries'
import { settings } from '../data/settings'
import { type Reading, readingFor } from './dates'
import { currentLanguage } from './i18n'

/** The reader's language, calendar, digits and the desk's zone; renewed when any of them is switched. */
export function useReading(): Reading {
  useTranslation()
  settings.use()
  return readingFor(currentLanguage(), useTimeZone())
}
