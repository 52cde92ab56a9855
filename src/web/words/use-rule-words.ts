import { useTranslation } from 'react-i18next'
import { ruleWords } from './rule-words'
import { useReading } from './use-reading'

/** The words of rule books for whoever reads here; moments in this zone, else in the desk's. */
export function useRuleWords(timeZone?: string) {
  const { t } = useTranslation()
  const reading = useReading()
  return ruleWords(t, { ...reading, timeZone: timeZone || reading.timeZone })
}
