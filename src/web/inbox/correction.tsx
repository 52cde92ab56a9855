import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Emotion, Finding, Severity, Urgency } from '../../domain/finding'
import { get, post, problemOf } from '../data/client'
import type { MessageRow } from '../data/types'
import { takeBack } from '../data/undo'
import { SeverityPicks } from '../parts/severity-picks'
import { InlineTrouble } from '../parts/states'
import { toast } from '../parts/toasts'
import { More } from './correction-more'
import './correction.css'

/** `first` is the question that has the focus when the dialog opens. */
type Props = { message: Pick<MessageRow, 'id'>; finding: Finding; opened: boolean; first: 'complaint' | 'severity'; onClose: () => void }

/** "This is wrong": what it should have been, kept for training and for whoever looks next. */
export function Correction({ message, finding, opened, first, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Modal opened={opened} onClose={onClose} title={t('correction.title')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      {opened && <Form message={message} finding={finding} first={first} onClose={onClose} />}
    </Modal>
  )
}

function Form({ message, finding, first, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation()
  const found = finding.complaint.value === 'unsure' ? null : finding.complaint.value
  const [complaint, setComplaint] = useState<'yes' | 'no' | null>(found)
  const [severity, setSeverity] = useState<Severity>(finding.severity.value)
  const [topic, setTopic] = useState('')
  const [urgency, setUrgency] = useState<Urgency>(finding.urgency.value)
  const [emotion, setEmotion] = useState<Emotion | null>(finding.emotion?.value ?? null)
  const change = {
    ...(complaint && complaint !== found ? { complaint } : {}),
    ...(severity !== finding.severity.value ? { severity } : {}),
    ...(urgency !== finding.urgency.value ? { urgency } : {}),
    ...(emotion && emotion !== finding.emotion?.value ? { emotion } : {}),
    ...(topic.trim() ? { topic: topic.trim() } : {}),
  }
  const [also, setAlso] = useState(false)
  const similar = useSimilar(message.id)
  const save = useMutation({
    mutationFn: (also: readonly string[]) =>
      post<{ undo: string | null; corrected: number }>(`/messages/${message.id}/corrections`, {
        ...change,
        ...(also.length > 0 ? { also } : {}),
      }),
    onSuccess: ({ undo, corrected }) => {
      onClose()
      const text = corrected > 1 ? t('undo.applied', { count: corrected }) : t('correction.kept')
      toast(text, undo ? { undo: () => takeBack(undo) } : {})
    },
  })
  return (
    <form
      className="correction"
      onSubmit={(event) => {
        event.preventDefault()
        if (Object.keys(change).length > 0) save.mutate(also ? similar : [])
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
        <SeverityPicks picked={severity} pick={setSeverity} first={first === 'severity' ? severity : null} />
      </fieldset>
      <TextInput label={t('correction.topic')} value={topic} dir="auto" onChange={(event) => setTopic(event.currentTarget.value)} />
      <More {...{ urgency, setUrgency, emotion, setEmotion }} />
      {similar.length > 0 && (
        <label className="pick">
          <input type="checkbox" name="also" checked={also} onChange={(event) => setAlso(event.currentTarget.checked)} />
          <span>
            {t('undo.similar', { count: similar.length })} {t('undo.apply')}
          </span>
        </label>
      )}
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

/** Messages that still wait and read like this one: whoever corrects one may correct them all. */
function useSimilar(id: string): readonly string[] {
  const { data } = useQuery({
    queryKey: ['similar', id],
    queryFn: ({ signal }) => get<{ data: { id: string }[] }>(`/messages/${id}/similar`, signal),
    staleTime: 30_000,
  })
  return (data?.data ?? []).map((one) => one.id)
}
