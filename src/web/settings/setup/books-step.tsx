import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { booksFor, TRADES, type Trade } from '../../../domain/setup/books'
import { OneBook } from '../books/books'
import { regimesQuery } from '../books/queries'
import { Loaded } from '../parts'
import type { StepProps } from './setup'
import { StepFrame } from './step-frame'
import { usePlaceName } from './use-place-name'

/** Which regulator's clocks run here: suggested by country and trade, each with what it asks for and a preview of what it would change. */
export function BooksStep({ data, done, skip, pending }: StepProps) {
  const { t } = useTranslation()
  const placeName = usePlaceName()
  const [trade, setTrade] = useState<Trade>('other')
  const { calendar } = data.firm
  const ids = booksFor(calendar, trade)
  return (
    <StepFrame title={t('setup.step.books')} what={t('setup.booksWhat')} next={done} skip={skip} pending={pending}>
      <NativeSelect
        label={t('setup.trade')}
        value={trade}
        onChange={(event) => setTrade(event.currentTarget.value as Trade)}
        data={TRADES.map((value) => ({ value, label: t(`setup.trades.${value}`) }))}
      />
      <p className="muted">{calendar ? t('setup.booksFor', { place: placeName(calendar) }) : t('setup.booksNowhere')}</p>
      <Loaded query={useQuery(regimesQuery)} what={t('setup.step.books')}>
        {(books) =>
          books.data
            .filter(({ id, own }) => ids.includes(id) && !own)
            .map((book) => <OneBook key={`${book.id}@${book.version}`} book={book} />)
        }
      </Loaded>
      <p className="small muted">{t('setup.notAdvice')}</p>
    </StepFrame>
  )
}
