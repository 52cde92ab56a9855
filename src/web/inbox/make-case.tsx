import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { post, problemOf } from '../data/client'
import { announce } from '../data/live'
import { messageQuery } from '../data/queries'
import type { MessageRow } from '../data/types'
import { InlineTrouble } from '../parts/states'
import { toast } from '../parts/toasts'

/** For a message that became no case: a person may still say that it is a complaint. */
export function MakeCase({ message }: { message: MessageRow }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const make = useMutation({
    mutationFn: () => post<MessageRow>(`/messages/${message.id}/triage`, { decision: 'complaint' }),
    onSuccess: (row) => {
      void client.invalidateQueries(messageQuery(message.id))
      announce({ of: 'message', id: message.id })
      const reference = row.case_reference ?? row.case_id
      toast(t('triage.did.complaint', { reference }), reference ? { link: { to: `/cases/${reference}`, text: t('triage.openCase') } } : {})
    },
  })
  return (
    <>
      <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
        {t('inbox.makeCase')}
      </Button>
      {make.error && <InlineTrouble problem={problemOf(make.error)} />}
    </>
  )
}
