import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../data/client'
import { countsQuery } from '../data/queries'
import { useRowHeight } from '../data/row-height'
import type { MessageRow, TriageDecision } from '../data/types'
import { useOpenRow } from '../data/use-open-row'
import { useRows } from '../data/use-rows'
import { useWide } from '../data/use-wide'
import { MessageFilters } from '../inbox/filters'
import { NothingFiltered, stripe } from '../inbox/inbox'
import { MessagePane } from '../inbox/message-pane'
import { MessageLine } from '../inbox/message-row'
import { RowList } from '../parts/row-list'
import { Empty, Skeleton, Trouble } from '../parts/states'
import { toast } from '../parts/toasts'
import { DecisionBar } from './decision-bar'
import { flush, later, send, UNDO_MS } from './decisions'
import { Duplicates } from './duplicates'
import './triage.css'

/** What a person must decide: most severe first, with a suggestion and its reasons; one key a message. */
export function Triage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/triage' })
  const navigate = useNavigate({ from: '/triage' })
  const list = useRows<MessageRow>('/messages', { view: 'triage', channel: search.channel, lang: search.lang }, 'message')
  const wide = useWide()
  const height = useRowHeight()
  const [openId, open] = useOpenRow(search.open, (id) => void navigate({ search: (old) => ({ ...old, open: id }), replace: true }))
  const chosen = list.rows.find(({ id }) => id === openId)
  const row = chosen ?? (wide ? list.rows[0] : undefined)
  const filtered = Boolean(search.channel || search.lang)
  const empty = list.state === 'ready' && list.rows.length === 0
  const { decide, picking, setPicking } = useDecide(list, row, open)
  return (
    <div className="screen">
      <div className="screen-head">
        <h1>{t('triage.title')}</h1>
        {list.state === 'ready' && <Waiting rows={list.rows} />}
        <MessageFilters
          search={search}
          rows={list.rows}
          change={(next) => {
            open(undefined)
            void navigate({ search: (old) => ({ ...old, ...next, open: undefined }) })
          }}
        />
      </div>
      <div className="split" data-open={chosen !== undefined}>
        <div className="split-list">
          {list.state === 'loading' && <Skeleton height={height + 4} />}
          {list.state === 'error' && list.problem && <Trouble what={t('triage.title')} problem={list.problem} retry={list.retry} />}
          {empty && (filtered ? <NothingFiltered clear={() => void navigate({ search: {} })} /> : <Clear />)}
          {list.rows.length > 0 && (
            <RowList list={list} label={t('triage.title')} activeId={row?.id ?? null} onActive={open} estimate={height} rowClass={stripe}>
              {(one) => <MessageLine row={one} outcome={false} />}
            </RowList>
          )}
        </div>
        <section className="split-pane" aria-label={t('triage.decide')}>
          {row && (
            <MessagePane id={row.id} row={row} back={() => open(undefined)}>
              <Duplicates
                key={row.id}
                message={row}
                picking={picking}
                setPicking={setPicking}
                choose={(caseId) => decide('duplicate', caseId)}
              />
              <DecisionBar decide={decide} suggested={suggestion(row)} />
            </MessagePane>
          )}
        </section>
      </div>
    </div>
  )
}

/** What the finding itself would say; shown as the first choice, never taken by itself. */
export function suggestion({ finding }: MessageRow): TriageDecision | null {
  if (!finding) return null
  if (finding.intent.value === 'lead') return 'opportunity'
  if (finding.intent.value === 'abuse') return 'abuse'
  return finding.complaint.p >= 0.5 ? 'complaint' : 'noise'
}

type Open = (id: string | undefined) => void
function useDecide(list: ReturnType<typeof useRows<MessageRow>>, row: MessageRow | undefined, open: Open) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [picking, setPicking] = useState(false)
  useEffect(() => {
    window.addEventListener('pagehide', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [])
  const follow = (decided: MessageRow, outcome: Promise<MessageRow>, say: (answer: MessageRow) => void) =>
    outcome
      .then(say, (error: unknown) => {
        list.restore(decided.id)
        const problem = problemOf(error)
        toast(t(`refusals.${problem.code}`, { defaultValue: problem.detail || t('refusals.other') }), { tone: 'trouble' })
      })
      .finally(() => void client.invalidateQueries(countsQuery))
  const decide = (decision: TriageDecision, caseId: string | null = null) => {
    if (!row) return
    if (decision === 'duplicate' && caseId === null) return setPicking(true)
    setPicking(false)
    const at = list.rows.indexOf(row)
    const next = list.rows[at + 1] ?? list.rows[at - 1]
    list.drop(row.id)
    open(next?.id)
    if (decision === 'complaint') {
      flush()
      void follow(row, send({ row, decision, caseId }), (answer) => {
        const reference = answer.case_reference ?? answer.case_id ?? ''
        toast(t('triage.did.complaint', { reference }), { link: { to: `/cases/${reference}`, text: t('triage.openCase') } })
      })
      return
    }
    const takeBack = later({ row, decision, caseId }, (outcome) => void follow(row, outcome, () => undefined))
    const undo = () => {
      takeBack()
      list.restore(row.id)
      open(row.id)
    }
    toast(t(`triage.did.${decision}`), { undo, forMs: UNDO_MS })
  }
  return { decide, picking, setPicking }
}

function Waiting({ rows }: { rows: readonly MessageRow[] }) {
  const { t } = useTranslation()
  return <span className="muted small">{t('triage.waiting', { count: rows.length })}</span>
}

function Clear() {
  const { t } = useTranslation()
  return (
    <Empty icon="check" title={t('triage.clear')}>
      <p>{t('triage.clearWhat')}</p>
    </Empty>
  )
}
