import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useTimeZone } from '../../data/queries'

type Props = { from: string; to: string; setFrom: (text: string) => void; setTo: (text: string) => void }

/** From when to when, on the wall of the desk's own zone, which is named. */
export function Span({ from, to, setFrom, setTo }: Props) {
  const { t } = useTranslation()
  const zone = useTimeZone()
  return (
    <div className="set-form">
      <TextInput
        required
        type="datetime-local"
        dir="ltr"
        label={t('staff.from')}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        required
        type="datetime-local"
        dir="ltr"
        label={t('staff.to')}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <p className="small muted wide">
        {t('staff.inZone')} <bdi className="id">{zone}</bdi>
      </p>
    </div>
  )
}
