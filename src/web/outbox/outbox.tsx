import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { countsQuery, useMay } from '../data/queries'
import { useRowHeight } from '../data/row-height'
import { type Notice, stateShown } from '../data/types'
import { useFirstRow } from '../data/use-first-row'
import { useOpenRow } from '../data/use-open-row'
import { useRows } from '../data/use-rows'
import { useWide } from '../data/use-wide'
import { NothingFiltered } from '../inbox/inbox'
import { Icon } from '../look/icons'
import { useChannelName } from '../parts/contact'
import { RowList } from '../parts/row-list'
import { Empty, Skeleton, Trouble } from '../parts/states'
import { WordsOf } from '../parts/words-of'
import { When } from '../words/when'
import { NoticePane } from './notice-pane'
import './outbox.css'

const STATES = ['queued', 'sent', 'failed', 'unknown'] as const

/** Everything that leaves the house, or waits to: what is written to whom, and how it fared. */
export function Outbox() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/outbox' })
  const navigate = useNavigate({ from: '/outbox' })
  const list = useRows<Notice>('/notices', { state: search.state }, 'notice')
  const wide = useWide()
  const height = useRowHeight()
  const [openId, open] = useOpenRow(search.open, (id) => void navigate({ search: (old) => ({ ...old, open: id }), replace: true }))
  const first = useFirstRow(list.rows)
  const chosen = list.rows.find(({ id }) => id === openId) ?? (wide ? first : undefined)
  const empty = list.state === 'ready' && list.rows.length === 0
  return (
    <div className="screen">
      <div className="screen-head">
        <h1>{t('outbox.title')}</h1>
        <fieldset className="states">
          <legend className="visually-hidden">{t('filters.state')}</legend>
          {(['', ...STATES] as const).map((state) => (
            <button
              key={state}
              type="button"
              aria-pressed={(search.state ?? '') === state}
              onClick={() => {
                open(undefined)
                void navigate({ search: (old) => ({ ...old, state, open: undefined }) })
              }}
            >
              {state ? t(`outbox.state.${state}`) : t('outbox.all')}
            </button>
          ))}
        </fieldset>
      </div>
      <NotConnected rows={list.rows} />
      <div className="split" data-open={openId !== undefined}>
        <div className="split-list">
          {list.state === 'loading' && <Skeleton height={height} />}
          {list.state === 'error' && list.problem && <Trouble what={t('outbox.title')} problem={list.problem} retry={list.retry} />}
          {empty && (search.state ? <NothingFiltered clear={() => void navigate({ search: {} })} /> : <Nothing />)}
          {list.rows.length > 0 && (
            <RowList list={list} label={t('outbox.title')} activeId={chosen?.id ?? null} onActive={open} estimate={height}>
              {(row) => <NoticeLine notice={row} />}
            </RowList>
          )}
        </div>
        <section className="split-pane" aria-label={t('outbox.one')}>
          {chosen && <NoticePane key={chosen.id} notice={chosen} back={() => open(undefined)} done={list.retry} />}
        </section>
      </div>
    </div>
  )
}

export function NoticeState({ of }: { of: Notice }) {
  const { t } = useTranslation()
  const state = stateShown(of)
  const tone = { queued: '', sent: 'chip-ok', failed: 'chip-breach', unknown: 'chip-due', cancelled: '' }[state]
  const icon = { queued: 'clock', sent: 'check', failed: 'warning', unknown: 'info', cancelled: 'close' } as const
  return (
    <span className={`chip ${tone}`}>
      <Icon name={icon[state]} size={14} /> {t(`outbox.state.${state}`)}
    </span>
  )
}

const NoticeLine = memo(function NoticeLine({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  const channelName = useChannelName()
  return (
    <div className="notice">
      <div className="notice-top">
        <span className="trunc strong">
          <bdi>{notice.to}</bdi>
        </span>
        <span className="muted small">{channelName(notice.channel)}</span>
        <span className="notice-when muted small">
          <When at={notice.sent_at ?? notice.created_at} />
        </span>
      </div>
      <div className="notice-top">
        <WordsOf
          className="trunc"
          text={notice.subject ?? notice.body ?? t(`outbox.kind.${notice.kind}`, { defaultValue: notice.kind })}
          lang={notice.lang ?? null}
          oneLine
        />
        <span className="notice-state">
          <NoticeState of={notice} />
        </span>
      </div>
    </div>
  )
})

/** Says plainly why things wait when no way out is connected yet, and which command connects one. */
function NotConnected({ rows }: { rows: readonly Notice[] }) {
  const { t } = useTranslation()
  const { data: counts } = useQuery(countsQuery)
  const may = useMay('admin')
  const stuck = rows.filter(({ state, reason }) => state === 'queued' && reason === 'nothing_connected')
  if (stuck.length === 0) return null
  return (
    <div className="not-connected" role="note">
      <Icon name="info" size={20} />
      <div>
        <p className="strong">{t('outbox.notConnected', { count: counts?.outbox_waiting ?? stuck.length })}</p>
        {may && (
          <p>
            <Link to="/settings/channels" className="case-link">
              {t('ways.connect')}
            </Link>
          </p>
        )}
        <p className="muted">{t('outbox.notConnectedWhat')}</p>
        <p>
          <code className="id">redress notifier add smtp --url smtp://USER@HOST:587 --secret PASSWORD</code>
        </p>
        <p className="muted">
          <Coded text={t('outbox.orElse')} />
        </p>
      </div>
    </div>
  )
}

/** A sentence in which what stands between back-ticks is a command. */
const Coded = ({ text }: { text: string }) =>
  text.split('`').map((piece, i) =>
    i % 2 === 1 ? (
      <code key={piece} className="id">
        {piece}
      </code>
    ) : (
      piece
    ),
  )

function Nothing() {
  const { t } = useTranslation()
  return (
    <Empty icon="outbox" title={t('outbox.first')}>
      <p>{t('outbox.firstWhat')}</p>
    </Empty>
  )
}
