import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeedDialog } from '../../case/deed-dialog'
import { put, stateOf } from '../../data/client'
import { useMay } from '../../data/queries'
import { useTitles } from '../../words/use-titles'
import { Loaded, useDeed } from '../parts'
import { Dates } from './dates'
import { LastMonth, type Month } from './last-month'
import type { Book, DateChange } from './queries'

type Change = { open_clocks: number; open_cases: number; new_cases: DateChange[]; last_month: Month[] }

/** Takes a rule book into use or lays it aside; earlier versions of the firm's own are only shown. What would change comes first. */
export function Adoption({ book }: { book: Book }) {
  const { t } = useTranslation()
  const may = useMay('admin')
  const [asked, ask] = useState(false)
  if (!may || (book.own && !book.in_use)) return null
  return (
    <>
      <Button variant="default" size="xs" onClick={() => ask(true)}>
        {t(book.in_use ? 'adopt.drop' : 'adopt.take')}
      </Button>
      {asked && <AdoptionDialog book={book} close={() => ask(false)} />}
    </>
  )
}

function AdoptionDialog({ book, close }: { book: Book; close: () => void }) {
  const { t } = useTranslation()
  const title = useTitles().book(book.title)
  const adopted = !book.in_use
  const path = `/regimes/${book.id}/adoption`
  const preview = useQuery({
    queryKey: ['adoption', book.id, adopted],
    queryFn: () => put<Change>(path, { adopted, preview: true }),
    gcTime: 0,
    retry: false,
  })
  const said = t(adopted ? 'adopt.taken' : 'adopt.dropped', { title })
  const deed = useDeed(['regimes', 'own-books'], said, close)
  return (
    <DeedDialog
      close={close}
      {...stateOf(deed)}
      title={t(adopted ? 'adopt.takeWho' : 'adopt.dropWho', { title })}
      verb={t(adopted ? 'adopt.takeIt' : 'adopt.dropIt')}
      ready={preview.data !== undefined}
      onSubmit={() => deed.mutate({ method: 'PUT', path, body: { adopted } })}
    >
      <p>{t(adopted ? 'adopt.takeWhat' : 'adopt.dropWhat')}</p>
      <Loaded query={preview} what={t('adopt.dates')}>
        {(change) => (
          <>
            <p role="status">
              {t('adopt.open', { count: change.open_cases })} {t('adopt.clocks', { count: change.open_clocks })}
            </p>
            <LastMonth months={change.last_month} />
            <Dates changes={change.new_cases} />
          </>
        )}
      </Loaded>
    </DeedDialog>
  )
}
