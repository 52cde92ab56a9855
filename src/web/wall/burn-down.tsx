import { useTranslation } from 'react-i18next'
import type { Wall } from '../data/types'
import { dayHeading } from '../words/dates'
import { useReading } from '../words/use-reading'

/** Clocks due on each of the next seven days: a table that is drawn as bars, so that nobody needs the drawing. */
export function BurnDown({ days, capacity }: { days: Wall['burn_down']; capacity: number }) {
  const { t } = useTranslation()
  const reading = useReading()
  const most = Math.max(1, ...days.map(({ due }) => due))
  return (
    <section className="wall-card" aria-labelledby="wall-burn">
      <h2 id="wall-burn">{t('wall.burn')}</h2>
      <table className="wall-burn">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('wall.day')}</th>
            <th scope="col">{t('wall.due')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ from, due }) => (
            <tr key={from}>
              <th scope="row">
                <time dateTime={from}>{dayHeading(Date.parse(from), reading)}</time>
              </th>
              <td>
                <span className="num">{due}</span>
                <span className="wall-bar" aria-hidden="true">
                  <span style={{ inlineSize: `${Math.round((due / most) * 100)}%` }} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small muted">{t('wall.capacity', { count: capacity })}</p>
    </section>
  )
}
