import { useTranslation } from 'react-i18next'
import { When } from '../../words/when'
import type { DateChange } from './queries'

/** The dates of a case received now that would be others, before and after. */
export function Dates({ changes }: { changes: readonly DateChange[] }) {
  const { t } = useTranslation()
  const others = changes.filter(({ was, would_be }) => was !== would_be)
  if (others.length === 0) return <p className="small muted">{t('adopt.same')}</p>
  const date = (at: string | null) => (at === null ? t('books.noDate') : <When at={at} full />)
  return (
    <div className="book-dates was-would">
      <table className="small">
        <caption>{t('adopt.dates')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('adopt.milestone')}</th>
            <th scope="col">{t('adopt.was')}</th>
            <th scope="col">{t('adopt.would')}</th>
          </tr>
        </thead>
        <tbody>
          {others.map(({ regime, milestone, was, would_be }) => (
            <tr key={`${regime} ${milestone}`}>
              <th scope="row">
                <bdi className="id">{milestone}</bdi>
              </th>
              <td>{date(was)}</td>
              <td>{date(would_be)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
