import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usersQuery } from '../data/queries'
import { DeedDialog } from './deed-dialog'
import type { DeedProps } from './deeds'
import { PeoplePicker } from './people-picker'

export function AssignForm({ one, close, act, pending, problem }: DeedProps) {
  const { t } = useTranslation()
  const { data: people = [] } = useQuery(usersQuery)
  const [owner, setOwner] = useState(one.owner_id)
  const [reason, setReason] = useState('')
  const submit = () => {
    const name = people.find(({ id }) => id === owner)?.name
    act({
      path: 'assignment',
      body: { owner, ...(reason.trim() ? { reason: reason.trim() } : {}) },
      said: name ? t('deeds.assigned', { name }) : t('deeds.unassigned'),
    })
  }
  return (
    <DeedDialog
      close={close}
      pending={pending}
      problem={problem}
      title={t('deeds.what.assign')}
      verb={t('deeds.assign')}
      ready={owner !== one.owner_id}
      onSubmit={submit}
    >
      <PeoplePicker label={t('deeds.who')} value={owner} onChange={setOwner} nobody={t('cases.nobody')} />
      <TextInput label={t('deeds.reasonMaybe')} value={reason} dir="auto" onChange={(event) => setReason(event.currentTarget.value)} />
    </DeedDialog>
  )
}
