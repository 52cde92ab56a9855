import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../data/queries'
import { PasteForm } from '../../parts/paste-box'
import type { StepProps } from './setup'
import { StepFrame } from './step-frame'

/** One's own text to a finding and a case: the proof that the desk works. */
export function TryStep({ done, skip, pending }: StepProps) {
  const { t } = useTranslation()
  const demo = useMe()?.tenant.demo
  return (
    <StepFrame title={t('setup.step.try')} what={t('setup.tryWhat')} next={done} skip={skip} pending={pending}>
      <PasteForm />
      {demo && <p className="small muted">{t('setup.sample')}</p>}
      <p className="small">
        <Link to="/triage">{t('setup.toTriage')}</Link>
      </p>
    </StepFrame>
  )
}
