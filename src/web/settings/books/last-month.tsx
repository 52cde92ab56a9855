import { useTranslation } from 'react-i18next'

export type Month = { milestone: string; clocks: number; missed: number; would_clocks: number; would_miss: number }

/** What the same rules would have meant for the cases of the last thirty days. */
export function LastMonth({ months }: { months: readonly Month[] }) {
  const { t } = useTranslation()
  if (months.length === 0) return <p className="small muted">{t('promises.noMonth')}</p>
  return (
    <ul className="small">
      {months.map(({ milestone, clocks, missed, would_clocks, would_miss }) => (
        <li key={milestone} data-month={milestone}>
          <bdi className="id">{milestone}</bdi>{' '}
          {clocks === 0
            ? t('month.new', { count: would_clocks, would: would_miss })
            : would_clocks === 0
              ? t('month.gone', { count: clocks, missed })
              : t('promises.month', { count: clocks, missed, would: would_miss })}
        </li>
      ))}
    </ul>
  )
}
