import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { settings } from '../data/settings'
import type { MessageRow } from '../data/types'
import { Icon } from '../look/icons'
import { SeverityMark } from '../look/severity'
import { ChannelTag, ContactName } from '../parts/contact'
import { WordsOf } from '../parts/words-of'
import { When } from '../words/when'
import './message-row.css'

/** One message in a list: how bad, who, where, when; its words; what became of it. */
export const MessageLine = memo(function MessageLine({ row, outcome = true }: { row: MessageRow; outcome?: boolean }) {
  const { density } = settings.use()
  return (
    <div className={`msg msg-${density}`}>
      <span className="msg-sev">
        {row.finding ? <SeverityMark of={row.finding.severity.value} word={false} size={24} /> : <Icon name="info" />}
      </span>
      <div className="msg-body">
        <div className="msg-top">
          <span className="msg-who trunc">
            <ContactName contact={row.contact} />
          </span>
          <ChannelTag channel={row.channel} open={row.public} />
          <span className="msg-when">
            <When at={row.sent_at ?? row.received_at} />
          </span>
        </div>
        <WordsOf className="msg-words trunc" text={row.text.slice(0, 240)} lang={row.finding?.lang.value ?? row.lang} oneLine />
        {outcome && density !== 'compact' && <Became row={row} />}
      </div>
    </div>
  )
})

/** What became of a message, in a few words. */
export function Became({ row }: { row: MessageRow }) {
  const { t } = useTranslation()
  if (row.state === 'quarantined') return <span className="became due">{t('inbox.quarantined')}</span>
  if (row.state === 'received') return <span className="became muted">{t('inbox.reading')}</span>
  if (row.case_reference)
    return (
      <span className="became">
        <Icon name="cases" size={14} /> <bdi className="id">{row.case_reference}</bdi>
      </span>
    )
  if (row.disposition === 'review') return <span className="became due">{t('words.disposition.review')}</span>
  return <span className="became muted">{row.disposition ? t(`words.disposition.${row.disposition}`) : t('words.disposition.none')}</span>
}
