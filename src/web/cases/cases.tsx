import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BulkBar } from '../bulk/bulk-bar'
import { PickButton } from '../bulk/pick-button'
import { caseClocksQuery, caseMessagesQuery, caseQuery, caseTimelineQuery, countsQuery, useMay, useMe } from '../data/queries'
import { useRowHeight } from '../data/row-height'
import type { CaseRow } from '../data/types'
import { useRows } from '../data/use-rows'
import { Peek } from '../focus/peek'
import { useLooking } from '../focus/use-looking'
import { OPEN_STATES } from '../focus/use-one-at-a-time'
import { NothingFiltered } from '../inbox/inbox'
import type { BindingId } from '../keys/bindings'
import { useKeys } from '../keys/use-keys'
import { RowList } from '../parts/row-list'
import { Empty, Skeleton, Trouble } from '../parts/states'
import { type Selection, useSelection } from '../parts/use-selection'
import { Ageing, useAgeing } from './ageing'
import { CaseCells } from './case-cells'
import { type CaseDeed, useCaseDeeds } from './case-deeds'
import { CaseFilters } from './case-filters'
import { lastOpened, rememberList } from './last-list'
import { ListTools, rememberOrder, useOrder } from './list-tools'
import './cases.css'

const COLUMNS = ['severity', 'case', 'customer', 'with', 'clock', 'since'] as const

/** The work list: by what breaks next unless asked otherwise; every filter stands in the URL. */
export function Cases() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/cases' })
  const navigate = useNavigate({ from: '/cases' })
  const address = useLocation({ select: ({ href }) => href })
  const { state = OPEN_STATES, sort: _, ...rest } = search
  const sort = useOrder(search.sort)
  const filters = { ...rest, state: state === 'all' ? undefined : state, sort, snoozed: 'no' }
  const list = useRows<CaseRow>('/cases', filters, 'case')
  const [activeId, setActive] = useState(() => list.rows.find(({ reference }) => reference === lastOpened())?.id ?? null)
  const selection = useSelection(list.rows, JSON.stringify(search))
  const active = list.rows.find(({ id }) => id === activeId)
  const deeds = useCaseDeeds(list, active, selection, filters)
  const may = useMay('cases:write')
  const ageing = useAgeing()
  useKeys('list', may && (deeds.many || activeId) ? Object.fromEntries(DEEDS.map(([key, kind]) => [key, () => deeds.open(kind)])) : {})
  const peeked = useLooking(active, filters)
  const height = useRowHeight()
  useRemembered(list.rows, address)
  usePrefetch(list.rows, activeId)
  const open = (id: string) => {
    const row = list.rows.find((one) => one.id === id)
    if (row) void navigate({ to: '/cases/$ref', params: { ref: row.reference } })
  }
  return (
    <div className="screen cases">
      <div className="screen-head">
        <h1>{t('cases.title')}</h1>
        <Numbers />
        {may && <PickButton selection={selection} />}
        {ageing.button}
        <ListTools search={search} filters={filters} show={(next) => void navigate({ search: next })} />
        <CaseFilters
          search={{ ...search, sort }}
          change={(next) => void navigate({ search: (old) => ({ ...old, ...rememberOrder(next) }) })}
        />
      </div>
      {ageing.open && <Ageing />}
      {list.state === 'loading' && <Skeleton height={height} />}
      {list.state === 'error' && list.problem && <Trouble what={t('cases.title')} problem={list.problem} retry={list.retry} />}
      {list.state === 'ready' &&
        list.rows.length === 0 &&
        (Object.values(search).some(Boolean) ? <NothingFiltered clear={() => void navigate({ search: {} })} /> : <NoCases />)}
      {list.rows.length > 0 && (
        <RowList
          list={list}
          label={t('cases.title')}
          activeId={activeId}
          onActive={setActive}
          onOpen={open}
          estimate={height}
          columns={COLUMNS.map((name) => t(`cases.column.${name}`))}
          rowClass={(row) => `stripe-${row.severity}`}
          selection={may ? selection : undefined}
        >
          {(row) => <CaseCells row={row} />}
        </RowList>
      )}
      <CaseBar deeds={deeds} selection={selection} peeked={peeked} />
      {deeds.dialog}
    </div>
  )
}

const DEEDS = [
  ['assignRow', 'assign'],
  ['labelRow', 'label'],
  ['closeRow', 'close'],
  ['snoozeRow', 'snooze'],
] as const satisfies readonly (readonly [BindingId, CaseDeed])[]

type BarProps = { deeds: ReturnType<typeof useCaseDeeds>; selection: Selection; peeked: CaseRow | undefined }
/** Below the list: what can be done with the rows that were chosen, or a look at one. */
function CaseBar({ deeds: { many, matching, severe, open }, selection, peeked }: BarProps) {
  const { t } = useTranslation()
  if (!many) return peeked ? <Peek row={peeked} /> : null
  const offered = DEEDS.map(([key, kind]) => ({ key, name: t(`bulk.deed.${kind}`), run: () => open(kind) }))
  const promised = <Promised count={selection.all ? (matching?.promised.count ?? 0) : 0} />
  return <BulkBar selection={selection} matching={matching} severe={severe} deeds={offered} more={promised} />
}

function Promised({ count }: { count: number }) {
  const { t } = useTranslation()
  return count > 0 ? <span className="muted">{t('bulk.promised', { count })}</span> : null
}

/** The list as it stands, for whoever walks on from one of its cases. */
function useRemembered(rows: readonly CaseRow[], address: string) {
  const references = rows.map(({ reference }) => reference)
  useEffect(() => rememberList(references, address))
}

/** The case under the cursor is fetched ahead with all that its first picture shows, and so are the next two; so is the screen itself. */
function usePrefetch(rows: readonly CaseRow[], activeId: string | null) {
  const client = useQueryClient()
  const at = rows.findIndex(({ id }) => id === activeId)
  const ahead =
    at < 0
      ? ''
      : rows
          .slice(at, at + 3)
          .map(({ reference }) => reference)
          .join(' ')
  useEffect(() => void import('../case/case'), [])
  useEffect(() => {
    const timer = setTimeout(() => {
      const references = ahead.split(' ').filter(Boolean)
      for (const reference of references) {
        void client.prefetchQuery(caseQuery(reference))
        void client.prefetchQuery(caseMessagesQuery(reference))
      }
      for (const reference of references.slice(0, 1)) {
        void client.prefetchQuery(caseTimelineQuery(reference))
        void client.prefetchQuery(caseClocksQuery(reference))
      }
    }, 120)
    return () => clearTimeout(timer)
  }, [client, ahead])
}

function Numbers() {
  const { t } = useTranslation()
  const { data: counts } = useQuery(countsQuery)
  if (!counts) return null
  return (
    <span className="numbers small">
      <span>{t('cases.open', { count: counts.open })}</span>
      {counts.due_soon > 0 && <span className="due">{t('cases.dueSoon', { count: counts.due_soon })}</span>}
      {counts.missed > 0 && <span className="breach">{t('cases.missed', { count: counts.missed })}</span>}
    </span>
  )
}

function NoCases() {
  const { t } = useTranslation()
  const demo = useMe()?.tenant.demo
  return (
    <Empty icon="cases" title={t('cases.first')}>
      <p>{t('cases.firstWhat')}</p>
      {!demo && (
        <p>
          <code className="id">redress import FILE</code>
        </p>
      )}
    </Empty>
  )
}
