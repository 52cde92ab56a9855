import { useTranslation } from 'react-i18next'
import { isVisitor } from '../../domain/chat'
import type { ContactBrief } from '../data/types'
import { channelIcon, Icon } from '../look/icons'
import { number } from '../words/dates'
import { useReading } from '../words/use-reading'

/** Name or handle of a person, whatever is known first; isolated, because it may run the other way than the page. */
export function ContactName({ contact }: { contact: ContactBrief | null }) {
  const { t } = useTranslation()
  const handle = contact?.handle ?? null
  const name = contact?.name ?? (isVisitor(handle) ? t('words.visitor', { code: handle.slice(8, 12).toUpperCase() }) : handle)
  return name ? <bdi>{name}</bdi> : <span className="muted">{t('words.unknownPerson')}</span>
}

export function Reach({ contact }: { contact: ContactBrief }) {
  const { t } = useTranslation()
  const reading = useReading()
  if (!contact.followers && !contact.verified) return null
  return (
    <span className="muted">
      {contact.followers
        ? t('words.followers', { shown: number(contact.followers, reading, { notation: 'compact', maximumFractionDigits: 1 }) })
        : null}
      {contact.verified ? ` · ${t('words.verified')}` : null}
    </span>
  )
}

export const useChannelName = () => {
  const { t } = useTranslation()
  return (channel: string) => t(`words.channel.${channel.toLowerCase().replaceAll('-', '_')}`, { defaultValue: channel })
}

export function ChannelTag({ channel, open }: { channel: string; open?: boolean }) {
  const { t } = useTranslation()
  const name = useChannelName()(channel)
  return (
    <span className="channel">
      <Icon name={channelIcon(channel)} size={14} />
      <span className="trunc">{name}</span>
      {open && (
        <span className="channel-public" title={t('words.publicWhat')}>
          <Icon name="globe" size={14} /> {t('words.public')}
        </span>
      )}
    </span>
  )
}
