import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Finding, SEVERITIES, type Severity } from '../../domain/finding'
import { post, problemOf } from '../data/client'
import type { MessageRow } from '../data/types'
import { SeverityMark } from '../look/severity'
import { InlineTrouble } from '../parts/states'
import { toast } from '../parts/toasts'
import './correction.css'

type Props = { message: MessageRow; finding: Finding; opened: boolean; onClose: () => void }

/** "This is wrong": what it should have been, kept for training and for whoever looks next. */
export function Correction({ message, finding, opened, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Modal opened={opened} onClose={onClose} title={t('correction.title')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      {opened && <Form message={message} finding={finding} onClose={onClose} />}
    </Modal>
  )
}

function Form({ message, finding, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation()
  const found = finding.complaint.value === 'unsure' ? null : finding.complaint.value
  const [complaint, setComplaint] = useState<'yes' | 'no' | null>(found)
  const [severity, setSeverity] = useState<Severity>(finding.severity.value)
  const [topic, setTopic] = useState('')
  const change = {
    ...(complaint && complaint !== found ? { complaint } : {}),
    ...(severity !== finding.severity.value ? { severity } : {}),
    ...(topic.trim() ? { topic: topic.trim() } : {}),
  }
  const save = useMutation({
    mutationFn: () => post(`/messages/${message.id}/corrections`, change),
    onSuccess: () => {
      onClose()
      toast(t('correction.kept'))
    },
  })
  return (
    <form
      className="correction"
      onSubmit={(event) => {
        event.preventDefault()
        if (Object.keys(change).length > 0) save.mutate()
      }}
    >
      <fieldset>
        <legend>{t('correction.complaint')}</legend>
        {(['yes', 'no'] as const).map((value) => (
          <label key={value} className="pick">
            <input type="radio" name="complaint" value={value} checked={complaint === value} onChange={() => setComplaint(value)} />
            <span>{t(`correction.${value}`)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t('correction.severity')}</legend>
        {SEVERITIES.map((value) => (
          <label key={value} className="pick">
            <input type="radio" name="severity" value={value} checked={severity === value} onChange={() => setSeverity(value)} />
            <SeverityMark of={value} />
          </label>
        ))}
      </fieldset>
      <TextInput label={t('correction.topic')} value={topic} dir="auto" onChange={(event) => setTopic(event.currentTarget.value)} />
      {save.error && <InlineTrouble problem={problemOf(save.error)} />}
      <div className="form-end">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button type="submit" loading={save.isPending} disabled={Object.keys(change).length === 0}>
          {t('correction.keep')}
        </Button>
      </div>
    </form>
  )
}
