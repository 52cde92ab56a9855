import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CaseFull, Clock } from '../data/types'
import { Icon } from '../look/icons'
import { SeverityMark } from '../look/severity'
import { OthersHere } from '../parts/others-here'
import { ClockPopover } from './clock-why'
import { Deeds } from './deeds'

type Props = { one: CaseFull; clocks: readonly Clock[]; refresh: () => Promise<unknown>; back: string }

/** Which case, how bad, with whom; its clocks by name; what can be done. Sticks to the top. */
export function CaseHeader({ one, clocks, refresh, back }: Props) {
  const { t } = useTranslation()
  return (
    <header className={`case-head stripe-${one.severity}`}>
      <div className="case-line">
        <Link className="case-back" to={back}>
          <Icon name="back" size={16} />
          <span>{t('case.toCases')}</span>
        </Link>
        <h1>
          <bdi className="id">{one.reference}</bdi>
        </h1>
        <SeverityMark of={one.severity} />
        {one.kind !== 'complaint' && <span className="chip">{t(`words.kind.${one.kind}`)}</span>}
        <span className="chip">{t(`words.caseState.${one.state}`)}</span>
        {one.imported && <span className="chip">{t('inbox.imported')}</span>}
        {one.support_needs.map((need) => (
          <span key={need} className="chip chip-due">
            {t('case.supportNeed', { need })}
          </span>
        ))}
        <OthersHere caseId={one.id} />
        <Deeds one={one} refresh={refresh} />
      </div>
      <div className="case-line case-second small">
        <span className="case-owner">
          <Icon name="person" size={16} />
          {one.owner ? <bdi className="strong">{one.owner}</bdi> : <span className="due strong">{t('cases.nobody')}</span>}
          <span className="muted">
            {t('words.tier', { tier: one.tier })}
            {one.team ? ` · ${one.team}` : ''}
          </span>
        </span>
        <ul className="case-clocks" aria-label={t('case.clocks')}>
          {urgentFirst(clocks).map((clock) => (
            <li key={clock.id}>
              <ClockPopover clock={clock} ended={one.closed_at} />
            </li>
          ))}
        </ul>
      </div>
    </header>
  )
}

const ORDER = { missed: 0, due_soon: 1, running: 2, paused: 3, met: 4, history: 5, cancelled: 6 } as const
/** One badge for each kind of promise, the most urgent: where the law and the house promise the same, the side pane shows both. */
function urgentFirst(clocks: readonly Clock[]) {
  const sorted = [...clocks].sort((a, b) => ORDER[a.state] - ORDER[b.state] || (a.due_at ?? '9').localeCompare(b.due_at ?? '9'))
  return sorted.filter(({ kind }, at) => sorted.findIndex((other) => other.kind === kind) === at).slice(0, 5)
}
