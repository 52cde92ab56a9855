import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { serverNow } from '../data/now'
import { number } from '../words/dates'
import { useReading } from '../words/use-reading'
import { Chart } from './chart'
import { LoadedChart } from './loaded-chart'
import { type LoadData, loadQuery } from './queries'
import { useSaid } from './use-said'

/** What I carry, the worst first, against what I can carry. */
export function LoadChart() {
  const { t } = useTranslation()
  return (
    <LoadedChart query={useQuery(loadQuery)} title={t('chart.load.title')}>
      {(data) => <Load data={data} />}
    </LoadedChart>
  )
}

function Load({ data }: { data: LoadData }) {
  const { t } = useTranslation()
  const reading = useReading()
  const said = useSaid('load')
  const points = data.points.map((point) => {
    const name = t(`words.severity.${point.key}`)
    const label = point.key
    return { ...point, label, note: null, said: said.point(point, `${label} · ${name}`, null) }
  })
  const room = data.capacity === null ? null : data.capacity - data.n
  const verdict = room === null ? '' : room > 0 ? t('chart.load.room', { count: room }) : t('chart.load.full')
  const words = {
    title: t('chart.load.title'),
    sentence: `${t('chart.load.sentence', { count: data.n, capacity: data.capacity === null ? '–' : number(data.capacity, reading) })} ${verdict}`,
    notes: [],
    basis: said.basis(data, serverNow()),
    columns: { point: t('chart.load.column'), value: t('chart.load.value'), hatched: t('chart.load.still'), mark: null, missing: null },
  }
  return <Chart name="load" words={words} points={points} />
}
