import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../data/client'
import { Key } from '../../keys/key'
import { useKeys } from '../../keys/use-keys'
import { InlineTrouble } from '../../parts/states'
import { Part } from '../parts'

type Props = {
  title: string
  what: string
  next: () => void
  skip: () => void
  pending: boolean
  problem?: Problem | null
  children: ReactNode
}

/** One step: what it is for, its content, and two ways on. Mod+Enter goes on from any field; a dialog above it keeps its own. */
export function StepFrame({ title, what, next, skip, pending, problem, children }: Props) {
  const { t } = useTranslation()
  const onwards = () => {
    if (!pending && document.querySelector('[aria-modal="true"]') === null) next()
  }
  useKeys('setup', { nextStep: onwards })
  return (
    <Part title={title} what={what}>
      {children}
      {problem && <InlineTrouble problem={problem} safe={t('states.nothingChanged')} />}
      <div className="form-end">
        <Button variant="default" onClick={skip} disabled={pending} data-skip>
          {t('setup.skip')}
        </Button>
        <Button onClick={onwards} loading={pending} rightSection={<Key of="nextStep" />} data-next>
          {t('setup.next')}
        </Button>
      </div>
    </Part>
  )
}
