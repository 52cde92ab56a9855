import { useNavigate, useSearch } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRowHeight } from '../data/row-height'
import { useRows } from '../data/use-rows'
import { NothingFiltered } from '../inbox/inbox'
import { Key } from '../keys/key'
import { channelIcon, Icon } from '../look/icons'
import { RowList } from '../parts/row-list'
import { Empty, Skeleton, Trouble } from '../parts/states'
import { When } from '../words/when'
import { CustomerName } from './name'
import type { CustomerRow } from './queries'
import './customers.css'

/** Everybody who ever wrote to us, the newest first; found by a piece of a name or of an address. */
export function Customers() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/customers' })
  const navigate = useNavigate({ from: '/customers' })
  const [typed, setTyped] = useState(search.q ?? '')
  const q = useDeferredValue(typed)
  useEffect(() => void navigate({ search: q === '' ? {} : { q }, replace: true }), [navigate, q])
  const list = useRows<CustomerRow>('/customers', { q: search.q }, 'case')
  const [activeId, setActive] = useState<string | null>(null)
  const height = useRowHeight()
  const clear = () => setTyped('')
  return (
    <div className="screen customers">
      <div className="screen-head">
        <h1>{t('customers.title')}</h1>
        <label className="customers-find">
          <span className="visually-hidden">{t('customers.find')}</span>
          <Icon name="search" size={16} />
          <input
            type="search"
            data-search
            value={typed}
            placeholder={t('customers.find')}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Key of="search" />
        </label>
      </div>
      {list.state === 'loading' && <Skeleton height={height} />}
      {list.state === 'error' && list.problem && <Trouble what={t('customers.title')} problem={list.problem} retry={list.retry} />}
      {list.state === 'ready' && list.rows.length === 0 && (search.q ? <NothingFiltered clear={clear} /> : <Nobody />)}
      {list.rows.length > 0 && (
        <RowList
          list={list}
          label={t('customers.title')}
          activeId={activeId}
          onActive={setActive}
          onOpen={(id) => void navigate({ to: '/customers/$id', params: { id } })}
          estimate={height}
          columns={[t('cases.column.customer'), ...COLUMNS.map((name) => t(`customers.column.${name}`))]}
        >
          {(row) => <Row row={row} />}
        </RowList>
      )}
    </div>
  )
}

const COLUMNS = ['addresses', 'cases', 'open', 'last'] as const
/** Cells of the grid; the grid itself holds the focus. */
const CELL = { role: 'gridcell', tabIndex: -1 }

function Nobody() {
  const { t } = useTranslation()
  return (
    <Empty icon="person" title={t('customers.nobody')}>
      <p>{t('customers.nobodyWhat')}</p>
    </Empty>
  )
}

function Row({ row }: { row: CustomerRow }) {
  const { t } = useTranslation()
  return (
    <div className="columns customer-row">
      <span {...CELL} className="trunc">
        <CustomerName of={row} link />
      </span>
      <span {...CELL} className="small muted trunc">
        {row.identities.map(({ kind, shown }) => (
          <span key={kind + shown} className="customer-address">
            <Icon name={channelIcon(kind)} size={14} /> <bdi dir="ltr">{shown}</bdi>
          </span>
        ))}
      </span>
      <span {...CELL} className="small">
        {t('customers.cases', { count: row.cases })}
      </span>
      <span {...CELL} className="small">
        {row.open > 0 ? <span className="due">{t('customers.open', { count: row.open })}</span> : null}
      </span>
      <span {...CELL} className="small muted">
        {row.last_at && <When at={row.last_at} />}
      </span>
    </div>
  )
}
