import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../data/client'
import { useMay } from '../data/queries'
import { useKeys } from '../keys/use-keys'
import { Icon } from '../look/icons'
import { Reach } from '../parts/contact'
import { Empty, Skeleton, Trouble } from '../parts/states'
import { WordsOf } from '../parts/words-of'
import { When } from '../words/when'
import { Addresses } from './addresses'
import { CaseHistory } from './case-history'
import { MergeDialog } from './merge-dialog'
import { CustomerName } from './name'
import { PreferencesCard } from './preferences'
import { type Customer, customerQuery } from './queries'
import { SaidList } from './said'
import { SplitDialog } from './split-dialog'
import '../case/case.css'
import './customers.css'

/** Who somebody is and what happened with them, in all channels. An address of somebody who was joined turns into that of the main one. */
export function CustomerScreen() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/customers/$id' })
  const navigate = useNavigate()
  const found = useQuery(customerQuery(id))
  const main = found.data?.id
  useEffect(() => {
    if (main !== undefined && main !== id) void navigate({ to: '/customers/$id', params: { id: main }, replace: true })
  }, [id, main, navigate])
  if (found.error && !found.data) {
    const problem = problemOf(found.error)
    if (problem.status !== 404) return <Trouble what={t('customers.one')} problem={problem} retry={() => void found.refetch()} />
    return <Empty icon="search" title={t('customers.unknown')} action={<Link to="/customers">{t('customers.toAll')}</Link>} />
  }
  if (!found.data) return <Skeleton rows={6} height={90} />
  return <One key={found.data.id} one={found.data} />
}

export type Splitting = { join: Customer['joins'][number] } | { addresses: Customer['identities'] }

function One({ one }: { one: Customer }) {
  const { t } = useTranslation()
  const may = useMay('cases:write')
  const [merging, setMerging] = useState<string | true | null>(null)
  const [splitting, setSplitting] = useState<Splitting | null>(null)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const picked = one.identities.filter(({ kind, value }) => chosen.includes(`${kind} ${value}`))
  const last = one.joins[0]
  const split = picked.length > 0 ? { addresses: picked } : last ? { join: last } : null
  useKeys('customer', {
    ...(may ? { mergeCustomer: () => setMerging(true) } : {}),
    ...(may && split ? { splitCustomer: () => setSplitting(split) } : {}),
  })
  return (
    <div className="screen customer" data-customer={one.id}>
      <header className="customer-head">
        <Link className="case-back" to="/customers">
          <Icon name="back" size={16} />
          <span>{t('customers.toAll')}</span>
        </Link>
        <h1>
          <CustomerName of={one} />
        </h1>
        <Reach contact={{ name: one.name, handle: null, followers: one.followers, verified: one.verified }} />
        <span className="small muted">
          {t('customers.since')} <When at={one.created_at} />
        </span>
        <span className="small muted">{t('customers.said', { count: one.messages.all })}</span>
        {one.messages.public > 0 && <span className="small due">{t('customers.inPublic', { count: one.messages.public })}</span>}
      </header>
      <div className="customer-body">
        <section className="customer-main" aria-label={t('customers.timeline')}>
          {one.bio && <WordsOf className="muted" text={one.bio} lang={one.language} />}
          <SaidList id={one.id} />
        </section>
        <aside className="customer-side" aria-label={t('customers.known')}>
          <Addresses one={one} chosen={chosen} choose={setChosen} merge={setMerging} split={setSplitting} />
          <PreferencesCard one={one} />
          <CaseHistory id={one.id} />
        </aside>
      </div>
      {merging !== null && <MergeDialog one={one} with={merging === true ? null : merging} close={() => setMerging(null)} />}
      {splitting && <SplitDialog one={one} what={splitting} close={() => setSplitting(null)} />}
    </div>
  )
}
