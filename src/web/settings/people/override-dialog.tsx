import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeedDialog } from '../../case/deed-dialog'
import { PeoplePicker } from '../../case/people-picker'
import { stateOf } from '../../data/client'
import { serverNow } from '../../data/now'
import { useTimeZone } from '../../data/queries'
import { momentAt, wallTime } from '../../words/local-time'
import { useDeed } from '../parts'
import type { RotaView } from './queries'
import { Span } from './span'

const HOURS_8 = 8 * 3_600_000

/** Somebody else for a while; the one that was made last wins. */
export function OverrideDialog({ rota, close }: { rota: RotaView; close: () => void }) {
  const { t } = useTranslation()
  const zone = useTimeZone()
  const [from, setFrom] = useState(() => wallTime(serverNow(), zone))
  const [to, setTo] = useState(() => wallTime(serverNow() + HOURS_8, zone))
  const [person, setPerson] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const deed = useDeed(['on-call'], t('staff.overridden', { title: rota.title }), close)
  const [begins, ends] = [momentAt(from, zone), momentAt(to, zone)]
  const ready = begins !== null && ends !== null && begins < ends
  const span = ready ? { from: new Date(begins).toISOString(), to: new Date(ends).toISOString() } : {}
  return (
    <DeedDialog
      close={close}
      {...stateOf(deed)}
      title={t('staff.overrideWho', { title: rota.title })}
      verb={t('staff.overrideDo')}
      ready={ready && person !== null}
      onSubmit={() =>
        deed.mutate({ method: 'POST', path: `/rotas/${rota.id}/overrides`, body: { person, ...span, reason: reason.trim() } })
      }
    >
      <PeoplePicker label={t('staff.instead')} value={person} onChange={setPerson} />
      <Span from={from} to={to} setFrom={setFrom} setTo={setTo} />
      <TextInput label={t('staff.why')} value={reason} dir="auto" onChange={(event) => setReason(event.currentTarget.value)} />
    </DeedDialog>
  )
}
