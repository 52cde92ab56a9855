import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { WaysIn } from '../channels/ways-in'
import type { StepProps } from './setup'
import { StepFrame } from './step-frame'

/** The web form works at once; a signed door, a mailbox or a file may follow. What arrives shows here. */
export function WayStep({ done, skip, pending }: StepProps) {
  const { t } = useTranslation()
  return (
    <>
      <WaysIn />
      <StepFrame title={t('setup.step.way')} what={t('setup.wayWhat')} next={done} skip={skip} pending={pending}>
        <ul className="setup-more">
          <li>
            {t('setup.file')} <code className="id">redress import FILE</code>
          </li>
          <li>
            <Link to="/settings/channels">{t('setup.allWays')}</Link>
          </li>
        </ul>
      </StepFrame>
    </>
  )
}
