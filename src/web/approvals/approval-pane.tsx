import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post, problemOf } from '../data/client'
import { approvalQuery, caseMessagesQuery } from '../data/queries'
import type { CaseMessage } from '../data/types'
import { Icon } from '../look/icons'
import { SeverityMark } from '../look/severity'
import { useChannelName } from '../parts/contact'
import { Skeleton, Trouble } from '../parts/states'
import { WordsOf } from '../parts/words-of'
import { When } from '../words/when'
import { Decide } from './decide'
import { Difference } from './difference'
import { History } from './history'
import { Stale } from './stale'
import { type Approval, textBefore } from './types'
import '../case/conversation.css'

type Props = { shown: Approval; back: () => void; decided: () => void }

/** One answer beside what it answers: what the customer said last, the words, what changed in them, and what is decided. */
export function ApprovalPane({ shown, back, decided }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data: it = shown, error, refetch } = useQuery({ ...approvalQuery(shown.id), placeholderData: shown })
  const [edited, setEdited] = useState<string | null>(null)
  const messages = useQuery(caseMessagesQuery(it.case_reference))
  if (error) return <Trouble what={t('approvals.one')} problem={problemOf(error)} retry={() => void refetch()} />
  const before = textBefore(it)
  return (
    <div className="approval" data-approval={it.id} data-state={it.state}>
      <header className="approval-head">
        <button type="button" className="link-button approval-back" onClick={back}>
          <Icon name="back" size={16} /> {t('shell.back')}
        </button>
        <SeverityMark of={it.severity} size={18} />
        <Link className="case-link" to="/cases/$ref" params={{ ref: it.case_reference }}>
          <bdi className="id">{it.case_reference}</bdi>
        </Link>
        <Where of={it} />
      </header>
      <p className="small">
        {t('approvals.because')} {it.reasons.map((reason) => t(`approvals.reason.${reason}`)).join(' · ')}
      </p>
      <div className="approval-sides">
        <section aria-label={t('approvals.said')}>
          <h2>{t('approvals.said')}</h2>
          <LastSaid messages={messages.data} />
        </section>
        <section aria-label={t('approvals.answer')}>
          <h2>
            {t('approvals.answer')} · <bdi>{it.author.name}</bdi> · <When at={it.submitted_at} />
          </h2>
          {it.state === 'stale' && (
            <Stale
              of={it}
              review={async () => {
                await post(`/approvals/${it.id}/reviews`, { last_seen_message_id: it.newest_message_id })
                await client.invalidateQueries({ queryKey: ['approval', it.id] })
              }}
            />
          )}
          <Decide key={it.state} of={it} edited={edited} setEdited={setEdited} decided={decided} />
          {before !== null && (
            <>
              <h3 className="small">{t('approvals.sinceLast')}</h3>
              <Difference before={before} after={it.text} lang={it.lang} />
            </>
          )}
          <History of={it} />
        </section>
      </div>
    </div>
  )
}

function Where({ of }: { of: Approval }) {
  const { t } = useTranslation()
  const channelName = useChannelName()
  return (
    <span className="muted small">
      <Icon name={of.public ? 'globe' : 'lock'} size={14} />{' '}
      {t(of.public ? 'approvals.inPublic' : 'approvals.toOne', { channel: channelName(of.channel) })} <bdi>{of.customer ?? of.to}</bdi>
    </span>
  )
}

function LastSaid({ messages }: { messages: CaseMessage[] | undefined }) {
  if (!messages) return <Skeleton rows={2} height={80} />
  return messages
    .filter(({ direction }) => direction === 'in')
    .slice(-2)
    .map((message) => (
      <article key={message.id} className="said said-in">
        <header className="muted small">
          <When at={message.at} />
        </header>
        <WordsOf text={message.text} lang={message.finding?.lang.value ?? message.lang} finding={message.finding} />
      </article>
    ))
}
