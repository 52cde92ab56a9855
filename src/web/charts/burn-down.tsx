import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ENOUGH } from '../../domain/charts/compare'
import { serverNow } from '../data/now'
import { number, plainDay, weekdayOfDate } from '../words/dates'
import { useReading } from '../words/use-reading'
import { Chart } from './chart'
import { LoadedChart } from './loaded-chart'
import { type BurnDownData, burnDownQuery } from './queries'
import { useSaid } from './use-said'

/** What runs out in the coming week: more on a day than the desk does in one? */
export function BurnDownChart() {
  const { t } = useTranslation()
  return (
    <LoadedChart query={useQuery(burnDownQuery)} title={t('chart.burnDown.title')}>
      {(data) => <BurnDown data={data} />}
    </LoadedChart>
  )
}

function BurnDown({ data }: { data: BurnDownData }) {
  const { t } = useTranslation()
  const reading = useReading()
  const said = useSaid('burnDown')
  const early = data.met < ENOUGH || data.pace === null
  // Without enough behind it a pace is no measure: the bars stand alone.
  const points = data.points.map((plain) => {
    const point = early ? { ...plain, mark: null } : plain
    const note = point.missing ? t('chart.burnDown.closed') : null
    return { ...point, note, label: weekdayOfDate(point.key, reading), said: said.point(point, plainDay(point.key, reading), note) }
  })
  const full = points.find(({ value, mark }) => mark !== null && value > mark)
  const pace = number(data.pace ?? 0, reading, { maximumFractionDigits: (data.pace ?? 0) < 10 ? 1 : 0 })
  const verdict = early
    ? t('chart.burnDown.early', { count: data.met })
    : full
      ? t('chart.burnDown.full', { day: plainDay(full.key, reading), pace })
      : t('chart.burnDown.fits', { pace })
  const words = {
    title: t('chart.burnDown.title'),
    sentence: `${t('chart.burnDown.sentence', { count: data.n })} ${verdict}`,
    notes: data.late > 0 ? [t('chart.burnDown.late', { count: data.late })] : [],
    basis: said.basis(data, serverNow()),
    columns: {
      point: t('chart.burnDown.column'),
      value: t('chart.burnDown.value'),
      hatched: null,
      mark: early ? null : t('chart.burnDown.usual'),
      missing: t('chart.burnDown.closedDay'),
    },
  }
  return <Chart name="burn-down" words={words} points={points} />
}
