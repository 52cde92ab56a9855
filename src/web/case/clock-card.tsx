import { useTranslation } from 'react-i18next'
import type { Clock } from '../data/types'
import { Skeleton } from '../parts/states'
import { When } from '../words/when'
import { ClockPopover } from './clock-why'

/** Every promise on this case, kept or not, with its moment; each can say why. */
export function ClockCard({ clocks, ended }: { clocks: readonly Clock[] | undefined; ended: string | null }) {
  const { t } = useTranslation()
  if (!clocks) return <Skeleton rows={3} height={44} />
  if (clocks.length === 0) return <p className="muted side-none">{t('clock.none')}</p>
  return (
    <ul className="clock-list">
      {clocks.map((clock) => (
        <li key={clock.id}>
          <ClockPopover clock={clock} ended={ended} />
          <span className="clock-list-when muted">
            {(clock.met_at ?? clock.due_at) && <When at={clock.met_at ?? clock.due_at ?? ''} />}
          </span>
          <span className="clock-list-title muted" dir="auto">
            {t(`words.clockLong.${clock.kind}`, { defaultValue: clock.title })} ·{' '}
            <bdi>{t(`words.book.${clock.regime}`, { defaultValue: clock.regime })}</bdi>
          </span>
        </li>
      ))}
    </ul>
  )
}
