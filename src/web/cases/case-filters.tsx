import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { SEVERITIES } from '../../domain/finding'
import type { CasesSearch } from '../app/router'
import { usersQuery } from '../data/queries'
import { SearchField } from '../inbox/filters'
import { SeverityMark } from '../look/severity'

type Props = { search: CasesSearch; change: (next: CasesSearch) => void }

export function CaseFilters({ search, change }: Props) {
  const { t } = useTranslation()
  const { data: people = [] } = useQuery(usersQuery)
  const select = (name: 'state' | 'owner' | 'tier' | 'kind' | 'sort', options: [string, string][]) => (
    <NativeSelect
      aria-label={t(`filters.${name}`)}
      value={search[name] ?? ''}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
      data={options.map(([value, label]) => ({ value, label }))}
    />
  )
  return (
    <search className="filters">
      <Severities search={search} change={change} />
      {select('state', [
        ['', t('filters.notClosed')],
        ...(['open', 'acknowledged', 'answered', 'closed'] as const).map((state): [string, string] => [
          state,
          t(`words.caseState.${state}`),
        ]),
        ['all', t('filters.allStates')],
      ])}
      {select('owner', [
        ['', t('filters.anyOwner')],
        ['me', t('filters.mine')],
        ['none', t('filters.nobodys')],
        ...people.map(({ id, name }): [string, string] => [id, name]),
      ])}
      {select('tier', [['', t('filters.anyTier')], ...['1', '2', '3'].map((tier): [string, string] => [tier, t('words.tier', { tier })])])}
      {select('kind', [
        ['', t('words.kind.complaint')],
        ...(['opportunity', 'abuse'] as const).map((kind): [string, string] => [kind, t(`words.kind.${kind}`)]),
        ['all', t('filters.anyKind')],
      ])}
      {select('sort', [
        ['next_breach', t('filters.byBreach')],
        ['received_at', t('filters.byReceived')],
        ['severity', t('filters.bySeverity')],
      ])}
      <SearchField value={search.q ?? ''} change={(q) => change({ q })} />
    </search>
  )
}

/** Five switches, one for each severity; none pressed means all. */
function Severities({ search, change }: Props) {
  const { t } = useTranslation()
  const chosen = new Set((search.severity ?? '').split(',').filter(Boolean))
  const toggle = (severity: string) => {
    const next = SEVERITIES.filter((one) => (one === severity ? !chosen.has(one) : chosen.has(one)))
    change({ severity: next.length === SEVERITIES.length ? '' : next.join(',') })
  }
  return (
    <fieldset className="sev-filter">
      <legend className="visually-hidden">{t('filters.severity')}</legend>
      {SEVERITIES.map((severity) => (
        <button key={severity} type="button" aria-pressed={chosen.has(severity)} onClick={() => toggle(severity)}>
          <SeverityMark of={severity} word={false} size={18} />
        </button>
      ))}
    </fieldset>
  )
}
