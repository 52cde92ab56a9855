import type { AttachmentBrief } from '../data/types'
import { Icon } from '../look/icons'
import { number } from '../words/dates'
import { useReading } from '../words/use-reading'

export function AttachmentList({ of }: { of: readonly AttachmentBrief[] }) {
  const reading = useReading()
  if (of.length === 0) return null
  return (
    <ul className="attachments">
      {of.map(({ id, name, size }) => (
        <li key={id} className="chip">
          <Icon name="attach" size={14} /> <bdi>{name}</bdi>
          <span className="muted num">{number(Math.max(1, Math.round(size / 1024)), reading, { style: 'unit', unit: 'kilobyte' })}</span>
        </li>
      ))}
    </ul>
  )
}
