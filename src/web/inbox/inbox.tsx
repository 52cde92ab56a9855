import { useNavigate, useSearch } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../data/queries'
import { useRowHeight } from '../data/row-height'
import type { MessageRow } from '../data/types'
import { useFirstRow } from '../data/use-first-row'
import { useOpenRow } from '../data/use-open-row'
import { useRows } from '../data/use-rows'
import { useWide } from '../data/use-wide'
import { PasteForm } from '../parts/paste-box'
import { RowList } from '../parts/row-list'
import { Empty, Skeleton, Trouble } from '../parts/states'
import { MessageFilters } from './filters'
import { MessagePane } from './message-pane'
import { MessageLine } from './message-row'

/** Everything that arrived, newest first, with what Redress made of it. */
export function Inbox() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/inbox' })
  const navigate = useNavigate({ from: '/inbox' })
  const { view = 'inbox', channel, lang, q } = search
  const [openId, open] = useOpenRow(search.open, (id) => void navigate({ search: (old) => ({ ...old, open: id }), replace: true }))
  const list = useRows<MessageRow>('/messages', { view, channel, lang, q }, 'message')
  const wide = useWide()
  const height = useRowHeight()
  const demo = useMe()?.tenant.demo ?? false
  const first = useFirstRow(list.rows)
  const active = openId ?? (wide ? (first?.id ?? null) : null)
  const read = useDeferredValue(active)
  const filtered = Boolean(channel || lang || q || view !== 'inbox')
  const empty = list.state === 'ready' && list.rows.length === 0
  return (
    <div className="screen">
      <div className="screen-head">
        <h1>{t('inbox.title')}</h1>
        <MessageFilters
          search={search}
          withView
          rows={list.rows}
          change={(next) => {
            open(undefined)
            void navigate({ search: (old) => ({ ...old, ...next, open: undefined }) })
          }}
        />
      </div>
      <div className="split" data-open={openId !== undefined}>
        <div className="split-list">
          {(demo || (empty && !filtered)) && (
            <div className="inbox-paste">
              <PasteForm />
            </div>
          )}
          {list.state === 'loading' && <Skeleton height={height + 4} />}
          {list.state === 'error' && list.problem && <Trouble what={t('inbox.title')} problem={list.problem} retry={list.retry} />}
          {empty && (filtered ? <NothingFiltered clear={() => void navigate({ search: {} })} /> : <FirstUse />)}
          {list.rows.length > 0 && (
            <RowList
              list={list}
              label={t('inbox.title')}
              activeId={active}
              onActive={open}
              estimate={height}
              rowClass={(row) => stripe(row)}
            >
              {(row) => <MessageLine row={row} />}
            </RowList>
          )}
        </div>
        <section className="split-pane" aria-label={t('inbox.preview')}>
          {read ? (
            <MessagePane id={read} row={list.rows.find(({ id }) => id === read) ?? null} back={() => open(undefined)} />
          ) : (
            <Empty icon="inbox" title={t('inbox.choose')} />
          )}
        </section>
      </div>
    </div>
  )
}

export const stripe = (row: MessageRow) =>
  row.finding && row.finding.complaint.value !== 'no' ? `stripe-${row.finding.severity.value}` : ''

function FirstUse() {
  const { t } = useTranslation()
  return (
    <Empty icon="inbox" title={t('inbox.first')}>
      <p>{t('inbox.firstWhat')}</p>
      <p>
        <code className="id">redress import FILE</code>
      </p>
    </Empty>
  )
}

export function NothingFiltered({ clear }: { clear: () => void }) {
  const { t } = useTranslation()
  return (
    <Empty
      icon="search"
      title={t('states.nothingFiltered')}
      action={
        <button type="button" className="link-button" onClick={clear}>
          {t('states.clearFilter')}
        </button>
      }
    />
  )
}
