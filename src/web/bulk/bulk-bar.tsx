import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { get, query } from '../data/client'
import type { Filters } from '../data/use-rows'
import type { BindingId } from '../keys/bindings'
import { Key } from '../keys/key'
import type { Selection } from '../parts/use-selection'
import './bulk-bar.css'

export type Part = { count: number; named: { id: string; name: string | null }[] }
export type Matching = { count: number; more: boolean; as_of: string; severe: Part; promised: Part }

/** How many a filter finds and who would be left out, asked for when all of them are chosen. */
export function useMatching(noun: 'messages' | 'cases', filters: Filters, wanted: boolean) {
  return useQuery({
    queryKey: ['matching', noun, filters],
    queryFn: ({ signal }) => get<Matching>(query(`/${noun}/matching`, filters), signal),
    enabled: wanted,
    staleTime: 0,
    gcTime: 0,
  })
}

export type BulkDeed = { key: BindingId; name: string; run: () => void }
type Props = {
  selection: Selection
  matching: Matching | undefined
  severe: readonly string[]
  deeds: readonly BulkDeed[]
  more: ReactNode
}

/** Sticks to the list while something is chosen: how many in words, who is left out and why, and what can be done with them. */
export function BulkBar({ selection, matching, severe, deeds, more }: Props) {
  const { t } = useTranslation()
  const names = selection.all ? (matching?.severe.named.map(({ name }) => name ?? '–') ?? []) : severe
  const left = selection.all ? (matching?.severe.count ?? 0) : severe.length
  const count = selection.all ? matching?.count : selection.ids.size
  return (
    <section className="bulk" aria-label={t('bulk.title')} data-bulk={count ?? ''}>
      <div className="bulk-words" role="status">
        <strong>{count === undefined ? t('states.loading') : selection.all ? t('bulk.all', { count }) : t('bulk.some', { count })}</strong>
        {left > 0 && <span className="due">{t('bulk.severe', { count: left, names: names.slice(0, 3).join(t('bulk.comma')) })}</span>}
        {selection.all && matching?.more && <span className="due">{t('bulk.tooMany', { count: matching.count })}</span>}
        {more}
      </div>
      <div className="bulk-deeds">
        {!selection.all && (
          <button type="button" className="link-button" onClick={selection.chooseAll} data-choose-all>
            {t('bulk.chooseAll')} <Key of="chooseAll" />
          </button>
        )}
        {deeds.map(({ key, name, run }) => (
          <button key={key} type="button" className="bulk-deed" onClick={run} data-bulk-deed={key}>
            <Key of={key} /> {name}
          </button>
        ))}
        <button type="button" className="link-button" onClick={selection.clear} data-clear>
          {t('bulk.clear')} <Key of="clearChoice" />
        </button>
      </div>
    </section>
  )
}
