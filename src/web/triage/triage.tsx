import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BulkBar } from '../bulk/bulk-bar'
import { PickButton } from '../bulk/pick-button'
import { useRowHeight } from '../data/row-height'
import type { MessageRow, TriageDecision } from '../data/types'
import { useFirstRow } from '../data/use-first-row'
import { useOpenRow } from '../data/use-open-row'
import { type Rows, useRows } from '../data/use-rows'
import { useWide } from '../data/use-wide'
import { ALL_OPEN, useOneAtATime } from '../focus/use-one-at-a-time'
import { MessageFilters } from '../inbox/filters'
import { NothingFiltered, stripe } from '../inbox/inbox'
import { MessagePane } from '../inbox/message-pane'
import { MessageLine } from '../inbox/message-row'
import { RowList } from '../parts/row-list'
import { Empty, Skeleton, Trouble } from '../parts/states'
import { toast } from '../parts/toasts'
import { type Selection, useSelection } from '../parts/use-selection'
import { DecisionBar } from './decision-bar'
import { Duplicates } from './duplicates'
import { useDecideMany } from './many'
import { useSnoozeMessage } from './snooze-message'
import { useDecide } from './use-decide'
import './triage.css'

/** What a person must decide: most severe first, with a suggestion and its reasons; one key a message. */
export function Triage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/triage' })
  const navigate = useNavigate({ from: '/triage' })
  const filters = { view: 'triage', channel: search.channel, lang: search.lang, snoozed: 'no' }
  const list = useRows<MessageRow>('/messages', filters, 'message')
  const selection = useSelection(list.rows, `${search.channel} ${search.lang}`)
  const many = useDecideMany(list, selection, filters)
  const wide = useWide()
  const [openId, open] = useOpenRow(search.open, (id) => void navigate({ search: (old) => ({ ...old, open: id }), replace: true }))
  const chosen = list.rows.find(({ id }) => id === openId)
  const first = useFirstRow(list.rows)
  const row = chosen ?? (wide ? first : undefined)
  const filtered = Boolean(search.channel || search.lang)
  const { decide: decideOne, picking, setPicking } = useDecide(list, row, open)
  const some = selection.all || selection.ids.size > 0
  const decide = (decision: TriageDecision, caseId: string | null = null) => {
    if (!some) decideOne(decision, caseId)
    else if (decision === 'noise' || decision === 'abuse') void many.decideAll(decision)
    else toast(t('bulk.oneByOne'))
  }
  const snooze = useSnoozeMessage(list, row, open)
  useOneAtATime(ALL_OPEN)
  return (
    <div className="screen">
      <div className="screen-head">
        <h1>{t('triage.title')}</h1>
        {list.state === 'ready' && <Waiting rows={list.rows} />}
        <PickButton selection={selection} />
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
          <TriageList {...{ list, row, open, selection, many }} clear={filtered ? () => void navigate({ search: {} }) : null} />
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
              {snooze.dialog}
            </MessagePane>
          )}
        </section>
      </div>
    </div>
  )
}

type ListProps = {
  list: Rows<MessageRow>
  row: MessageRow | undefined
  open: (id: string | undefined) => void
  selection: Selection
  many: ReturnType<typeof useDecideMany>
  /** Takes the filter away, where there is one. */
  clear: (() => void) | null
}
function TriageList({ list, row, open, selection, many, clear }: ListProps) {
  const { t } = useTranslation()
  const height = useRowHeight()
  const some = selection.all || selection.ids.size > 0
  return (
    <>
      {list.state === 'loading' && <Skeleton height={height + 4} />}
      {list.state === 'error' && list.problem && <Trouble what={t('triage.title')} problem={list.problem} retry={list.retry} />}
      {list.state === 'ready' && list.rows.length === 0 && (clear ? <NothingFiltered clear={clear} /> : <Clear />)}
      {list.rows.length > 0 && (
        <RowList
          list={list}
          label={t('triage.title')}
          activeId={row?.id ?? null}
          onActive={open}
          estimate={height}
          rowClass={stripe}
          selection={selection}
        >
          {(one) => <MessageLine row={one} outcome={false} />}
        </RowList>
      )}
      {some && (
        <BulkBar
          selection={selection}
          matching={many.matching}
          severe={many.severe}
          deeds={(['noise', 'abuse'] as const).map((key) => ({
            key,
            name: t(`triage.decision.${key}`),
            run: () => void many.decideAll(key),
          }))}
          more={null}
        />
      )}
    </>
  )
}

/** What the finding itself would say; shown as the first choice, never taken by itself. */
export function suggestion({ finding }: MessageRow): TriageDecision | null {
  if (!finding) return null
  if (finding.intent.value === 'lead') return 'opportunity'
  if (finding.intent.value === 'abuse') return 'abuse'
  return finding.complaint.p >= 0.5 ? 'complaint' : 'noise'
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
