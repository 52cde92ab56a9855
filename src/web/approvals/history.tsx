import { useTranslation } from 'react-i18next'
import { When } from '../words/when'
import type { Approval } from './types'

/** Everything that happened to the answer, oldest first, with the reason where it came back. */
export function History({ of }: { of: Approval }) {
  const { t } = useTranslation()
  return (
    <ol className="approval-steps small">
      {of.steps.map(({ did, at, by, version, reason, note }) => (
        <li key={`${at}${did}${version}`}>
          {t(`approvals.did.${did}`, { version })} · <bdi>{by.name}</bdi> · <When at={at} />
          {reason && <span className="chip">{t(`approvals.returnFor.${reason}`)}</span>}
          {note && <q dir="auto">{note}</q>}
        </li>
      ))}
    </ol>
  )
}
