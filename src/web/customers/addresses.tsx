import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMay } from '../data/queries'
import { Key } from '../keys/key'
import { channelIcon, Icon } from '../look/icons'
import { useChannelName } from '../parts/contact'
import { When } from '../words/when'
import type { Splitting } from './customer'
import { CustomerName } from './name'
import { type Address, type Customer, likelyQuery } from './queries'

type Props = {
  one: Customer
  chosen: readonly string[]
  choose: (chosen: readonly string[]) => void
  merge: (id: string | true) => void
  split: (what: Splitting) => void
}

/** Under which addresses somebody writes, who was joined to them, and who may be the same person. */
export function Addresses({ one, chosen, choose, merge, split }: Props) {
  const { t } = useTranslation()
  const may = useMay('cases:write')
  const several = may && one.identities.length > 1
  const toggle = (key: string) => choose(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key])
  const picked = one.identities.filter(({ kind, value }) => chosen.includes(`${kind} ${value}`))
  return (
    <section className="card" aria-label={t('customers.addresses')}>
      <h2>{t('customers.addresses')}</h2>
      <ul className="customer-list">
        {one.identities.map((address) => {
          const key = `${address.kind} ${address.value}`
          return (
            <li key={key}>
              {several ? (
                <label className="customer-pick">
                  <input type="checkbox" checked={chosen.includes(key)} onChange={() => toggle(key)} /> <AddressLine of={address} />
                </label>
              ) : (
                <AddressLine of={address} />
              )}
            </li>
          )
        })}
      </ul>
      {one.joins.map((join) => (
        <div key={join.id} className="customer-join small" data-join={join.id}>
          <span>
            {t('customers.joined', { name: join.customer.name ?? join.identities[0]?.shown ?? '–', by: join.by })} <When at={join.at} />
          </span>
          {may && (
            <Button size="xs" variant="default" onClick={() => split({ join })}>
              {t('customers.takeOut')}
            </Button>
          )}
        </div>
      ))}
      {may && (
        <div className="customer-deeds">
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="person" size={16} />}
            rightSection={<Key of="mergeCustomer" />}
            onClick={() => merge(true)}
            data-merge
          >
            {t('customers.merge')}
          </Button>
          {picked.length > 0 && (
            <Button
              size="xs"
              variant="default"
              rightSection={<Key of="splitCustomer" />}
              onClick={() => split({ addresses: picked })}
              data-split
            >
              {t('customers.split', { count: picked.length })}
            </Button>
          )}
        </div>
      )}
      {may && <Likely id={one.id} merge={merge} />}
    </section>
  )
}

function AddressLine({ of: { kind, shown } }: { of: Address }) {
  const channelName = useChannelName()
  return (
    <span className="customer-address">
      <Icon name={channelIcon(kind)} size={14} /> <span className="small muted">{channelName(kind)}</span> <bdi dir="ltr">{shown}</bdi>
    </span>
  )
}

/** Who may be the same person, with what speaks for it; nothing is joined by itself. */
function Likely({ id, merge }: { id: string; merge: (id: string) => void }) {
  const { t } = useTranslation()
  const { data = [] } = useQuery(likelyQuery(id))
  if (data.length === 0) return null
  return (
    <>
      <h3 className="customer-likely">{t('customers.likely')}</h3>
      <ul className="customer-list">
        {data.map((other) => (
          <li key={other.id} className="customer-join small">
            <span>
              <CustomerName of={other} /> <span className="muted">{t(`customers.because.${other.because}`)}</span>
            </span>
            <Button size="xs" variant="subtle" onClick={() => merge(other.id)}>
              {t('customers.compare')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
