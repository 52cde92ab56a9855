import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CasesSearch } from '../app/router'
import { query } from '../data/client'
import { stored } from '../data/stored'
import { Icon } from '../look/icons'
import { Views } from './views'

/** The order that this person chose last, for lists whose address names none. */
const lastOrder = stored<{ sort: string | null }>('redress.cases.order', { sort: null })
export function useOrder(inAddress: string | undefined) {
  const { sort } = lastOrder.use()
  return inAddress ?? sort ?? 'next_breach'
}
/** Keeps the order that a change asks for, and hands the change on. */
export function rememberOrder(next: CasesSearch): CasesSearch {
  if (next.sort !== undefined) lastOrder.set({ sort: next.sort === 'next_breach' ? null : next.sort })
  return next
}

type Props = { search: CasesSearch; filters: Record<string, string | undefined>; show: (search: CasesSearch) => void }

/** Named views, and the list as a file: every row of the filter, not only those that are loaded. */
export function ListTools({ search, filters, show }: Props) {
  const { t } = useTranslation()
  return (
    <span className="list-tools">
      <Views search={search} show={show} />
      <Button
        component="a"
        variant="default"
        href={query('/api/v1/cases.csv', filters)}
        download
        leftSection={<Icon name="download" size={16} />}
        data-csv
      >
        {t('views.csv')}
      </Button>
    </span>
  )
}
