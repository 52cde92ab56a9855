import { useTranslation } from 'react-i18next'
import type { Point } from '../../domain/charts/point'
import { number, shortWhen } from '../words/dates'
import { useReading } from '../words/use-reading'
import type { ChartData } from './queries'

/** The sentences that every chart shares: what one bar says in full, and what stands behind all of them. */
export function useSaid(chart: 'ageing' | 'burnDown' | 'load') {
  const { t } = useTranslation()
  const reading = useReading()
  const shown = (value: number) => number(value, reading)
  return {
    point: ({ value, hatched, mark }: Point, name: string, note: string | null) =>
      [
        t(`chart.${chart}.point`, { name, count: value }),
        hatched > 0 ? t(`chart.${chart}.hatched`, { shown: shown(hatched) }) : null,
        mark === null ? null : t(`chart.${chart}.mark`, { shown: shown(mark) }),
        note,
      ]
        .filter((piece) => piece !== null)
        .join(' · '),
    basis: ({ n, from, until }: ChartData, now: number) => {
      const when = (at: string) => shortWhen(Date.parse(at), now, reading)
      const period = from === until ? when(from) : t('chart.period', { from: when(from), until: when(until) })
      return `${t(`chart.${chart}.unit`, { count: n })} · ${period}`
    },
  }
}
