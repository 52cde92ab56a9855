import { useTranslation } from 'react-i18next'
import type { TriageDecision } from '../data/types'
import { Key } from '../keys/key'
import { useKeys } from '../keys/use-keys'

const DECISIONS = ['complaint', 'duplicate', 'noise', 'opportunity', 'abuse'] as const satisfies readonly TriageDecision[]

/** The five exits, one key each; the suggested one stands out and is said to be a suggestion. */
export function DecisionBar({ decide, suggested }: { decide: (decision: TriageDecision) => void; suggested: TriageDecision | null }) {
  const { t } = useTranslation()
  useKeys('triage', Object.fromEntries(DECISIONS.map((decision) => [decision, () => decide(decision)])))
  return (
    <div className="decisions" role="toolbar" aria-label={t('triage.decide')}>
      {DECISIONS.map((decision) => (
        <button
          key={decision}
          type="button"
          className={`decision ${decision === suggested ? 'decision-suggested' : ''}`}
          data-decision={decision}
          title={t(`triage.what.${decision}`)}
          onClick={() => decide(decision)}
        >
          <Key of={decision} />
          <span>{t(`triage.decision.${decision}`)}</span>
          {decision === suggested && <span className="visually-hidden">{t('triage.suggested')}</span>}
        </button>
      ))}
    </div>
  )
}
