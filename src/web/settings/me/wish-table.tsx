import { useTranslation } from 'react-i18next'
import { SEVERITIES, type Severity } from '../../../domain/finding'
import { SeverityMark } from '../../look/severity'
import type { TellingView, Wishes } from './wishes'

const MINUTES = [0, 1, 2, 5, 10, 15, 30]
type Props = { view: TellingView; wishes: Wishes; change: (wishes: Wishes) => void }

/** For each severity which ways are used, and after how many minutes. A row without a tick means the usual ways. */
export function WishTable({ view: { connected }, wishes, change }: Props) {
  const { t } = useTranslation()
  if (connected.length === 0) return <p className="muted">{t('mine.noWays')}</p>
  const set = (severity: Severity, way: string, minutes: number | null) => {
    const { [way]: _, ...rest } = wishes.ways[severity]
    change({ ...wishes, ways: { ...wishes.ways, [severity]: minutes === null ? rest : { ...rest, [way]: minutes } } })
  }
  return (
    <div className="wishes-scroll">
      <table className="wishes">
        <caption className="small muted">{t('mine.wishes')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('filters.severity')}</th>
            {connected.map(({ name }) => (
              <th key={name} scope="col">
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {SEVERITIES.map((severity) => (
            <tr key={severity}>
              <th scope="row">
                <SeverityMark of={severity} />
              </th>
              {connected.map(({ name }) => (
                <td key={name}>
                  <Wish severity={severity} way={name} minutes={wishes.ways[severity][name] ?? null} set={(m) => set(severity, name, m)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type WishProps = { severity: Severity; way: string; minutes: number | null; set: (minutes: number | null) => void }
function Wish({ severity, way, minutes, set }: WishProps) {
  const { t } = useTranslation()
  return (
    <span className="wish">
      <label className="set-check">
        <input type="checkbox" checked={minutes !== null} onChange={() => set(minutes === null ? 0 : null)} />
        <span className="visually-hidden">{t('mine.by', { severity, way })}</span>
      </label>
      {minutes !== null && (
        <select
          aria-label={t('mine.after', { severity, way })}
          value={minutes}
          onChange={(event) => set(Number(event.currentTarget.value))}
        >
          {MINUTES.map((each) => (
            <option key={each} value={each}>
              {each === 0 ? t('mine.atOnce') : t('mine.minutes', { count: each })}
            </option>
          ))}
        </select>
      )}
    </span>
  )
}
