import { useTranslation } from 'react-i18next'
import type { AttachmentBrief } from '../data/types'
import { Icon } from '../look/icons'
import { number } from '../words/dates'
import { useReading } from '../words/use-reading'

/** Files of a message. They are saved, never opened here: what somebody sent must not run in the console. */
export function AttachmentList({ of }: { of: readonly AttachmentBrief[] }) {
  const { t } = useTranslation()
  if (of.length === 0) return null
  return (
    <ul className="attachments">
      {of.map(({ id, name, size }) => (
        <li key={id} className="chip">
          <Icon name="attach" size={14} />{' '}
          <a href={`/api/v1/attachments/${id}`} download={name} title={t('writing.save', { name })}>
            <bdi>{name}</bdi>
          </a>{' '}
          <FileSize of={size} />
        </li>
      ))}
    </ul>
  )
}

export function FileSize({ of }: { of: number }) {
  const reading = useReading()
  const [amount, unit] = of < 1024 * 1024 ? [Math.max(1, Math.round(of / 1024)), 'kilobyte'] : [Math.round(of / 104_857.6) / 10, 'megabyte']
  return <span className="muted num">{number(amount, reading, { style: 'unit', unit })}</span>
}
