import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { OLD_FROM } from '../../domain/charts/ageing'
import { compared } from '../../domain/charts/compare'
import { serverNow } from '../data/now'
import { useChannelName } from '../parts/contact'
import { number, shortWhen } from '../words/dates'
import { useReading } from '../words/use-reading'
import { Chart } from './chart'
import { LoadedChart } from './loaded-chart'
import { ageingQuery, type ChartData } from './queries'
import { useSaid } from './use-said'

/** How long open complaints have waited: more old ones than a week ago? */
export function AgeingChart() {
  const { t } = useTranslation()
  return (
    <LoadedChart query={useQuery(ageingQuery)} title={t('chart.ageing.title')}>
      {(data) => <Ageing data={data} />}
    </LoadedChart>
  )
}

function Ageing({ data }: { data: ChartData }) {
  const { t } = useTranslation()
  const reading = useReading()
  const said = useSaid('ageing')
  const channelName = useChannelName()
  const shown = (value: number) => number(value, reading)
  const silence = data.missing.map(({ channel, since }) =>
    t('chart.ageing.silent', { channel: channelName(channel), time: shortWhen(Date.parse(since), serverNow(), reading) }),
  )
  const points = data.points.map((point) => {
    const [from, to] = point.key.split('-')
    const label = to
      ? t('chart.ageing.days', { from: shown(Number(from)), to: shown(Number(to)) })
      : t('chart.ageing.older', { from: shown(Number(from)) })
    const note = point.missing ? silence.join(' ') : null
    return { ...point, label, note, said: said.point(point, label, note) }
  })
  const words = {
    title: t('chart.ageing.title'),
    sentence: `${t('chart.ageing.sentence', { count: data.n, old: shown(old(data, 'value')) })} ${t(`chart.verdict.${verdictOf(data)}`)}`,
    notes: silence,
    basis: said.basis(data, serverNow()),
    columns: {
      point: t('chart.ageing.column'),
      value: t('chart.ageing.value'),
      hatched: t('chart.ageing.still'),
      mark: t('chart.ageing.before'),
      missing: t('chart.ageing.incomplete'),
    },
  }
  return <Chart name="ageing" words={words} points={points} />
}

const old = ({ points }: ChartData, of: 'value' | 'mark') => points.slice(OLD_FROM).reduce((sum, point) => sum + (point[of] ?? 0), 0)
const verdictOf = (data: ChartData) =>
  compared(
    { part: old(data, 'value'), of: data.n },
    { part: old(data, 'mark'), of: data.points.reduce((sum, { mark }) => sum + (mark ?? 0), 0) },
  )
