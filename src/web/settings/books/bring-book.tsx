import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeedDialog } from '../../case/deed-dialog'
import { stateOf } from '../../data/client'
import { useMay } from '../../data/queries'
import { useDeed } from '../parts'
import { Dates } from './dates'
import { LastMonth, type Month } from './last-month'
import type { DateChange } from './queries'

type Change = {
  kept: boolean
  id: string
  version: string | null
  replaces: string | null
  open_clocks: number
  new_cases: DateChange[]
  last_month: Month[]
}

/** A rule book, a calendar or a service policy of the firm's own: looked at first, kept on a second press. Open clocks keep their dates. */
export function BringBook() {
  const { t } = useTranslation()
  const may = useMay('admin')
  const [asked, ask] = useState(false)
  const [source, setSource] = useState('')
  const [preview, setPreview] = useState<Change | null>(null)
  const deed = useDeed<Change>(['regimes', 'own-books'], null, (change) => {
    if (!change.kept) return setPreview(change)
    ask(false)
    setSource('')
    setPreview(null)
  })
  if (!may) return null
  return (
    <>
      <Button variant="default" onClick={() => ask(true)}>
        {t('books.bring')}
      </Button>
      {asked && (
        <DeedDialog
          close={() => ask(false)}
          {...stateOf(deed)}
          title={t('books.bring')}
          verb={t(preview ? 'books.keep' : 'books.look')}
          ready={source.trim() !== ''}
          onSubmit={() => deed.mutate({ method: 'POST', path: '/regimes/packs', body: { source, preview: preview === null } })}
        >
          <p>{t('books.bringWhat')}</p>
          <Textarea
            data-autofocus
            required
            label={t('books.source')}
            dir="ltr"
            autosize
            minRows={6}
            maxRows={16}
            value={source}
            onChange={(event) => {
              setSource(event.currentTarget.value)
              setPreview(null)
            }}
          />
          {preview && (
            <>
              <p role="status">
                {t('books.would', {
                  id: preview.id,
                  version: preview.version ?? '',
                  clocks: preview.open_clocks,
                  cases: preview.new_cases.length,
                })}
              </p>
              {preview.last_month.length > 0 && <LastMonth months={preview.last_month} />}
              <Dates changes={preview.new_cases} />
            </>
          )}
        </DeedDialog>
      )}
    </>
  )
}
