import { useTranslation } from 'react-i18next'
import type { Wall } from './types'

/** How full each tier is: a bar for the eye, the two numbers for everybody. */
export function Ladder({ rungs, moved, capacity }: { rungs: Wall['ladder']; moved: Wall['moved']; capacity: number }) {
  const { t } = useTranslation()
  return (
    <section className="wall-card" aria-labelledby="wall-ladder">
      <h2 id="wall-ladder">{t('wall.ladder')}</h2>
      <ul>
        {rungs.map(({ rung, load, capacity, people }) => {
          const share = Math.min(1, load / Math.max(1, capacity))
          return (
            <li key={rung} className="wall-rung">
              <span>{t(`wall.rung.${rung}`)}</span>
              <span>{t('wall.load', { load, capacity })}</span>
              <span className="wall-bar" aria-hidden="true" data-full={load >= capacity && capacity > 0}>
                <span style={{ inlineSize: `${Math.round(share * 100)}%` }} />
              </span>
              <span className="small muted">{t('wall.people', { count: people })}</span>
            </li>
          )
        })}
      </ul>
      <p className="small muted">
        {t('wall.moved', moved)}. {t('wall.capacity', { count: capacity })}
      </p>
    </section>
  )
}
