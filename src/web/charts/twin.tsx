import { useTranslation } from 'react-i18next'
import { number } from '../words/dates'
import { useReading } from '../words/use-reading'
import type { ChartWords, Shown } from './chart'

/** The same numbers as the picture, for whoever would rather read or copy them. */
export function Twin({ words: { title, columns }, points }: { words: ChartWords; points: readonly Shown[] }) {
  const { t } = useTranslation()
  const reading = useReading()
  return (
    <div className="chart-twin">
      <table aria-label={title}>
        <thead>
          <tr>
            {[columns.point, columns.value, columns.hatched, columns.mark, t('chart.note')].map(
              (name) =>
                name !== null && (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ),
            )}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.key} data-key={point.key}>
              <th scope="row">{point.label}</th>
              <td className="num">{number(point.value, reading)}</td>
              {columns.hatched !== null && <td className="num">{number(point.hatched, reading)}</td>}
              {columns.mark !== null && <td className="num">{point.mark === null ? '–' : number(point.mark, reading)}</td>}
              <td>{point.note ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
