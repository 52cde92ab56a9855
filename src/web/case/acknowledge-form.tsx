import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeedDialog } from './deed-dialog'
import type { DeedProps } from './deeds'
import { WordsField } from './words-field'

/** "I have it": stops the escalation and, if the customer is told, the acknowledgement clock. */
export function AcknowledgeForm({ one, close, act, pending, problem }: DeedProps) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const [tell, setTell] = useState(true)
  const body = { ...(note.trim() ? { note: note.trim() } : {}), notify_customer: tell }
  return (
    <DeedDialog
      close={close}
      pending={pending}
      problem={problem}
      title={t('deeds.what.acknowledge')}
      verb={t('deeds.acknowledge')}
      ready
      onSubmit={() => act({ path: 'acknowledgement', body, said: t('deeds.acknowledged') })}
    >
      <p className="muted">{t('deeds.acknowledgeWhat')}</p>
      <Checkbox
        data-autofocus
        checked={tell}
        onChange={(event) => setTell(event.currentTarget.checked)}
        label={t('deeds.tellCustomer', { to: one.contact.name ?? one.reply_channel.to })}
      />
      <WordsField label={t('deeds.noteForStaff')} value={note} change={setNote} />
    </DeedDialog>
  )
}
