import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SeverityMark } from '../../look/severity'
import { When } from '../../words/when'
import type { Tried } from './rules'

/** "Of the last 120 answers 14 would have waited, and here they are." */
export function DryRun({ tried }: { tried: Tried }) {
  const { t } = useTranslation()
  const { answers, held, data } = tried
  return (
    <section role="status" aria-label={t('approvalRules.try')} data-held={held}>
      <p className="strong">{answers === 0 ? t('approvalRules.noAnswers') : t('approvalRules.would', { count: held, of: answers })}</p>
      {held > data.length && <p className="small muted">{t('approvalRules.newest', { count: data.length })}</p>}
      <ul className="set-rows held">
        {data.map((one) => (
          <li key={`${one.reference}${one.at}`} className="set-row small">
            <SeverityMark of={one.severity} word={false} size={18} />
            <Link to="/cases/$ref" params={{ ref: one.reference }} target="_blank">
              <bdi className="id">{one.number}</bdi>
            </Link>
            <span className="set-row-main">
              <bdi lang={one.lang}>{one.summary}</bdi>
              <span className="muted">
                <bdi>{one.author ?? t('approvalRules.machine')}</bdi> · <When at={one.at} /> ·{' '}
                {one.reasons.map((reason) => t(`approvals.reason.${reason}`)).join(t('rail.comma'))}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
