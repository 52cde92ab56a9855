import { useTranslation } from 'react-i18next'
import { type ApprovalPolicy, asksForApproval } from '../../../domain/approvals/policy'

/** The rules as a person would say them, one sentence for each. */
export function InWords({ policy }: { policy: ApprovalPolicy }) {
  const { t } = useTranslation()
  const { severities, newcomers, minutes } = policy
  if (!asksForApproval(policy)) return <p className="small">{t('approvalRules.nothing')}</p>
  return (
    <ul className="small">
      {severities.length > 0 && <li>{t('approvalRules.severities', { list: [...severities].sort().join(t('rail.comma')) })}</li>}
      {policy.public && <li>{t('approvalRules.public')}</li>}
      {newcomers > 0 && <li>{t('approvalRules.newcomers', { count: newcomers })}</li>}
      <li className="muted">{t('approvalRules.minutes', { count: minutes })}</li>
    </ul>
  )
}
