import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { get, problemOf, query } from '../../data/client'
import { useTimeZone } from '../../data/queries'
import type { Page } from '../../data/types'
import { Icon } from '../../look/icons'
import { Skeleton, Trouble } from '../../parts/states'
import { momentAt } from '../../words/local-time'
import { When } from '../../words/when'
import { Loaded, Part } from '../parts'
import './audit.css'

type Line = { seq: number; at: string; actor: string; name: string | null; action: string; subject: string; data: unknown; hash: string }
type Facets = { who: { id: string; name: string | null }[]; kinds: string[] }
type Verification = { unbroken: boolean; rows: number; first_bad?: number; why?: string }
type Search = { q?: string; who?: string; kind?: string; from?: string; to?: string }

/** What people, rules and keys did, by whom, what and when; whether the chain holds; and a file of it. */
export function Audit() {
  return (
    <>
      <Chain />
      <Record />
    </>
  )
}

/** A break is a red page and no toast. */
function Chain() {
  const { t } = useTranslation()
  const chain = useQuery({ queryKey: ['audit-chain'], queryFn: ({ signal }) => get<Verification>('/audit/verification', signal) })
  return (
    <Part title={t('log.chain')} what={t('log.chainWhat')}>
      <Loaded query={chain} what={t('log.chain')}>
        {({ unbroken, rows, first_bad, why }) =>
          unbroken ? (
            <p className="ok set-chips" role="status">
              <Icon name="check" size={16} /> {t('log.unbroken', { count: rows })}
            </p>
          ) : (
            <div className="chain-broken" role="alert">
              <Icon name="warning" size={24} />
              <div>
                <p className="strong">{t('log.broken', { row: first_bad })}</p>
                <p lang="en" dir="auto">
                  {why}
                </p>
                <p>{t('log.brokenDo')}</p>
              </div>
            </div>
          )
        }
      </Loaded>
    </Part>
  )
}

function useAsked() {
  const search: Search = useSearch({ strict: false })
  const zone = useTimeZone()
  const moment = (day: string | undefined, time: string) => {
    const at = day ? momentAt(`${day}T${time}`, zone) : null
    return at === null ? undefined : new Date(at).toISOString()
  }
  const filters = { who: search.who, kind: search.kind, case: search.q, from: moment(search.from, '00:00'), to: moment(search.to, '23:59') }
  return { search, filters }
}

function Record() {
  const { t } = useTranslation()
  const { search, filters } = useAsked()
  const filtered = Object.values(search).some(Boolean)
  const lines = useInfiniteQuery({
    queryKey: ['audit', filters],
    queryFn: ({ signal, pageParam }) => get<Page<Line>>(query('/audit', { ...filters, cursor: pageParam, limit: 50 }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.page.next_cursor,
  })
  const rows = lines.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <Part title={t('log.record')} what={t('log.recordWhat')} action={<Files filters={filters} />}>
      <Filters search={search} />
      {lines.isPending && <Skeleton rows={6} height={52} />}
      {lines.error && <Trouble what={t('log.record')} problem={problemOf(lines.error)} retry={() => void lines.refetch()} />}
      {lines.data && rows.length === 0 && <p className="muted">{t(filtered ? 'states.nothingFiltered' : 'log.nothing')}</p>}
      <ul className="set-rows">
        {rows.map((line) => (
          <Entry key={line.seq} line={line} />
        ))}
      </ul>
      {lines.hasNextPage && (
        <div>
          <Button variant="default" loading={lines.isFetchingNextPage} onClick={() => void lines.fetchNextPage()}>
            {t('log.more')}
          </Button>
        </div>
      )}
    </Part>
  )
}

function Files({ filters }: { filters: Record<string, string | undefined> }) {
  const { t } = useTranslation()
  return (
    <div className="set-row-deeds">
      {(['csv', 'ndjson'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          variant="default"
          size="xs"
          href={`/api/v1${query('/audit/export', { ...filters, format })}`}
          download
        >
          {t('log.file', { format: format.toUpperCase() })}
        </Button>
      ))}
    </div>
  )
}

function Filters({ search }: { search: Search }) {
  const { t } = useTranslation()
  const navigate = useNavigate({ from: '/settings/audit' })
  const { data: facets } = useQuery({ queryKey: ['audit-facets'], queryFn: ({ signal }) => get<Facets>('/audit/facets', signal) })
  const set = (part: Search) => void navigate({ search: (old: Search) => ({ ...old, ...part }), replace: true })
  const option = (value: string, label: string) => ({ value, label })
  return (
    <div className="set-form">
      <NativeSelect
        label={t('log.who')}
        value={search.who ?? ''}
        onChange={(event) => set({ who: event.currentTarget.value })}
        data={[option('', t('log.anybody')), ...(facets?.who ?? []).map(({ id, name }) => option(id, name ?? id))]}
      />
      <NativeSelect
        label={t('log.kind')}
        value={search.kind ?? ''}
        onChange={(event) => set({ kind: event.currentTarget.value })}
        data={[
          option('', t('log.anything')),
          ...(facets?.kinds ?? []).map((kind) => option(kind, t(`log.of.${kind}`, { defaultValue: kind }))),
        ]}
      />
      <TextInput label={t('log.case')} dir="ltr" value={search.q ?? ''} onChange={(event) => set({ q: event.currentTarget.value })} />
      <TextInput
        type="date"
        dir="ltr"
        label={t('log.from')}
        value={search.from ?? ''}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        dir="ltr"
        label={t('log.to')}
        value={search.to ?? ''}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
    </div>
  )
}

function Entry({ line }: { line: Line }) {
  const { t } = useTranslation()
  const [kind = ''] = line.action.split('.')
  return (
    <li className="set-row" data-seq={line.seq}>
      <details className="set-row-main">
        <summary className="set-chips">
          <bdi className="strong">{line.name ?? (line.actor === 'engine' ? t('words.engine') : line.actor)}</bdi>
          <span>{t(`log.of.${kind}`, { defaultValue: kind })}</span>
          <bdi className="id small">{line.action}</bdi>
        </summary>
        <pre className="audit-data small" dir="ltr">
          {JSON.stringify(line.data, null, 2)}
        </pre>
        <p className="micro muted">
          <bdi className="id">{line.subject}</bdi>
        </p>
        <p className="micro muted audit-hash">
          <bdi dir="ltr">{line.hash}</bdi>
        </p>
      </details>
      <span className="small muted">
        <When at={line.at} full /> · <bdi className="num">{line.seq}</bdi>
      </span>
    </li>
  )
}
