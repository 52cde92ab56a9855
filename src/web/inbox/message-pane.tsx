import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../data/client'
import { messageQuery, useMay } from '../data/queries'
import type { MessageFull, MessageRow } from '../data/types'
import { Key } from '../keys/key'
import { useKeys } from '../keys/use-keys'
import { Icon } from '../look/icons'
import { AttachmentList } from '../parts/attachments'
import { ChannelTag, ContactName, Reach } from '../parts/contact'
import { FindingPanel } from '../parts/finding-panel'
import { Skeleton, Trouble } from '../parts/states'
import { WordsOf } from '../parts/words-of'
import { When } from '../words/when'
import { Correction } from './correction'
import { MakeCase } from './make-case'
import './message-pane.css'

type Props = { id: string; row: MessageRow | null; back: () => void; children?: ReactNode }

/** Which message is being corrected, and what of it first. */
type Correcting = { id: string; first?: 'severity' }

/** One message whole: its words with what speaks in them, the finding, what was done. `children` are the deeds that a screen adds. */
export function MessagePane({ id, row, back, children }: Props) {
  const { t } = useTranslation()
  const full = useQuery(messageQuery(id))
  const message: MessageRow | null = full.data ?? row
  const [correcting, setCorrecting] = useState<Correcting | null>(null)
  const may = useMay('messages:decide')
  useKeys(
    'list',
    message?.finding && may ? { wrong: () => setCorrecting({ id }), severity: () => setCorrecting({ id, first: 'severity' }) } : {},
  )
  if (!message) {
    if (full.error) return <Trouble what={t('inbox.message')} problem={problemOf(full.error)} retry={() => void full.refetch()} />
    return <Skeleton rows={4} />
  }
  return (
    <article className="pane">
      <div className="pane-scroll">
        <button type="button" className="pane-back" onClick={back}>
          <Icon name="back" size={16} /> {t('shell.back')}
        </button>
        <Heading message={message} />
        <WordsOf className="pane-words" text={message.text} lang={message.finding?.lang.value ?? message.lang} finding={message.finding} />
        {full.data && <AttachmentList of={full.data.attachments} />}
        {message.finding ? (
          <FindingPanel finding={message.finding} text={message.text} />
        ) : (
          <p className="muted">{message.reason ?? t('inbox.noFinding')}</p>
        )}
        <Outcome message={message} />
        {full.data && <Facts message={full.data} />}
      </div>
      {may && (
        <div className="pane-deeds">
          {children ?? (undecided(message) ? <MakeCase message={message} /> : null)}
          {message.finding && (
            <button type="button" className="link-button pane-wrong" onClick={() => setCorrecting({ id })}>
              {t('finding.wrong')} <Key of="wrong" />
            </button>
          )}
        </div>
      )}
      {message.finding && (
        <Correction
          message={message}
          finding={message.finding}
          opened={correcting?.id === id}
          first={correcting?.first ?? 'complaint'}
          onClose={() => setCorrecting(null)}
        />
      )}
    </article>
  )
}

/** A message that became no case may still be made one by a person. */
const undecided = ({ case_id, state, disposition }: MessageRow) => case_id === null && state === 'processed' && disposition !== 'review'

function Heading({ message }: { message: MessageRow }) {
  const { t } = useTranslation()
  return (
    <header className="pane-head">
      <h2>
        <ContactName contact={message.contact} />
        {message.contact.name && message.contact.handle && (
          <bdi className="pane-handle muted" dir="ltr">
            {message.contact.handle}
          </bdi>
        )}
      </h2>
      <div className="pane-meta small">
        <ChannelTag channel={message.channel} open={message.public} />
        <Reach contact={message.contact} />
        <When at={message.sent_at ?? message.received_at} full />
        {message.imported && <span className="chip">{t('inbox.imported')}</span>}
      </div>
    </header>
  )
}

/** What was decided and by whom, with the way to the case. */
function Outcome({ message }: { message: MessageRow }) {
  const { t } = useTranslation()
  const by =
    message.decided_by && message.decided_by !== 'engine' ? t('inbox.decidedBy', { name: message.decided_by }) : t('inbox.decidedByRule')
  if (message.case_id)
    return (
      <p className="pane-outcome">
        <Icon name="cases" size={16} />
        <span>{t(message.disposition === 'opportunity' ? 'inbox.toSales' : 'inbox.inCase')}</span>
        <Link
          className="case-link"
          to="/cases/$ref"
          params={{ ref: message.case_reference ?? message.case_id }}
          data-case={message.case_id}
        >
          <bdi className="id">{message.case_reference ?? message.case_id}</bdi>
        </Link>
        <span className="muted">{by}</span>
      </p>
    )
  if (message.state !== 'processed' || !message.disposition) return null
  return (
    <p className="pane-outcome">
      <Icon name={message.disposition === 'review' ? 'triage' : 'check'} size={16} />
      <span>{t(`words.disposition.${message.disposition}`)}</span>
      {message.disposition !== 'review' && <span className="muted">{by}</span>}
    </p>
  )
}

function Facts({ message }: { message: MessageFull }) {
  const { t } = useTranslation()
  const facts = [
    [t('inbox.product'), message.product],
    [t('inbox.order'), message.order],
    [t('inbox.externalId'), message.external_id],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]))
  if (facts.length === 0) return null
  return (
    <dl className="facts small">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
