import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeedDialog } from './deed-dialog'
import type { DeedProps } from './deeds'
import { PeoplePicker } from './people-picker'
import { WordsField } from './words-field'

const PATHS = { escalate: 'escalations', reopen: 'reopening' } as const

/** Escalating and reopening both want a reason; an escalation may name whom, else the policy's next level gets it. */
export function ReasonForm({ one, close, act, pending, problem, kind }: DeedProps & { kind: keyof typeof PATHS }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [to, setTo] = useState<string | null>(null)
  const body = { reason: reason.trim(), ...(kind === 'escalate' && to ? { to } : {}) }
  return (
    <DeedDialog
      close={close}
      pending={pending}
      problem={problem}
      title={t(`deeds.what.${kind}`)}
      verb={t(`deeds.${kind}`)}
      ready={reason.trim() !== ''}
      onSubmit={() => act({ path: PATHS[kind], body, said: t(kind === 'escalate' ? 'deeds.escalated' : 'deeds.reopened') })}
    >
      <WordsField data-autofocus required label={t('deeds.reason')} value={reason} change={setReason} />
      {kind === 'escalate' && (
        <PeoplePicker label={t('deeds.toWhom')} value={to} onChange={setTo} nobody={t('deeds.nextLevel')} exclude={one.owner_id} />
      )}
    </DeedDialog>
  )
}
