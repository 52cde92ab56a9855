import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RETURN_REASONS, type ReturnReason } from '../../domain/approvals/approval'
import { post, problemOf } from '../data/client'
import { Key } from '../keys/key'
import { useKeys } from '../keys/use-keys'
import { Icon } from '../look/icons'
import { InlineTrouble } from '../parts/states'
import { toast } from '../parts/toasts'
import { directionOf } from '../words/direction'
import { Difference } from './difference'
import type { Approval } from './types'

type Decision = { decision: 'approve'; text?: string } | { decision: 'return'; reason: ReturnReason; note: string | null }

type Props = { of: Approval; edited: string | null; setEdited: (text: string) => void; decided: () => void }

/**
 * The words, to be let go as they are, reworded or sent back with a reason. Whoever may not decide only reads them. A text that its author
 * changes meanwhile is decided only after its reader has said that they have read it.
 */
export function Decide({ of, edited, setEdited, decided }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const text = edited ?? of.text
  const [read, setRead] = useState(of.version)
  const [returning, setReturning] = useState(false)
  const sending = useMutation({
    mutationFn: (decision: Decision) => post<Approval>(`/approvals/${of.id}/decisions`, { version: of.version, ...decision }),
    onSuccess: (_, { decision }) => {
      toast(t(`approvals.done.${decision}`))
      void client.invalidateQueries({ queryKey: ['counts'] })
      decided()
    },
    onError: () => void client.invalidateQueries({ queryKey: ['approval', of.id] }),
  })
  const may = of.may_decide && of.state === 'waiting'
  const fresh = read === of.version
  const approve = () => sending.mutate({ decision: 'approve', ...(text === of.text ? {} : { text }) })
  useKeys('approvals', { ...(may && fresh ? { approve, sendBack: () => setReturning(true) } : {}) })
  if (!may) return <OnlyRead of={of} />
  return (
    <div className="approval-decide">
      <Textarea
        aria-label={t('approvals.wording')}
        autosize
        minRows={3}
        maxRows={14}
        value={text}
        lang={of.lang}
        dir={directionOf(text)}
        readOnly={of.letter !== null}
        onChange={(event) => setEdited(event.currentTarget.value)}
      />
      {text !== of.text && <Difference before={of.text} after={text} lang={of.lang} />}
      {!fresh && <Changed accept={() => setRead(of.version)} />}
      {fresh && sending.error && <InlineTrouble problem={problemOf(sending.error)} safe={t('states.textSafe')} />}
      <div className="approval-ends">
        <Button
          leftSection={<Icon name="check" size={16} />}
          loading={sending.isPending}
          disabled={text.trim() === '' || !fresh}
          onClick={approve}
          data-approve
        >
          {t(text === of.text ? 'approvals.approve' : 'approvals.approveReworded')}
        </Button>
        <Key of="approve" />
        <Button variant="default" aria-expanded={returning} disabled={!fresh} onClick={() => setReturning(!returning)} data-return>
          {t('approvals.sendBack')}
        </Button>
        <Key of="sendBack" />
      </div>
      {returning && <SendBack send={(reason, note) => sending.mutate({ decision: 'return', reason, note })} busy={sending.isPending} />}
    </div>
  )
}

function OnlyRead({ of }: { of: Approval }) {
  const { t } = useTranslation()
  return (
    <>
      <div className="words approval-text" dir={directionOf(of.text)} lang={of.lang}>
        {of.text}
      </div>
      {of.mine && of.state === 'waiting' && <p className="muted small">{t('approvals.own')}</p>}
    </>
  )
}

function Changed({ accept }: { accept: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="approval-stale" role="alert">
      <Icon name="warning" size={16} />
      <p>{t('refusals.approval_changed')}</p>
      <button type="button" className="link-button" onClick={accept} data-have-read>
        {t('composer.haveRead')}
      </button>
    </div>
  )
}

/** One press on a reason sends it back; words may go with it, and must where none of the reasons fits. */
function SendBack({ send, busy }: { send: (reason: ReturnReason, note: string | null) => void; busy: boolean }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  return (
    <fieldset className="approval-return">
      <legend>{t('approvals.why')}</legend>
      <Textarea
        aria-label={t('approvals.note')}
        placeholder={t('approvals.note')}
        autosize
        data-autofocus
        value={note}
        dir={directionOf(note)}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="approval-reasons">
        {RETURN_REASONS.map((reason) => (
          <Button
            key={reason}
            variant="default"
            size="compact-sm"
            disabled={busy || (reason === 'other' && note.trim() === '')}
            onClick={() => send(reason, note.trim() || null)}
            data-reason={reason}
          >
            {t(`approvals.returnFor.${reason}`)}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}
