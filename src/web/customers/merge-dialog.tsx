import { TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeedDialog } from '../case/deed-dialog'
import { post, stateOf } from '../data/client'
import { toast } from '../parts/toasts'
import { CustomerName } from './name'
import { type Customer, customerQuery, searchQuery } from './queries'

type Props = { one: Customer; with: string | null; close: () => void }

/** First who else it is, then both side by side: what will be joined, and who stands for both. */
export function MergeDialog({ one, with: suggested, close }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [otherId, choose] = useState(suggested)
  const [main, setMain] = useState(one.id)
  const other = useQuery({ ...customerQuery(otherId ?? ''), enabled: otherId !== null }).data
  const merge = useMutation({
    mutationFn: () => {
      const [stays, goes] = main === one.id ? [one, other!] : [other!, one]
      return post<Customer>(`/customers/${stays.id}/merge`, { other: goes.id }, undefined, stays.etag)
    },
    onSuccess: async (joined) => {
      toast(t('customers.merged'))
      close()
      await navigate({ to: '/customers/$id', params: { id: joined.id }, replace: true })
      await client.invalidateQueries({ queryKey: ['customer'] })
    },
    // What a colleague did meanwhile is behind the dialog when it is closed.
    onError: () => void client.invalidateQueries({ queryKey: ['customer'] }),
  })
  return (
    <DeedDialog
      close={close}
      {...stateOf(merge)}
      title={t('customers.merge')}
      verb={t('customers.mergeNow')}
      ready={other !== undefined && other.id !== one.id}
      onSubmit={() => merge.mutate()}
    >
      {other ? <Both one={one} other={other} main={main} setMain={setMain} /> : <Find one={one} choose={choose} />}
    </DeedDialog>
  )
}

function Find({ one, choose }: { one: Customer; choose: (id: string) => void }) {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const found = useQuery({ ...searchQuery(q), enabled: q.trim().length > 1 })
  const rows = (found.data ?? []).filter(({ id }) => id !== one.id)
  return (
    <>
      <TextInput
        label={t('customers.findOther')}
        description={t('customers.findWhat')}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
        data-autofocus
      />
      {found.data && rows.length === 0 && <p className="muted small">{t('customers.noneFound')}</p>}
      <ul className="customer-list">
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" className="customer-found" onClick={() => choose(row.id)} data-found={row.id}>
              <CustomerName of={row} />
              <span className="small muted trunc">
                <bdi dir="ltr">{row.identities.map(({ shown }) => shown).join(' · ')}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

type BothProps = { one: Customer; other: Customer; main: string; setMain: (id: string) => void }
function Both({ one, other, main, setMain }: BothProps) {
  const { t } = useTranslation()
  return (
    <>
      <fieldset className="customer-both">
        <legend>{t('customers.whoIsMain')}</legend>
        {[one, other].map((it) => (
          <label key={it.id} className="customer-side-by">
            <span>
              <input type="radio" name="main" checked={main === it.id} onChange={() => setMain(it.id)} /> <CustomerName of={it} />
            </span>
            <ul className="customer-list small">
              {it.identities.map(({ kind, shown }) => (
                <li key={kind + shown}>
                  <bdi dir="ltr">{shown}</bdi>
                </li>
              ))}
              <li>{t('customers.cases', { count: it.cases })}</li>
              <li>{t('customers.said', { count: it.messages.all })}</li>
              {it.support_needs.map(({ need }) => (
                <li key={need} dir="auto">
                  {need}
                </li>
              ))}
            </ul>
          </label>
        ))}
      </fieldset>
      <p className="small muted">{t('customers.mergeWhat')}</p>
    </>
  )
}
