import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../data/client'

const CODES = ['content_missing', 'content_advised', 'not_a_lead']

/** What a rule book asks a final answer to say and it does not, to be added with one press. */
export function MissingWords({ problem, add }: { problem: Problem; add: (words: string) => void }) {
  const { t } = useTranslation()
  const words = (problem.errors ?? []).map(({ detail }) => detail).filter((text) => text !== '')
  if (!CODES.includes(problem.code) || words.length === 0) return null
  return (
    <Button size="xs" variant="default" onClick={() => add(words.join('\n\n'))}>
      {t('finalAnswer.add')}
    </Button>
  )
}
