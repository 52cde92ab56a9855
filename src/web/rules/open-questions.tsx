import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { number } from '../words/dates'
import { useReading } from '../words/use-reading'
import { questionsOf } from './asked'
import { caseFactsQuery } from './queries'

/** How many questions wait, as a number on the tab; nothing where none does. */
export function OpenQuestions({ name }: { name: string }) {
  const { t } = useTranslation()
  const reading = useReading()
  const { data } = useQuery(caseFactsQuery(name))
  const count = data ? questionsOf(data).open.length : 0
  if (count === 0) return null
  return (
    <span className="side-count" title={t('rules.openCount', { count })}>
      <bdi className="num">{number(count, reading)}</bdi>
    </span>
  )
}
