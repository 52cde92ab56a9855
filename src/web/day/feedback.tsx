import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { When } from '../words/when'
import type { Feedback as Told } from './query'

/** What was decided since yesterday about my answers, hand-ups, decisions and corrections. Nothing waits here; it is for learning. */
export function Feedback({ told }: { told: readonly Told[] }) {
  const { t } = useTranslation()
  const id = useId()
  if (told.length === 0) return null
  return (
    <section className="day-part" aria-labelledby={id} data-part="feedback">
      <h2 id={id}>{t('feedback.title')}</h2>
      <ul>
        {told.map((one) => (
          <li key={`${one.kind}${one.at}${one.reference ?? one.message_id}`} className="day-item small" data-feedback={one.kind}>
            <span className="day-what">
              {t(`feedback.${one.kind}`, { name: one.by ?? t('words.unknownPerson') })}{' '}
              {one.reference && (
                <Link to="/cases/$ref" params={{ ref: one.reference }} className="day-ref">
                  <bdi className="id">{one.reference}</bdi>
                </Link>
              )}
              {one.message_id && (
                <Link to="/inbox" search={{ open: one.message_id }} className="day-ref">
                  {t('inbox.message')}
                </Link>
              )}
            </span>
            {one.reason && <span className="chip">{t(`approvals.returnFor.${one.reason}`)}</span>}
            {one.words && <q dir="auto">{one.words}</q>}
            <span className="day-why muted">
              <When at={one.at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
