import { useNavigate, useSearch } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useRowHeight } from '../data/row-height'
import { useFirstRow } from '../data/use-first-row'
import { useOpenRow } from '../data/use-open-row'
import { useRows } from '../data/use-rows'
import { useWide } from '../data/use-wide'
import { ALL_OPEN, useOneAtATime } from '../focus/use-one-at-a-time'
import { Icon } from '../look/icons'
import { SeverityMark } from '../look/severity'
import { ClockBadge } from '../parts/clock-badge'
import { RowList } from '../parts/row-list'
import { Empty, Skeleton, Trouble } from '../parts/states'
import { WordsOf } from '../parts/words-of'
import { ApprovalPane } from './approval-pane'
import type { Approval } from './types'
import '../outbox/outbox.css'
import './approvals.css'

const STATES = ['waiting', 'returned', 'decided'] as const

/** Answers that wait for a second pair of eyes, by when they are due; decided one after the other, by key or by thumb. */
export function Approvals() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/approvals' })
  const navigate = useNavigate({ from: '/approvals' })
  const list = useRows<Approval>('/approvals', { state: search.state }, 'notice')
  const wide = useWide()
  const height = useRowHeight()
  const [openId, open] = useOpenRow(search.open, (id) => void navigate({ search: (old) => ({ ...old, open: id }), replace: true }))
  useOneAtATime(ALL_OPEN)
  const at = list.rows.findIndex(({ id }) => id === openId)
  const first = useFirstRow(list.rows)
  const chosen = list.rows[at] ?? (wide ? first : undefined)
  const next = list.rows[(at < 0 ? 0 : at) + 1]
  return (
    <div className="screen">
      <div className="screen-head">
        <h1>{t('approvals.title')}</h1>
        <fieldset className="states">
          <legend className="visually-hidden">{t('filters.state')}</legend>
          {STATES.map((state) => (
            <button
              key={state}
              type="button"
              aria-pressed={(search.state ?? 'waiting') === state}
              onClick={() => void navigate({ search: state === 'waiting' ? {} : { state } })}
            >
              {t(`approvals.list.${state}`)}
            </button>
          ))}
        </fieldset>
      </div>
      <div className="split" data-open={openId !== undefined}>
        <div className="split-list">
          {list.state === 'loading' && <Skeleton height={height} />}
          {list.state === 'error' && list.problem && <Trouble what={t('approvals.title')} problem={list.problem} retry={list.retry} />}
          {list.state === 'ready' && list.rows.length === 0 && (
            <Empty icon="check" title={t('approvals.none')}>
              <p>{t('approvals.noneWhat')}</p>
            </Empty>
          )}
          {list.rows.length > 0 && (
            <RowList list={list} label={t('approvals.title')} activeId={chosen?.id ?? null} onActive={open} estimate={height}>
              {(row) => <Line of={row} />}
            </RowList>
          )}
        </div>
        <section className="split-pane" aria-label={t('approvals.one')}>
          {chosen && (
            <ApprovalPane
              key={chosen.id}
              shown={chosen}
              back={() => open(undefined)}
              decided={() => {
                list.drop(chosen.id)
                open(wide ? next?.id : undefined)
                list.retry()
              }}
            />
          )}
        </section>
      </div>
    </div>
  )
}

const Line = memo(function Line({ of }: { of: Approval }) {
  const { t } = useTranslation()
  return (
    <div className="notice">
      <div className="notice-top">
        <SeverityMark of={of.severity} word={false} size={18} />
        <bdi className="id">{of.case_reference}</bdi>
        <span className="muted small approval-way">
          <bdi className="trunc">{of.author.name}</bdi>
          <Icon name="forward" size={14} />
          <bdi className="trunc">{of.customer ?? of.to}</bdi>
        </span>
        {of.state === 'waiting' && (
          <span className="notice-when">
            <ClockBadge clock={{ kind: 'approval', milestone: 'approval', due_at: of.due_at, warn_at: null, state: 'running' }} />
          </span>
        )}
        {of.state !== 'waiting' && (
          <span className={`chip notice-when ${of.state === 'stale' ? 'chip-due' : ''}`}>{t(`approvals.state.${of.state}`)}</span>
        )}
      </div>
      <div className="notice-top">
        <WordsOf className="trunc" text={of.text} lang={of.lang} oneLine />
      </div>
    </div>
  )
})
