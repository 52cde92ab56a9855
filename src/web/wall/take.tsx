import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Problem, post, problemOf } from '../data/client'
import { useMay } from '../data/queries'
import { InlineTrouble } from '../parts/states'

/** "I have it": the climb of an alert stops here. */
export function Take({ id }: { id: string }) {
  const { t } = useTranslation()
  const may = useMay('cases:write')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  if (!may) return null
  const take = () => {
    setBusy(true)
    post(`/alerts/${id}/acknowledgement`).then(
      () => setProblem(null),
      (error: unknown) => {
        setBusy(false)
        setProblem(problemOf(error))
      },
    )
  }
  return (
    <>
      <Button size="xs" onClick={take} disabled={busy}>
        {t('wall.take')}
      </Button>
      {problem && <InlineTrouble problem={problem} />}
    </>
  )
}
