import { useTranslation } from 'react-i18next'
import type { CaseFull } from '../data/types'
import { Icon } from '../look/icons'
import { useChannelName } from '../parts/contact'

/** What this customer needs and wishes for, beside the words that are written to them; louder where this very way is unwanted. */
export function Wishes({ one }: { one: CaseFull }) {
  const { t } = useTranslation()
  const channelName = useChannelName()
  const { channel = null, avoids = [] } = one.preferences ?? {}
  const way = one.reply_channel.channel
  const unwanted = avoids.includes(way)
  if (one.support_needs.length === 0 && avoids.length === 0 && (channel === null || channel === way)) return null
  return (
    <p className={`small ${unwanted ? 'due' : 'muted'}`} data-wishes>
      <Icon name={unwanted ? 'warning' : 'info'} size={14} />{' '}
      {[
        ...one.support_needs.map((need) => t('case.supportNeed', { need })),
        ...(channel && channel !== way ? [t('customers.prefers', { channel: channelName(channel) })] : []),
        ...(avoids.length > 0 ? [t('customers.avoids', { channels: avoids.map(channelName).join(' · ') })] : []),
      ].join(' · ')}
    </p>
  )
}
