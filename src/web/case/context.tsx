import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isVisitor } from '../../domain/chat'
import type { CaseFull } from '../data/types'
import { AlertPage } from '../parts/alert-page'
import { ContactName, Reach, useChannelName } from '../parts/contact'
import { useRuleSaid } from '../words/use-rule-said'
import { Remaining } from '../words/when'

/** Who complained and how they can be reached. */
export function ContactCard({ one }: { one: CaseFull }) {
  const { t } = useTranslation()
  const channelName = useChannelName()
  const { reply_channel: way } = one
  return (
    <section className="card" aria-label={t('case.customer')}>
      <h3>
        {one.contact.id ? (
          <Link className="case-link" to="/customers/$id" params={{ id: one.contact.id }} data-to-customer>
            <ContactName contact={one.contact} />
          </Link>
        ) : (
          <ContactName contact={one.contact} />
        )}
      </h3>
      {one.contact.handle && !isVisitor(one.contact.handle) && (
        <bdi className="muted" dir="ltr">
          {one.contact.handle}
        </bdi>
      )}
      <Reach contact={one.contact} />
      <p className="small muted">
        {t('case.answerBy', { channel: channelName(way.channel) })} {!isVisitor(way.to) && <bdi dir="ltr">{way.to}</bdi>}
      </p>
      {way.why && <p className={`small ${way.available ? 'muted' : 'due'}`}>{t(`case.way.${way.why}`, { defaultValue: way.why })}</p>}
    </section>
  )
}

/** Why it is graded so, why it lies with this person, and who is told next if nobody moves. */
export function ReasonCard({ one }: { one: CaseFull }) {
  const { t } = useTranslation()
  const { escalation } = one
  const said = useRuleSaid()
  return (
    <section className="card small" aria-label={t('case.reasons')}>
      <h3>{t('case.reasons')}</h3>
      <ul className="because">
        {one.because.map(({ code, evidence }) => (
          <li key={code + evidence}>
            {t(`words.because.${code}`, { defaultValue: code.replaceAll(/[_.]/g, ' ') })}
            {evidence && (
              <q dir={said(evidence) === evidence ? 'auto' : undefined} className="because-evidence">
                {said(evidence)}
              </q>
            )}
          </li>
        ))}
      </ul>
      {one.routing_reason && <p className="muted">{said(one.routing_reason)}</p>}
      {escalation?.next_at && (
        <p className="climb">
          {t('case.climbs', { level: escalation.level + 1 })} <bdi className="strong">{escalation.next_person ?? t('case.nextLevel')}</bdi>{' '}
          <Remaining due={escalation.next_at} />
        </p>
      )}
      {one.alert_id && <AlertPage id={one.alert_id} />}
    </section>
  )
}
