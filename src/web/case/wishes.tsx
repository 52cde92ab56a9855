import { useTranslation } from 'react-i18next'
import type { CaseFull, Mode } from '../data/types'
import { Icon } from '../look/icons'
import { useChannelName } from '../parts/contact'

/** Whether the customer asked not to be written to by the way that an answer would take. */
export const unwantedWay = (one: CaseFull, mode: Mode) => one.preferences?.avoids.includes(channelOf(one, mode)) ?? false

/** The channel that words of this kind take. */
export const channelOf = ({ public_channel: open, reply_channel }: CaseFull, mode: Mode) =>
  (mode === 'public' ? open : null) ?? reply_channel.channel

type Props = { one: CaseFull; mode: Mode; heeded: boolean; heed: (yes: boolean) => void }

/** What this customer needs and wishes for, beside the words that are written to them; where this very way is unwanted, its writer has to say so. */
export function Wishes({ one, mode, heeded, heed }: Props) {
  const { t } = useTranslation()
  const channelName = useChannelName()
  const { channel = null, avoids = [] } = one.preferences ?? {}
  const way = channelOf(one, mode)
  const unwanted = unwantedWay(one, mode)
  if (one.support_needs.length === 0 && avoids.length === 0 && (channel === null || channel === way)) return null
  return (
    <div className={`small ${unwanted ? 'due' : 'muted'}`} data-wishes>
      <Icon name={unwanted ? 'warning' : 'info'} size={14} />{' '}
      {[
        ...one.support_needs.map((need) => t('case.supportNeed', { need })),
        ...(channel && channel !== way ? [t('customers.prefers', { channel: channelName(channel) })] : []),
        ...(avoids.length > 0 ? [t('customers.avoids', { channels: avoids.map(channelName).join(' · ') })] : []),
      ].join(' · ')}
      {unwanted && (
        <label className="pick">
          <input type="checkbox" name="unwanted" checked={heeded} onChange={(event) => heed(event.currentTarget.checked)} />
          <span>{t('writing.unwanted', { channel: channelName(way) })}</span>
        </label>
      )}
    </div>
  )
}
