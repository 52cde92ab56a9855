import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { waysInQuery } from '../channels/queries'
import { WaysIn } from '../channels/ways-in'
import type { StepProps } from './setup'
import { StepFrame } from './step-frame'

/** The web form works at once; a webhook, a mailbox or a file may follow. What arrives shows here. */
export function WayStep({ done, skip, pending }: StepProps) {
  const { t } = useTranslation()
  // What is sent to try it shows within seconds.
  useQuery({ ...waysInQuery, refetchInterval: 3_000 })
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
