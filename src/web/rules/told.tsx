import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FactValue } from '../../domain/regimes/facts'
import type { TimelineEntry } from '../data/types'
import { When } from '../words/when'
import { MovedList } from './moved-list'
import type { CaseFacts } from './queries'
import { useTellingNames } from './use-names'
import type { Came } from './use-telling'

/** What came of the last thing that was said, until it is put away. */
export function Outcome({ moved, byPress, done }: { moved: Came; byPress: boolean; done: () => void }) {
  const { t } = useTranslation()
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (byPress) box.current?.focus()
  }, [byPress])
  return (
    <section ref={box} role="status" tabIndex={-1} className="rules-came" aria-label={t('rules.cameOfIt')} data-rules="came">
      <h3>{t('rules.cameOfIt')}</h3>
      <MovedList moved={moved} />
      <Button size="compact-sm" variant="default" onClick={done}>
        {t('rules.putAway')}
      </Button>
    </section>
  )
}

/** What has happened that the rule books count from, newest first. */
export function ToldSoFar({ facts: { happenings, regimes } }: { facts: CaseFacts }) {
  const { t } = useTranslation()
  const names = useTellingNames()
  if (happenings.length === 0) return null
  const notices = new Map(regimes.flatMap(({ tellable }) => tellable.happenings).map((one) => [one.name, one]))
  return (
    <details data-rules="told">
      <summary>{t('rules.soFar', { count: happenings.length })}</summary>
      <ul className="rules-list">
        {happenings
          .toSorted((a, b) => b.at.localeCompare(a.at))
          .map(({ name, at }) => (
            <li key={name + at}>
              <span>{names.happening(notices.get(name) ?? { name, notice: null })}</span>
              <span className="small muted">
                <When at={at} />
              </span>
            </li>
          ))}
      </ul>
    </details>
  )
}

/** What was said or told, behind the sentence of the timeline that it was. */
export function SaidInTimeline({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation()
  const names = useTellingNames()
  const { kind, name, value, happened_at: at, regime, class: chosen } = entry as TimelineEntry & Record<string, string>
  if (kind === 'fact_said')
    return (
      <div>
        {names.asked(name ?? '')} <bdi className="strong">{value === null ? t('rules.unknown') : names.answer(value as FactValue)}</bdi>
      </div>
    )
  if (kind === 'happened')
    return (
      <div>
        {names.happening({ name: name ?? '', notice: null })} {at && <When at={at} />}
      </div>
    )
  return kind === 'classed' ? (
    <div>
      <bdi className="id">{regime}</bdi> · <bdi className="id">{chosen ?? t('rules.byRule')}</bdi>
    </div>
  ) : null
}
