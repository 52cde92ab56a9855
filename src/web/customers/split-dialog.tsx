import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { DeedDialog } from '../case/deed-dialog'
import { post, stateOf } from '../data/client'
import { toast } from '../parts/toasts'
import type { Splitting } from './customer'
import type { Customer } from './queries'

/** What was joined comes apart again, or some addresses turn out to be somebody else's: says what goes along. */
export function SplitDialog({ one, what, close }: { one: Customer; what: Splitting; close: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const joined = 'join' in what
  const body =
    'join' in what ? { join: what.join.id } : { identities: what.addresses.map(({ kind, value }) => ({ kind, value: value ?? '' })) }
  const split = useMutation({
    mutationFn: () => post<Customer>(`/customers/${one.id}/split`, body, undefined, one.etag),
    onSuccess: async () => {
      toast(t('customers.parted'))
      close()
      await client.invalidateQueries({ queryKey: ['customer'] })
    },
    onError: () => void client.invalidateQueries({ queryKey: ['customer'] }),
  })
  const addresses = 'join' in what ? what.join.identities : what.addresses
  return (
    <DeedDialog
      close={close}
      {...stateOf(split)}
      title={joined ? t('customers.takeOut') : t('customers.splitTitle')}
      verb={t('customers.splitNow')}
      ready
      onSubmit={() => split.mutate()}
    >
      <ul className="customer-list">
        {addresses.map(({ kind, shown }) => (
          <li key={kind + shown}>
            <bdi dir="ltr">{shown}</bdi>
          </li>
        ))}
      </ul>
      {'join' in what ? (
        <p className="small">
          {t('customers.cases', { count: what.join.cases })} · {t('customers.said', { count: what.join.messages })}
        </p>
      ) : null}
      <p className="small muted">{joined ? t('customers.takeOutWhat') : t('customers.splitWhat')}</p>
    </DeedDialog>
  )
}
